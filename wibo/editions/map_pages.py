"""The map on a proposal's page: drawn by the server, brought to life by a script, with tiles only where they are set."""

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpResponse

from wibo.editions.mapping import area_of, has_map, tile_host
from wibo.editions.models import Edition
from wibo.editions.models.maps import LAYER_NAMES
from wibo.rulebook.proposing.places import middle
from wibo.ui.maps import Layer, Spot, drawn


def map_layers(edition: Edition) -> list[Layer]:
    """The edition's layers from the ground up."""
    order = list(LAYER_NAMES)
    rows = sorted(edition.layers.all(), key=lambda one: (order.index(one.kind), one.pk))
    return [Layer(row.kind, row.features) for row in rows]


def place_map(
    edition: Edition, place: dict[str, Any] | None, *, edits: bool = False
) -> dict[str, Any] | None:
    """What `_map.html` shows; None in a town without a map."""
    # Read once for all three questions below.
    prefetch_related_objects([edition], "layers")
    if not has_map(edition):
        return None
    area = area_of(edition, place)
    spots = [Spot(place)] if place else []
    words = "Mapa z zaznaczonym miejscem" if place else "Mapa bez zaznaczonego miejsca"
    return {
        "edition": edition,
        "place_text": json.dumps(place),
        "drawn": drawn(map_layers(edition), spots, f"{words}{f', obszar: {area}' if area else ''}."),
        "area": area,
        "edits": edits,
    }


def spots_map(edition: Edition, spots: Sequence[Spot], words: str) -> dict[str, Any] | None:
    """What `_map.html` shows of many places, each of which leads to its page; None in a town without a map."""
    prefetch_related_objects([edition], "layers")
    if not has_map(edition):
        return None
    found = [{"at": middle(one.place), "words": one.words, "url": one.url, "kind": one.kind} for one in spots]
    return {
        "edition": edition,
        "spots_text": json.dumps(found),
        "drawn": drawn(map_layers(edition), spots, words),
        "edits": False,
    }


def with_tiles(response: HttpResponse, edition: Edition) -> HttpResponse:
    """The page, which may load tiles from where the town has set them, and from nowhere else."""
    host = tile_host(edition)
    if host:
        vars(response)["_csp_update"] = {"img-src": [host]}
    return response
