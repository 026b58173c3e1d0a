"""The page of the base host: the towns with their addresses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wibo.access.marks import anytime, public
from wibo.towns.addresses import address_of
from wibo.towns.models import Town
from wibo.ui.paging import paged


@public
@anytime
def towns(request: HttpRequest) -> HttpResponse:
    """All towns, each with a link."""
    page = paged(request, Town.objects.real().order_by("name"), 60)
    rows = [(town, address_of(town)) for town in page]
    return render(request, "service/towns.html", {"title": "Gminy", "rows": rows, "page": page})
