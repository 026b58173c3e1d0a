"""Open ties of a whole award: followed way by way, each with more of the order known, so that every outcome is known
or it is said that the search was cut.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from wibo.rulebook.award.orders import Order
from wibo.rulebook.award.verdicts import OUTCOME_LIMIT, Step, Verdict
from wibo.rulebook.spelling.numbering import natural_key

Funded = frozenset[str]
Equals = frozenset[str]


@dataclass(frozen=True, slots=True)
class Way:
    """An award by one order. `outcomes` are the sets that ties in its order of votes still allow, `groups` those ties.

    `open_ties` and `settled` are equals that the order does not reach, and those among which the lot has chosen.
    """

    funded: tuple[str, ...]
    steps: tuple[Step, ...]
    verdicts: Mapping[str, Verdict]
    outcomes: frozenset[Funded]
    open_ties: tuple[Equals, ...] = ()
    settled: tuple[Equals, ...] = ()
    groups: frozenset[Equals] = frozenset()
    truncated: bool = False


@dataclass(slots=True)
class Search:
    """What all ways together show."""

    outcomes: frozenset[Funded] = frozenset()
    groups: set[Equals] = field(default_factory=set)
    truncated: bool = False

    @property
    def contested(self) -> frozenset[str]:
        """The projects whose fate is open; where the search was cut, every equal's may be."""
        fates = frozenset().union(*self.outcomes) - frozenset.intersection(*self.outcomes)
        return fates.union(*self.groups) if self.truncated else fates


def all_ways(award: Callable[[Order], Way], shown: Way, order: Order, *, allowed: int) -> Search:
    """Follow every way of settling the open ties, at most `allowed` of them.

    A tie whose ways all lead to the same outcomes is none, and an equal whose place changes nothing need not be
    ordered. Where the search is cut, its whole group counts as tied.
    """
    following = _Following(award, allowed)
    outcomes = following.outcomes(shown, order)
    if len(outcomes) == 1 and not following.truncated:
        return Search(outcomes)
    return Search(outcomes, following.that_matter(), following.truncated)


class _Following:
    def __init__(self, award: Callable[[Order], Way], allowed: int) -> None:
        self.award, self.allowed = award, allowed
        self.groups: set[Equals] = set()
        self.fixed: set[Equals] = set()
        self.leaves: list[Order] = []
        self.truncated = False

    def outcomes(self, way: Way, order: Order) -> frozenset[Funded]:
        """All that the way can end in."""
        self.truncated |= way.truncated
        if not way.open_ties:
            self.leaves.append(order)
            if len(way.outcomes) > 1 or way.truncated:
                self.fixed |= way.groups
            return way.outcomes
        equals = way.open_ties[0]
        if self.allowed < len(equals):
            self.truncated = True
            self.groups.add(equals)
            return way.outcomes
        self.allowed -= len(equals)
        known = [order.with_first(first, equals) for first in sorted(equals, key=natural_key)]
        ways = [self.outcomes(self.award(one), one) for one in known]
        if len(set(ways)) > 1:
            self.groups.add(equals)
        return frozenset(sorted(frozenset().union(*ways), key=sorted)[:OUTCOME_LIMIT])

    def that_matter(self) -> set[Equals]:
        """The groups of equals that have to be ordered, without those whose place changes nothing."""
        groups = merged(self.groups)
        if self.truncated or self.allowed < sum(map(len, groups)) * len(self.leaves) * 2:
            return groups | self.fixed
        left = {frozenset(p for p in group if self._matters(p, group)) for group in groups}
        return {group for group in left if len(group) > 1} | self.fixed

    def _matters(self, project: str, group: Equals) -> bool:
        """Whether, with the others in some order, it makes a difference that the project is the first or the last."""
        return any(
            self.award(_placed(order, project, group, last=False)).outcomes
            != self.award(_placed(order, project, group, last=True)).outcomes
            for order in self.leaves
        )


def _placed(order: Order, project: str, group: Equals, *, last: bool) -> Order:
    """The others of a group as an order has them, and the project before or behind them all."""
    others = group - {project}
    line: list[str] = []
    while others:
        line.append(order.firsts(others)[0])
        others -= {line[-1]}
    line = [*line, project] if last else [project, *line]
    # What the way had chosen of the project itself, and what followed from it, is forgotten.
    placed = Order(order.lot, frozenset(pair for pair in order.pairs if project not in pair))
    for at, one in enumerate(line):
        placed = placed.with_first(one, line[at:])
    return placed


def merged(groups: Iterable[Equals]) -> set[Equals]:
    """Groups that share a project, taken together: they are ordered at once."""
    found: set[Equals] = set()
    for group in groups:
        near = {other for other in found if other & group}
        found = (found - near) | {group.union(*near)}
    return found


def told_apart(
    award: Callable[[Sequence[str]], Funded],
    lot: Sequence[str],
    funded: Collection[str],
    groups: Iterable[Equals],
    *,
    allowed: int,
) -> dict[str, list[str]]:
    """Per project the equals from whom the lot told it: one of the two won, and side by side in the other order
    something would be different. At most `allowed` awards are tried; beyond them nothing is said.
    """
    named = [frozenset(group).intersection(lot) for group in groups]
    pairs = {(won, lost) for group in named for won in group for lost in group if won in funded} - {
        (won, lost) for won in funded for lost in funded
    }
    told: dict[str, set[str]] = {}
    for won, lost in sorted(pairs) if len(pairs) * 4 <= allowed else ():
        if any(award(one) != award(other) for one, other in _neighbours(lot, won, lost)):
            told.setdefault(won, set()).add(lost)
            told.setdefault(lost, set()).add(won)
    return {project: sorted(others, key=natural_key) for project, others in told.items()}


def _neighbours(lot: Sequence[str], one: str, other: str) -> list[tuple[list[str], list[str]]]:
    """The lot with the two beside each other, at the place of either, in both orders."""
    found = []
    for stays, moves in ((one, other), (other, one)):
        line = [project for project in lot if project != moves]
        at = line.index(stays)
        found.append(
            ([*line[:at], stays, moves, *line[at + 1 :]], [*line[:at], moves, stays, *line[at + 1 :]])
        )
    return found


def with_draws(verdicts: Mapping[str, Verdict], told: Mapping[str, list[str]]) -> dict[str, Verdict]:
    """The verdicts with the equals named from whom a lot told each project."""
    return {
        project: verdict.with_facts(drawn=told[project]) if project in told else verdict
        for project, verdict in verdicts.items()
    }
