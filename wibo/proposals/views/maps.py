"""The layers of a town's map, for the script that shows them."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404

from wibo.access.marks import anytime, public
from wibo.editions.models import Edition
from wibo.proposals.maps import map_layers
from wibo.towns.requests import TownRequest


@public
@anytime
def layers(request: TownRequest, pk: int) -> HttpResponse:
    """All layers of an edition, from the ground up."""
    edition = get_object_or_404(Edition, pk=pk)
    rows = [{"kind": layer.kind, "features": layer.features} for layer in map_layers(edition)]
    response = JsonResponse({"layers": rows})
    response["Cache-Control"] = "public, max-age=300"
    return response
