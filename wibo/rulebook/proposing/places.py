"""Places on a map: geometries of GeoJSON (RFC 7946) in degrees of WGS 84, longitude first."""

import json
import math
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any

Point = tuple[float, float]
# Somewhat more than Poland: what lies beyond is in another system of coordinates, or mistyped.
_WEST, _EAST, _SOUTH, _NORTH = 13.5, 24.5, 48.5, 55.2
_DEPTH = {"Point": 0, "LineString": 1, "Polygon": 2, "MultiPoint": 1, "MultiLineString": 2, "MultiPolygon": 3}
DRAWABLE = ("Point", "LineString", "Polygon")
# Of one place that a resident draws, and of a whole layer of an office.
MOST_POINTS, MOST_LAYER_POINTS = 200, 60_000
# So many places behind the point keep about a metre.
_PLACES = 6
_NEAR = 4


class PlaceFault(StrEnum):
    """Why a geometry cannot be taken."""

    NOT_GEOJSON = "not-geojson"
    KIND = "kind"
    OUTSIDE = "outside"
    TOO_LONG = "too-long"
    TOO_SHORT = "too-short"
    EMPTY = "empty"


class PlaceError(ValueError):
    """A geometry that cannot be taken, with its fault."""

    def __init__(self, fault: PlaceFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def place_of(text: str) -> dict[str, Any]:
    """A point, a line or an area as somebody drew it. Raises PlaceError."""
    found = _loaded(text)
    if not isinstance(found, dict) or found.get("type") not in DRAWABLE:
        raise PlaceError(PlaceFault.KIND)
    geometry = _geometry(found)
    size = len(list(points(geometry)))
    if size > MOST_POINTS:
        raise PlaceError(PlaceFault.TOO_LONG)
    if geometry["type"] == "LineString" and len({(x, y) for x, y in _about(geometry)}) < 2:
        raise PlaceError(PlaceFault.TOO_SHORT)
    return geometry


def _about(geometry: dict[str, Any]) -> Iterator[Point]:
    """Its points to about ten metres: nearer ones are one place touched twice."""
    for x, y in points(geometry):
        yield round(x, _NEAR), round(y, _NEAR)


def layer_of(text: str) -> list[dict[str, Any]]:
    """The features of a layer: each a name (empty where it has none) and a geometry. Raises PlaceError."""
    found = _loaded(text)
    if not isinstance(found, dict) or found.get("type") != "FeatureCollection":
        raise PlaceError(PlaceFault.NOT_GEOJSON)
    features = found.get("features")
    if not isinstance(features, list) or not features:
        raise PlaceError(PlaceFault.EMPTY)
    read = [_feature(one) for one in features]
    if sum(len(list(points(one["geometry"]))) for one in read) > MOST_LAYER_POINTS:
        raise PlaceError(PlaceFault.TOO_LONG)
    return read


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PlaceError(PlaceFault.NOT_GEOJSON) from error


def _feature(one: Any) -> dict[str, Any]:
    if not isinstance(one, dict) or not isinstance(one.get("geometry"), dict):
        raise PlaceError(PlaceFault.NOT_GEOJSON)
    properties = one.get("properties")
    said = properties if isinstance(properties, dict) else {}
    name = next(
        (said[key] for key in ("name", "nazwa", "NAZWA", "Name") if isinstance(said.get(key), str)), ""
    )
    return {"name": name[:120], "geometry": _geometry(one["geometry"])}


def _geometry(found: dict[str, Any]) -> dict[str, Any]:
    kind = found.get("type")
    if not isinstance(kind, str) or kind not in _DEPTH:
        raise PlaceError(PlaceFault.KIND)
    coordinates = _coordinates(found.get("coordinates"), _DEPTH[kind])
    rings = {
        "Polygon": coordinates,
        "MultiPolygon": [ring for part in coordinates for ring in part] if _DEPTH[kind] == 3 else [],
    }
    if any(len(ring) < 4 or ring[0] != ring[-1] for ring in rings.get(kind, ())):
        raise PlaceError(PlaceFault.TOO_SHORT)
    return {"type": kind, "coordinates": coordinates}


def _coordinates(found: Any, depth: int) -> Any:
    if not isinstance(found, list) or not found:
        raise PlaceError(PlaceFault.KIND)
    if depth:
        return [_coordinates(one, depth - 1) for one in found]
    if len(found) < 2 or not all(_is_number(one) for one in found[:2]):
        raise PlaceError(PlaceFault.KIND)
    longitude, latitude = float(found[0]), float(found[1])
    if not (_WEST <= longitude <= _EAST and _SOUTH <= latitude <= _NORTH):
        raise PlaceError(PlaceFault.OUTSIDE)
    return [round(longitude, _PLACES), round(latitude, _PLACES)]


def _is_number(one: Any) -> bool:
    return isinstance(one, int | float) and not isinstance(one, bool) and math.isfinite(one)


def points(geometry: dict[str, Any]) -> Iterator[Point]:
    """All points of a geometry, in order."""
    waiting: list[Any] = [geometry["coordinates"]]
    while waiting:
        one = waiting.pop()
        if isinstance(one[0], list):
            waiting.extend(reversed(one))
        else:
            yield one[0], one[1]


def middle(geometry: dict[str, Any]) -> Point:
    """The middle of what a geometry spans."""
    found = list(points(geometry))
    longitudes, latitudes = [one[0] for one in found], [one[1] for one in found]
    return (min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2


def lies_in(point: Point, geometry: dict[str, Any]) -> bool:
    """Whether a point lies in an area; of any other kind of geometry in none. Holes are outside."""
    if geometry["type"] == "Polygon":
        return _in_rings(point, geometry["coordinates"])
    if geometry["type"] == "MultiPolygon":
        return any(_in_rings(point, rings) for rings in geometry["coordinates"])
    return False


def _in_rings(point: Point, rings: Sequence[Sequence[Sequence[float]]]) -> bool:
    return sum(_in_ring(point, ring) for ring in rings) % 2 == 1


def _in_ring(point: Point, ring: Sequence[Sequence[float]]) -> bool:
    """By counting the sides that a ray to the east crosses."""
    across, up = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > up) != (y2 > up) and across < (x2 - x1) * (up - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
