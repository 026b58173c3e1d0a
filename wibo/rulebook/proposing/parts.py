"""The parts that an application can have, and what an edition asks of each.

Source: art. 5a ust. 7 of the Municipal Self-Government Act lets the council say what a proposal must hold; what towns ask
for is of many kinds (Warsaw, Gdynia, Katowice), so that each part but three can be left out or made needed.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum


class Part(StrEnum):
    """A part of an application, by the name of its field."""

    TITLE = "title"
    POOL = "pool"
    CATEGORY = "category"
    SUMMARY = "summary"
    LOCATION = "location"
    PLOT = "plot"
    GROUND = "ground"
    DESCRIPTION = "description"
    JUSTIFICATION = "justification"
    COSTS = "costs"
    UPKEEP = "upkeep"
    PHONE = "author_phone"
    GUARDIAN = "is_minor"


class Need(StrEnum):
    """What an edition asks of a part."""

    OFF = "off"
    OPTIONAL = "optional"
    NEEDED = "needed"


class Ground(StrEnum):
    """Whose ground the place is."""

    TOWN = "town"
    OTHER = "other"
    UNKNOWN = "unknown"


class Purpose(StrEnum):
    """What an attached file is for."""

    SUPPORT = "support"
    OWNER = "owner"
    GUARDIAN = "guardian"
    MAP = "map"
    SCAN = "scan"
    APPEAL = "appeal"
    OTHER = "other"


# What a call for corrections can reopen beside parts: files, and the answers to the town's own questions.
FILES = "files"
QUESTIONS = "questions"


# They bear names, addresses or signatures of people.
NEVER_PUBLIC = frozenset({Purpose.SUPPORT, Purpose.OWNER, Purpose.GUARDIAN, Purpose.SCAN, Purpose.APPEAL})


class Arrival(StrEnum):
    """How an application on paper came in."""

    DESK = "desk"
    POST = "post"
    EMAIL = "email"
    E_DELIVERY = "edelivery"
    OTHER = "other"


# Without these there is nothing to judge or to vote on.
ALWAYS = frozenset({Part.TITLE, Part.POOL, Part.COSTS})
_USUAL = {
    Part.SUMMARY: Need.NEEDED,
    Part.LOCATION: Need.NEEDED,
    Part.JUSTIFICATION: Need.NEEDED,
    Part.DESCRIPTION: Need.OPTIONAL,
    Part.PHONE: Need.OPTIONAL,
}
Asked = Mapping[Part, Need]


def asked(settings: Mapping[str, str]) -> Asked:
    """What an edition asks of each part, from its stored settings; usual where it says nothing."""
    chosen = {Part(name): Need(need) for name, need in settings.items()}
    given = {part: chosen.get(part, _USUAL.get(part, Need.OFF)) for part in Part}
    return given | dict.fromkeys(ALWAYS, Need.NEEDED)


def in_order(names: Sequence[str]) -> list[Part]:
    """All parts in the order of the names; those without one follow in the usual order."""
    first = [Part(name) for name in names]
    return [*first, *(part for part in Part if part not in first)]


def changed(asked_for: Asked) -> dict[str, str]:
    """The settings to store: those alone that differ from what is usual."""
    usual = asked({})
    return {part.value: need.value for part, need in asked_for.items() if need is not usual[part]}
