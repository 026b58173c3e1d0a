"""The town's map: its layers, the tiles behind them, and what they say of a place."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction

from wibo.access.refusal import Refused
from wibo.editions.actions import journal
from wibo.editions.models import Area, Edition, MapLayer
from wibo.editions.models.maps import LAYER_NAMES
from wibo.journal.acts import Act
from wibo.journal.events.editions import MapChanged
from wibo.rulebook.proposing.places import PlaceError, layer_of, lies_in, middle
from wibo.wording.places import OF_LAYER

# What no address of a tile has, and what a policy of a page would read as its own.
_ODD = re.compile(r"[\s;,'\"<>\\]")


def has_map(edition: Edition) -> bool:
    """Whether there is anything to show a place on."""
    return bool(edition.map_tiles) or edition.layers.exists()


def _record(edition: Edition, changes: str, reason: str, act: Act) -> None:
    journal(MapChanged(changes=changes, reason=reason), edition, act)


def add_layer(edition: Edition, kind: str, name: str, text: str, *, act: Act, reason: str) -> MapLayer:
    """Add a layer from GeoJSON. Raises Refused with what is wrong with it."""
    try:
        features = layer_of(text)
    except PlaceError as error:
        raise Refused(OF_LAYER[error.fault], "file") from error
    if kind == "area" and any("Polygon" not in one["geometry"]["type"] for one in features):
        raise Refused("Obszary pul muszą być wielokątami, żeby było wiadomo, co w nich leży.", "file")
    if kind == "area":
        _refuse_unknown_areas(edition, (one["name"] for one in features))
    with transaction.atomic():
        layer: MapLayer = MapLayer.objects.create(edition=edition, kind=kind, name=name, features=features)
        _record(edition, f"dodano warstwę „{name}” ({LAYER_NAMES[kind]})", reason, act)
    return layer


def _refuse_unknown_areas(edition: Edition, names: Iterable[str]) -> None:
    known = set(Area.objects.filter(edition=edition).values_list("name", flat=True))
    strange = sorted(set(names) - known)
    if strange:
        raise Refused(
            f"Obszary warstwy muszą mieć w polu „name” nazwy obszarów edycji ({', '.join(sorted(known)) or 'nie ma żadnego'}). "
            f"Te są inne: {', '.join(name or 'bez nazwy' for name in strange[:10])}.",
            "file",
        )


def remove_layer(layer: MapLayer, *, act: Act, reason: str) -> None:
    """Take a layer from the map."""
    with transaction.atomic():
        layer.delete()
        _record(layer.edition, f"usunięto warstwę „{layer.name}”", reason, act)


def set_tiles(edition: Edition, tiles: str, credit: str, *, act: Act, reason: str) -> bool:
    """Set the address of the map's tiles, empty for none; False when nothing differs. Raises Refused."""
    if (edition.map_tiles, edition.map_credit) == (tiles, credit):
        return False
    _refuse_odd_address(tiles)
    if tiles and not credit:
        raise Refused("Podaj źródło podkładu, na przykład: © autorzy OpenStreetMap.", "map_credit")
    with transaction.atomic():
        edition.map_tiles, edition.map_credit = tiles, credit
        edition.save(update_fields=["map_tiles", "map_credit"])
        _record(edition, f"podkład mapy: {urlsplit(tiles).hostname or 'żaden'}", reason, act)
    return True


def _refuse_odd_address(tiles: str) -> None:
    if not tiles:
        return
    address = urlsplit(tiles)
    plain = address.scheme == "https" and address.hostname and not address.username and not _ODD.search(tiles)
    if not plain or "{s}" in tiles or not all(part in tiles for part in ("{z}", "{x}", "{y}")):
        raise Refused(
            "Adres podkładu zaczyna się od https:// i ma w sobie {z}, {x} i {y}, a nie ma {s}. Na przykład: "
            "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
            "map_tiles",
        )


def tile_host(edition: Edition) -> str:
    """Where the tiles come from, for the Content-Security-Policy; empty for none."""
    address = urlsplit(edition.map_tiles)
    return f"https://{address.netloc}" if address.netloc else ""


def area_of(edition: Edition, place: dict[str, Any] | None) -> str:
    """The name of the area in which the middle of a place lies; empty where the map does not say."""
    if place is None:
        return ""
    point = middle(place)
    features = (one for layer in edition.layers.all() if layer.kind == "area" for one in layer.features)
    return next((str(one["name"]) for one in features if lies_in(point, one["geometry"])), "")
