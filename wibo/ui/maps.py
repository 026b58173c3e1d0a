"""A map drawn by the server: the town's layers and a place, as SVG that needs no script and prints."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from wibo.rulebook.proposing.places import Point, middle, points

_WIDTH, _HEIGHT = 640, 400
# Around a place so many degrees of latitude are shown at least: about a kilometre and a half.
_AROUND = 0.014
_DOT = 9


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer to draw: its kind is a CSS class, its features are as `layer_of` reads them."""

    kind: str
    features: Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to mark, what is there, and the page that it leads to; `kind` is a CSS class beside "place"."""

    place: dict[str, Any]
    words: str = ""
    url: str = ""
    kind: str = ""


class _Frame:
    """Turns degrees into the picture's units, so that a metre is as long to the north as to the east."""

    def __init__(self, west: float, south: float, east: float, north: float) -> None:
        self._squeeze = math.cos(math.radians((south + north) / 2))
        wide, high = (east - west) * self._squeeze, north - south
        self._scale = min(_WIDTH / (wide or 1), _HEIGHT / (high or 1))
        self._west = (west + east) / 2 - _WIDTH / self._scale / self._squeeze / 2
        self._north = (south + north) / 2 + _HEIGHT / self._scale / 2

    def at(self, point: Sequence[float]) -> str:
        """A point as SVG writes it."""
        across = (point[0] - self._west) * self._squeeze * self._scale
        down = (self._north - point[1]) * self._scale
        return f"{across:.1f} {down:.1f}"


def _frame(layers: Iterable[Layer], spots: Sequence[Spot]) -> _Frame:
    spans: list[Point] = []
    for spot in spots:
        across, up = middle(spot.place)
        around = [(across - _AROUND, up - _AROUND / 2), (across + _AROUND, up + _AROUND / 2)]
        spans += [*points(spot.place), *around]
    if not spots:
        spans = [point for layer in layers for one in layer.features for point in points(one["geometry"])]
    found: list[Point] = spans or [(19.0, 52.0), (19.1, 52.1)]
    longitudes, latitudes = [one[0] for one in found], [one[1] for one in found]
    return _Frame(min(longitudes), min(latitudes), max(longitudes), max(latitudes))


def _path(frame: _Frame, geometry: dict[str, Any]) -> str:
    kind, coordinates = geometry["type"], geometry["coordinates"]
    lines = {
        "LineString": [coordinates],
        "MultiLineString": coordinates,
        "Polygon": coordinates,
        "MultiPolygon": [ring for rings in coordinates for ring in rings] if kind == "MultiPolygon" else [],
    }.get(kind, [])
    end = "Z" if "Polygon" in kind else ""
    return "".join("M" + "L".join(frame.at(point) for point in line) + end for line in lines)


def _shape(frame: _Frame, geometry: dict[str, Any], css: str) -> SafeString:
    if "Point" in geometry["type"]:
        dots = (frame.at(point).split() for point in points(geometry))
        return format_html_join(
            "", '<circle class="{}" cx="{}" cy="{}" r="{}"/>', ((css, x, y, _DOT) for x, y in dots)
        )
    form = "shape" if "Polygon" in geometry["type"] else "line"
    return format_html('<path class="{} {}" d="{}"/>', css, form, _path(frame, geometry))


def _marked(frame: _Frame, spot: Spot) -> SafeString:
    """A spot of one place as it is, and of many as a dot that leads to its page."""
    if not spot.url:
        return _shape(frame, spot.place, "place")
    x, y = frame.at(middle(spot.place)).split()
    return format_html(
        '<a href="{}" aria-label="{}"><circle class="place {}" cx="{}" cy="{}" r="{}"><title>{}</title></circle></a>',
        spot.url,
        spot.words,
        spot.kind,
        x,
        y,
        _DOT,
        spot.words,
    )


def drawn(layers: Sequence[Layer], spots: Sequence[Spot], words: str) -> SafeString:
    """The map with the spots marked; `words` tell it to who cannot see it."""
    frame = _frame(layers, spots)
    shapes = [_shape(frame, one["geometry"], layer.kind) for layer in layers for one in layer.features]
    shapes += [_marked(frame, spot) for spot in spots]
    return format_html(
        '<svg class="map-drawn" viewBox="0 0 {} {}" role="{}" aria-label="{}">{}</svg>',
        _WIDTH,
        _HEIGHT,
        # What leads on from a picture must be reached.
        "group" if any(spot.url for spot in spots) else "img",
        words,
        format_html_join("", "{}", ((shape,) for shape in shapes)),
    )
