"""Which sets of equal projects can be funded, over all orders in which they may be taken.

Taking the funded ones first and the rest after shows that a set is reachable under "skip" exactly when it
fits and nothing else of the group fits beside it; under "stop" when it is the whole group, or fits and
some other project does not fit beside it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wibo.rulebook.awards import OUTCOME_LIMIT, OnMisfit

# A bound on the search, since a group of dozens of projects with no votes has more subsets than time.
_VISITS = 200_000


@dataclass(frozen=True, slots=True)
class Choices:
    """The funded sets that the orders of one group of equals allow."""

    sets: frozenset[frozenset[str]]
    everything: frozenset[str]
    truncated: bool


def reachable(costs: Mapping[str, int], left: int, on_misfit: OnMisfit, last_percent: int = 80) -> Choices:
    """All reachable sets of a group with `left` grosze; at most OUTCOME_LIMIT of them."""
    everything = frozenset(costs)
    if sum(costs.values()) <= left:
        return Choices(frozenset({everything}), everything, truncated=False)
    found: set[frozenset[str]] = set()
    for visits, (kept, last) in enumerate(_subsets(costs, left, on_misfit, last_percent)):
        if len(found) >= OUTCOME_LIMIT or visits >= _VISITS:
            return Choices(frozenset(found) or frozenset({kept}), everything, truncated=True)
        if last:
            found |= last
    return Choices(frozenset(found), everything, truncated=False)


def _subsets(
    costs: Mapping[str, int], left: int, on_misfit: OnMisfit, last_percent: int
) -> Iterator[tuple[frozenset[str], set[frozenset[str]]]]:
    """Every fitting subset once, dearest projects decided first, with the outcomes it stands for."""
    order = sorted(costs, key=lambda project: (-costs[project], project))
    stack: list[tuple[int, int, frozenset[str]]] = [(0, left, frozenset())]
    while stack:
        at, rest, kept = stack.pop()
        if at == len(order):
            yield kept, _outcomes(kept, rest, costs, on_misfit, last_percent)
            continue
        yield kept, set()
        stack.append((at + 1, rest, kept))
        if costs[order[at]] <= rest:
            stack.append((at + 1, rest - costs[order[at]], kept | {order[at]}))


def _outcomes(
    kept: frozenset[str], rest: int, costs: Mapping[str, int], on_misfit: OnMisfit, last_percent: int
) -> set[frozenset[str]]:
    misfits = [project for project in costs if project not in kept and costs[project] > rest]
    if on_misfit is OnMisfit.SKIP:
        return {kept} if len(misfits) == len(costs) - len(kept) else set()
    if on_misfit is OnMisfit.STOP:
        return {kept} if misfits else set()
    return {kept | {project} if rest * 100 >= costs[project] * last_percent else kept for project in misfits}
