"""Which proposals may be about the same: by the words of their titles, by the place, by the plot."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

# Words shorter than this tell nothing of a proposal; longer ones are compared by their beginning, which Polish endings leave.
_SHORTEST = 4
_STEM = 4
# Of the words of the shorter title, the share that both have.
_LIKE = 0.6


@dataclass(frozen=True, slots=True)
class Described:
    """What is compared of a proposal."""

    key: int
    title: str
    location: str = ""
    plot: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two proposals, and by what they are alike."""

    first: int
    second: int
    by_title: bool
    by_place: bool


def alike(proposals: Sequence[Described]) -> Iterator[Alike]:
    """Pairs that may be about the same, in the order given."""
    known = [(one, _stems(one.title), _stems(one.location)) for one in proposals]
    for (one, title, place), (other, its_title, its_place) in combinations(known, 2):
        by_title = _share(title, its_title) >= _LIKE
        same_plot = bool(one.plot.strip()) and one.plot.split() == other.plot.split()
        by_place = same_plot or _share(place, its_place) >= _LIKE
        if by_title or same_plot:
            yield Alike(one.key, other.key, by_title, by_place)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in re.findall(r"\w+", text.casefold()) if len(word) >= _SHORTEST)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    fewest = min(len(one), len(other))
    return len(one & other) / fewest if fewest else 0.0
