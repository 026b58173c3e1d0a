"""Which sets of equal projects can be funded, over all orders in which they may be taken.

Taking the funded ones first and the rest after shows that a set is reachable under "skip" exactly when it
is allowed and nothing else of the group could still be taken; under "stop" also when some other project
that could be considered does not fit beside it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from wibo.rulebook.award.collisions import Rivals
from wibo.rulebook.award.settings import OnMisfit
from wibo.rulebook.award.verdicts import OUTCOME_LIMIT

# A bound on the search of a whole award, since dozens of equal projects have more subsets than time.
VISITS = 200_000
# So many equals are put in every order to see whose place matters; of more, all are ordered.
_ALL_ORDERS = 5


@dataclass(frozen=True, slots=True)
class Equals:
    """Projects with one result, and what is left for them: grosze and places on the list (None: any number)."""

    costs: Mapping[str, int]
    left: int
    places: int | None = None
    rivals: Rivals = field(default_factory=dict)

    def allows(self, kept: frozenset[str], project: str) -> bool:
        """Whether the project may be considered beside those already taken, whatever it costs."""
        has_place = self.places is None or len(kept) < self.places
        return has_place and not self.rivals.get(project, frozenset()) & kept

    @property
    def all_fit(self) -> bool:
        """Whether no order matters, since all can be taken."""
        names = frozenset(self.costs)
        room = self.places is None or len(names) <= self.places
        apart = not any(self.rivals.get(project, frozenset()) & names for project in names)
        return room and apart and sum(self.costs.values()) <= self.left


@dataclass(frozen=True, slots=True)
class End:
    """A set that can be funded of the group, and whether the award ends with it."""

    funded: frozenset[str]
    stopped: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """The ends that the orders of one group of equals allow."""

    ends: frozenset[End]
    truncated: bool
    visits: int = 0


def reachable(equals: Equals, on_misfit: OnMisfit, last_percent: int, allowed: int = VISITS) -> Choices:
    """All reachable ends of a group; at most OUTCOME_LIMIT of them, found within so many visits of subsets."""
    if equals.all_fit:
        return Choices(frozenset({End(frozenset(equals.costs), stopped=False)}), truncated=False)
    found: set[End] = set()
    visits = 0
    for visits, (kept, ends) in enumerate(_subsets(equals, on_misfit, last_percent)):
        if len(found) >= OUTCOME_LIMIT or visits >= allowed:
            return Choices(frozenset(found or {End(kept, stopped=False)}), truncated=True, visits=visits)
        found |= ends
    return Choices(frozenset(found), truncated=False, visits=visits)


def _subsets(
    equals: Equals, on_misfit: OnMisfit, last_percent: int
) -> Iterator[tuple[frozenset[str], set[End]]]:
    """Every allowed subset once, dearest projects decided first, with the ends that it stands for."""
    costs = equals.costs
    order = sorted(costs, key=lambda project: (-costs[project], project))
    stack: list[tuple[int, int, frozenset[str]]] = [(0, equals.left, frozenset())]
    while stack:
        at, rest, kept = stack.pop()
        if at == len(order):
            yield kept, _ends(equals, kept, rest, on_misfit, last_percent)
            continue
        yield kept, set()
        stack.append((at + 1, rest, kept))
        if costs[order[at]] <= rest and equals.allows(kept, order[at]):
            stack.append((at + 1, rest - costs[order[at]], kept | {order[at]}))


def _ends(equals: Equals, kept: frozenset[str], rest: int, on_misfit: OnMisfit, percent: int) -> set[End]:
    considered = [p for p in equals.costs if p not in kept and equals.allows(kept, p)]
    misfits = [project for project in considered if equals.costs[project] > rest]
    if on_misfit is OnMisfit.SKIP:
        return {End(kept, stopped=False)} if len(misfits) == len(considered) else set()
    ends = set() if considered else {End(kept, stopped=False)}
    for project in misfits:
        last = on_misfit is OnMisfit.STOP_THEN_80 and rest * 100 >= equals.costs[project] * percent
        ends.add(End(kept | {project} if last else kept, stopped=True))
    return ends


def whose_place_matters(equals: Equals, on_misfit: OnMisfit, last_percent: int) -> frozenset[str]:
    """The equals whose place among the others can change what is funded, where a misfit ends the award."""
    names = frozenset(equals.costs)
    if len(names) > _ALL_ORDERS:
        return names
    ends = {line: _along(equals, line, on_misfit, last_percent) for line in permutations(sorted(names))}
    found: set[str] = set()
    for line, end in ends.items():
        for at in range(len(line) - 1):
            one, other = line[at : at + 2]
            if ends[(*line[:at], other, one, *line[at + 2 :])] != end:
                found |= {one, other}
    return frozenset(found)


def _along(equals: Equals, line: Sequence[str], on_misfit: OnMisfit, percent: int) -> End:
    kept, left = frozenset[str](), equals.left
    for project in line:
        cost = equals.costs[project]
        if not equals.allows(kept, project):
            continue
        if cost <= left:
            kept, left = kept | {project}, left - cost
        else:
            last = on_misfit is OnMisfit.STOP_THEN_80 and left * 100 >= cost * percent
            return End(kept | {project} if last else kept, stopped=True)
    return End(kept, stopped=False)
