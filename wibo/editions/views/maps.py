"""The map: its layers for the script that shows them, and the coordinator's pages of what is on it."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404

from wibo.access.marks import anytime, public, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions import mapping
from wibo.editions.forms.asking import LayerForm, ReasonForm, TilesForm
from wibo.editions.guards import with_edition
from wibo.editions.map_pages import map_layers
from wibo.editions.models import Edition, MapLayer
from wibo.editions.views.subpages import subpage
from wibo.towns.requests import TownRequest
from wibo.ui.acting import changed
from wibo.ui.versions import held


@public
@anytime
def layers(request: TownRequest, pk: int) -> HttpResponse:
    """All layers of an edition, from the ground up."""
    edition = get_object_or_404(Edition, pk=pk)
    if edition.in_preparation and request.edition_named != edition.slug:
        # At its own addresses it is there for who may see it (editions.addressing).
        raise Http404
    rows = [{"kind": layer.kind, "features": layer.features} for layer in map_layers(edition)]
    response = JsonResponse({"layers": rows})
    response["Cache-Control"] = "public, max-age=300"
    return response


@requires(Can.RUN_EDITION)
@with_edition
def layer(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Add a layer from a file."""
    form = LayerForm(request.POST or None, request.FILES or None)

    def act() -> None:
        given = form.cleaned_data
        text = given["file"].read().decode("utf-8-sig", errors="replace")
        mapping.add_layer(
            edition, given["kind"], given["name"], text, act=request.act, reason=given["reason"]
        )

    return subpage(request, form, act, "Warstwa mapy", said="Warstwa jest dodana.", save="Dodaj warstwę")


@requires(Can.RUN_EDITION)
@with_edition
def drop_layer(request: AccountRequest, edition: Edition, pk: int) -> HttpResponse:
    """Take a layer from the map."""
    found = get_object_or_404(MapLayer.objects.select_related("edition__town"), pk=pk, edition=edition)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        mapping.remove_layer(found, act=request.act, reason=form.cleaned_data["reason"])

    return subpage(
        request, form, act, f"Usuń warstwę {found.name}", said="Warstwa jest usunięta.", save="Usuń warstwę"
    )


@requires(Can.RUN_EDITION)
@with_edition
def tiles(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Set the address of the map's background."""
    with held(request, Edition.objects.select_related("town"), edition.pk) as stored:
        initial = {"map_tiles": stored.map_tiles, "map_credit": stored.map_credit}
        form = TilesForm(request.POST or None, initial=initial)

        def act() -> str:
            given = form.cleaned_data
            done = mapping.set_tiles(
                stored, given["map_tiles"], given["map_credit"], act=request.act, reason=given["reason"]
            )
            return changed(done)

        return subpage(request, form, act, "Podkład mapy")
