"""Invented maps of invented towns: streets, a river, parks and areas, so that a map lives without a network."""

import json
import random
import zlib
from typing import Any

from wibo.editions.mapping import add_layer
from wibo.editions.models import Edition
from wibo.invented.recipe import Recipe
from wibo.journal.acts import Act

# A town is so wide and high, in degrees; all lie somewhere in the middle of the country.
_WIDE, _HIGH = 0.05, 0.03
_PLACES = 6
Feature = dict[str, Any]


def _chance(slug: str) -> random.Random:
    return random.Random(zlib.crc32(slug.encode()))


def _corner(slug: str) -> tuple[float, float]:
    chance = _chance(slug)
    return 17.0 + chance.random() * 4, 51.2 + chance.random() * 2


def _at(slug: str, across: float, up: float) -> list[float]:
    """A point by its share of the town's width and height."""
    west, south = _corner(slug)
    return [round(west + across * _WIDE, _PLACES), round(south + up * _HIGH, _PLACES)]


def _feature(kind: str, coordinates: Any, name: str = "") -> Feature:
    return {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def _river(slug: str) -> list[Feature]:
    chance = _chance(f"{slug} river")
    line = [_at(slug, step / 12, 0.25 + 0.08 * chance.uniform(-1, 1)) for step in range(13)]
    lake = [
        _at(slug, 0.7 + x, 0.55 + y) for x, y in ((0, 0), (0.09, -0.03), (0.14, 0.05), (0.06, 0.12), (0, 0))
    ]
    return [_feature("LineString", line, "Rzeka"), _feature("Polygon", [lake], "Jezioro")]


def _streets(slug: str) -> list[Feature]:
    chance = _chance(f"{slug} streets")
    lines = []
    for up in (0.12, 0.4, 0.52, 0.66, 0.8, 0.92):
        lines.append([_at(slug, step / 8, up + chance.uniform(-0.015, 0.015)) for step in range(9)])
    for across in (0.08, 0.2, 0.32, 0.46, 0.58, 0.88):
        lines.append([_at(slug, across + chance.uniform(-0.012, 0.012), step / 8) for step in range(9)])
    return [_feature("LineString", line) for line in lines]


def _parks(slug: str) -> list[Feature]:
    chance = _chance(f"{slug} parks")
    found = []
    for left, low in ((0.1, 0.56), (0.34, 0.7), (0.5, 0.14), (0.02, 0.84)):
        width, height = chance.uniform(0.08, 0.14), chance.uniform(0.08, 0.12)
        ring = [(0, 0), (width, 0.01), (width, height), (0.01, height), (0, 0)]
        found.append(_feature("Polygon", [[_at(slug, left + x, low + y) for x, y in ring]], "Park"))
    return found


def _areas(slug: str, names: list[str]) -> list[Feature]:
    """The areas beside each other, from west to east."""
    found = []
    for number, name in enumerate(names):
        left, right = number / len(names), (number + 1) / len(names)
        ring = [(left, 0), (right, 0), (right, 1), (left, 1), (left, 0)]
        found.append(_feature("Polygon", [[_at(slug, x, y) for x, y in ring]], name))
    return found


def draw_map(edition: Edition, recipe: Recipe, *, act: Act, reason: str) -> None:
    """Give an invented town its layers."""
    layers = {
        ("green", "Parki"): _parks(recipe.slug),
        ("water", "Rzeka i jezioro"): _river(recipe.slug),
        ("street", "Ulice"): _streets(recipe.slug),
    }
    names = [name for name, _residents in recipe.areas]
    if names:
        layers["area", "Obszary"] = _areas(recipe.slug, names)
    for (kind, name), features in layers.items():
        text = json.dumps({"type": "FeatureCollection", "features": features})
        add_layer(edition, kind, name, text, act=act, reason=reason)


def place_in(recipe: Recipe, key: str, area: int | None) -> Feature:
    """A point somewhere in an area (in the whole town where there is none), always the same for a key."""
    chance = _chance(f"{recipe.slug} {key}")
    parts = len(recipe.areas) if area is not None else 1
    left = area / parts if area is not None else 0.0
    across, up = left + chance.uniform(0.1, 0.9) / parts, chance.uniform(0.08, 0.92)
    return {"type": "Point", "coordinates": _at(recipe.slug, across, up)}
