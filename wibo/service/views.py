"""The page of the service's own host: the towns with their addresses."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wibo.access.marks import anytime, public
from wibo.towns.models import Town


@public
@anytime
def towns(request: HttpRequest) -> HttpResponse:
    """All towns, each with a link; in a demo also what to try."""
    port = request.get_host().partition(":")[2]
    suffix = f":{port}" if port else ""
    rows = [
        (town, f"{request.scheme}://{town.host or f'{town.slug}.{settings.BASE_HOST}{suffix}'}/")
        for town in Town.objects.order_by("name")
    ]
    return render(request, "service/towns.html", {"title": "Gminy", "rows": rows, "demo": settings.DEMO})
