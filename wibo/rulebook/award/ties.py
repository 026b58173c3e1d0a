"""Open ties of a whole award: followed way by way, each a longer lot, so that every outcome is known or it is said
that the search was cut.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from wibo.rulebook.award.verdicts import OUTCOME_LIMIT, Step, Verdict
from wibo.rulebook.numbering import natural_key

Funded = frozenset[str]


@dataclass(frozen=True, slots=True)
class Way:
    """An award with one lot. `outcomes` are the sets that ties in its order of votes still allow, `groups` those ties.

    `open_ties` and `settled` are equal offers that the lot does not reach, and those among which it has chosen.
    """

    funded: tuple[str, ...]
    steps: tuple[Step, ...]
    verdicts: Mapping[str, Verdict]
    outcomes: frozenset[Funded]
    open_ties: tuple[frozenset[str], ...] = ()
    settled: tuple[frozenset[str], ...] = ()
    groups: frozenset[frozenset[str]] = frozenset()
    truncated: bool = False


@dataclass(slots=True)
class Search:
    """What all ways together show."""

    outcomes: frozenset[Funded] = frozenset()
    groups: set[frozenset[str]] = field(default_factory=set)
    truncated: bool = False

    @property
    def contested(self) -> frozenset[str]:
        """The projects whose fate is open."""
        return frozenset().union(*self.outcomes) - frozenset.intersection(*self.outcomes)


def all_ways(
    award: Callable[[Sequence[str]], Way], shown: Way, lot: Sequence[str], *, allowed: int
) -> Search:
    """Follow every way of settling the open ties, at most `allowed` of them.

    A tie whose ways all lead to the same outcomes is none. Where the search is cut, its whole group counts as tied.
    """
    return _Following(award, allowed).search(shown, lot)


class _Following:
    def __init__(self, award: Callable[[Sequence[str]], Way], allowed: int) -> None:
        self.award, self.allowed = award, allowed
        self.groups: set[frozenset[str]] = set()
        self.truncated = False

    def search(self, shown: Way, lot: Sequence[str]) -> Search:
        outcomes = self._outcomes(shown, tuple(lot))
        open_groups = self.groups if len(outcomes) > 1 or self.truncated else set()
        return Search(outcomes, open_groups, self.truncated)

    def _outcomes(self, way: Way, lot: tuple[str, ...]) -> frozenset[Funded]:
        self.truncated |= way.truncated
        if len(way.outcomes) > 1 or way.truncated:
            self.groups |= way.groups
        if not way.open_ties:
            return way.outcomes
        equals = way.open_ties[0]
        if self.allowed < len(equals):
            self.truncated = True
            self.groups.add(equals)
            return way.outcomes
        self.allowed -= len(equals)
        longer = [(*lot, winner) for winner in sorted(equals, key=natural_key)]
        ways = [self._outcomes(self.award(known), known) for known in longer]
        if len(set(ways)) > 1:
            self.groups.add(equals)
        return frozenset(sorted(frozenset().union(*ways), key=sorted)[:OUTCOME_LIMIT])


def settled_facts(way: Way) -> dict[str, Verdict]:
    """Verdicts with the equals named from whom the lot has told a winner or a loser apart."""
    told: dict[str, Verdict] = {}
    for equals in way.settled:
        for project in equals & way.verdicts.keys():
            verdict = told.get(project, way.verdicts[project])
            others = [p for p in equals & way.verdicts.keys() if way.verdicts[p].won != verdict.won]
            if others:
                known = set(verdict.facts.get("drawn", ()))
                told[project] = verdict.with_facts(drawn=sorted(known.union(others), key=natural_key))
    return told
