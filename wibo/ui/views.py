"""The stylesheet and the gallery of components."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from wibo.access.marks import anytime, public
from wibo.rulebook.spelling.money import parse_decimal
from wibo.ui.assets import DEFAULT_COLOUR, bundle
from wibo.ui.gallery import GalleryForm


@public
@anytime
def stylesheet(request: HttpRequest, colour: str, digest: str) -> HttpResponse:
    """The stylesheet for the town's colour; its address changes with its content, so it is cached for a year."""
    town = getattr(request, "town", None)
    if f"#{colour}" != (town.colour if town else DEFAULT_COLOUR):
        raise Http404
    current, plain, packed = bundle(f"#{colour}")
    if digest != current:
        raise Http404
    compressed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(packed if compressed else plain, content_type="text/css; charset=utf-8")
    if compressed:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@public
@anytime
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component on one page, for people who build pages and for the accessibility run."""
    form = GalleryForm({"title": "", "cost": "sto"})
    form.is_valid()
    return render(request, "ui/gallery.html", {"form": form, "amount": parse_decimal("148500")})
