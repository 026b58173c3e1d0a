"""An invented list, small enough to be read, counted by a pool's own settings: what they mean, shown instead of said.

Five projects and a thousand voters, the same for every pool, so that two settings can be compared. Nothing in it is drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from wibo.rulebook.award.allocation import allocate, ranked_results
from wibo.rulebook.award.settings import AwardRule
from wibo.rulebook.award.verdicts import Verdict
from wibo.rulebook.voting.ballots import BallotRules, Marks, misfit

# Costs in percent of the pool: two of the dear ones never fit together with a third.
_COSTS = {"1": 45, "2": 30, "3": 25, "4": 20, "5": 10}
_MONEY = 100_000_00
# Who marks all of five says nothing.
_USUAL = 3
# How many voters put the projects in which order.
_VOTERS = ((340, "12435"), (270, "23514"), (180, "34521"), (130, "45321"), (80, "51243"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A project of the example: cost in grosze, its result by the pool's way of ranking, and what became of it."""

    number: str
    cost: int
    result: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Example:
    """The projects by place; `marked` is how many of them each voter marks at most, `budget` the money (grosze)."""

    rows: list[Shown]
    marked: int
    budget: int


def example(
    budget: int, ballot_rules: BallotRules, rule: AwardRule, least: int | None, most: int | None
) -> Example:
    """The example counted; without rows where the limits leave none of its voters a valid ballot.

    `least` and `most` are the pool's limits of a project's cost (grosze), within which the costs are kept. A pool that has no
    money yet is shown with 100 000 zł.
    """
    money = budget or _MONEY
    costs = {number: _within(money * percent // 100, least, most) for number, percent in _COSTS.items()}
    chosen = [(count, marks) for count, order in _VOTERS if (marks := _marks(order, ballot_rules, costs))]
    if not chosen:
        return Example([], 0, money)
    ballots = [marks for count, marks in chosen for _ in range(count)]
    counted, outcome = allocate(ballots, costs, money, ballot_rules, rule)
    results = ranked_results(counted, rule)
    rows = [Shown(number, costs[number], results[number], outcome.verdicts[number]) for number in costs]
    rows.sort(key=lambda row: (-row.result, row.number))
    return Example(rows, max(len(marks.projects) for _, marks in chosen), money)


def _within(cost: int, least: int | None, most: int | None) -> int:
    return min(max(cost, least or 1), most or cost)


def _marks(order: str, rules: BallotRules, costs: dict[str, int]) -> Marks | None:
    """The most that a voter can mark of their order, up to three where the rules ask for no more."""
    for length in range(max(_USUAL, rules.min_length), 0, -1):
        for marks in _candidates(tuple(order[:length]), rules):
            if misfit(marks, rules, costs) is None:
                return marks
    return None


def _candidates(chosen: tuple[str, ...], rules: BallotRules) -> Iterator[Marks]:
    if not rules.takes_points:
        yield Marks(chosen)
        return
    count = len(chosen)
    if rules.point_set:
        yield Marks(chosen[: len(rules.point_set)], rules.point_set[:count])
        return
    high = rules.max_points or rules.max_sum_points or count
    # From the most for the first down, at least one for each; and as even as the sum allows.
    yield Marks(chosen, tuple(max(high - at, 1) for at in range(count)))
    whole = rules.max_sum_points or count
    even, rest = divmod(whole, count)
    if even:
        yield Marks(chosen, tuple(even + (at < rest) for at in range(count)))
