"""Names that may be one person written twice: shown to the office, which decides. Likeness never blocks anybody.

People are compared with those of the same birth date alone: without it half of any town is alike.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from wibo.rulebook.people.identity import folded_name, parted

# Before a name, and no part of it.
_TITLES = frozenset(
    (
        "dr",
        "prof",
        "mgr",
        "inz",
        "hab",
        "ks",
        "lek",
        "med",
        "pan",
        "pani",
        "sp",
        "gen",
        "plk",
        "mjr",
        "kpt",
        "red",
    )
)
# So many slips of the pen may part two spellings of one name.
_SLIPS = 2


class Likeness(StrEnum):
    """Why two names may be one person."""

    ORDER = "order"  # the same names in another order or place
    MORE_NAMES = "more-names"  # one has a further name, a hyphen, a title
    SPELLING = "spelling"  # a slip or two


@dataclass(frozen=True, slots=True)
class Named:
    """A person as written. Never stored, and its `repr` tells nothing."""

    first_name: str
    surname: str
    born: date

    def __repr__(self) -> str:
        return "Named(***)"


def alike(people: Sequence[Named]) -> Iterator[tuple[int, int, Likeness]]:
    """Pairs of places in the sequence whose people may be one, each pair once, in order."""
    by_day: defaultdict[date, list[int]] = defaultdict(list)
    for at, person in enumerate(people):
        by_day[person.born].append(at)
    for places in by_day.values():
        parts = {at: _parts(people[at]) for at in places}
        for one, other in combinations(places, 2):
            found = _likeness(parts[one], parts[other])
            if found:
                yield one, other, found


def _parts(person: Named) -> tuple[str, ...]:
    names = (folded_name(part) for part in parted(f"{person.first_name} {person.surname}"))
    return tuple(name for name in names if name and name not in _TITLES)


def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness | None:
    if sorted(one) == sorted(other):
        return Likeness.ORDER
    if set(one) <= set(other) or set(other) <= set(one) or "".join(one) == "".join(other):
        return Likeness.MORE_NAMES
    return Likeness.SPELLING if _slips("".join(one), "".join(other)) <= _SLIPS else None


def _slips(one: str, other: str) -> int:
    """How many letters were changed, left out or added; counted only so far as it matters."""
    if abs(len(one) - len(other)) > _SLIPS:
        return _SLIPS + 1
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        last, row[0] = row[0], at
        for place, another in enumerate(other, start=1):
            last, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, last + (letter != another))
    return row[-1]
