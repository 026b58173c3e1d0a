"""The greedy rule of Polish towns: from the best result down, while the money lasts.

Ties are never broken by number or order of entry. Every order of equal projects is followed, and when
the orders lead to different lists the outcome says so and asks for a decision.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from wibo.rulebook.award.case import Case
from wibo.rulebook.award.collisions import Rivals, excluded_by
from wibo.rulebook.award.maximal import VISITS, Choices, Equals, reachable, whose_place_matters
from wibo.rulebook.award.orders import Lottery
from wibo.rulebook.award.settings import GreedyRule, OnMisfit
from wibo.rulebook.award.tally import OrderBy
from wibo.rulebook.award.ties import told_apart, with_draws
from wibo.rulebook.award.verdicts import (
    OUTCOME_LIMIT,
    Kind,
    Outcome,
    Step,
    Verdict,
    last_of_each,
    with_ties,
)
from wibo.rulebook.spelling.numbering import natural_key

# Awards tried with two neighbours of a lot in the other order; each takes well under a millisecond.
_SWAPS = 2000


@dataclass(frozen=True, slots=True)
class _State:
    """Where one way of ordering the ties has led so far."""

    funded: frozenset[str]
    left: int
    stopped: bool


@dataclass(slots=True)
class _Search:
    """What all ways together show: the ends, and the groups of equals whose order matters."""

    states: set[_State]
    groups: set[frozenset[str]] = field(default_factory=set)
    truncated: bool = False


def allocate(results: Mapping[str, int], case: Case, rule: GreedyRule) -> Outcome:
    """Fund projects by `results` (votes or points), those of the case that are in it.

    Equal projects that are both in the case's lot follow it and are no longer a tie. A project that collides with
    a funded one is passed over, and never ends the award as a misfit.
    """
    groups = _tie_groups(results, rule, case.lot)
    search = _all_ways(groups, case, rule)
    outcomes = {state.funded for state in search.states}
    open_groups = search.groups if search.truncated or len(outcomes) > 1 else set()
    followed = follow(results, case, rule, _shown_order(groups, case.costs))
    harmless = [] if open_groups else _harmless_ties(groups)
    contested = frozenset().union(*outcomes) - frozenset.intersection(*outcomes)
    if search.truncated:
        contested = contested.union(*open_groups)
    decided = with_draws(followed.verdicts, _told_apart(results, case, rule, followed.funded))
    return replace(
        followed,
        verdicts=with_ties(decided, contested, open_groups),
        steps=(*followed.steps, *harmless),
        outcomes=tuple(sorted(tuple(sorted(outcome, key=natural_key)) for outcome in outcomes)),
        truncated=search.truncated,
        tied=tuple(sorted(frozenset().union(*open_groups), key=natural_key)),
        groups=frozenset(open_groups),
    )


def follow(results: Mapping[str, int], case: Case, rule: GreedyRule, order: Sequence[str]) -> Outcome:
    """Go down one order of the projects that are entered; of ties nothing is asked."""
    walk = _Walk(results, case, rule)
    steps = (*_left_out(results, rule), *walk.along(order))
    return Outcome(
        funded=tuple(walk.funded),
        spent=sum(case.costs[project] for project in walk.funded),
        verdicts=last_of_each(steps),
        steps=steps,
        outcomes=(tuple(sorted(walk.funded, key=natural_key)),),
    )


def drawn_order(results: Mapping[str, int], case: Case, rule: GreedyRule, lottery: Lottery) -> list[str]:
    """The order of projects from the best result down, equals by a lottery wherever their place can matter.

    For a rule that passes over what does not fit: who cannot be funded any more, or surely is, need not be drawn.
    """
    walk, line = _Walk(results, case, rule), list[str]()
    places = {project: place for place, project in enumerate(lottery.order.lot)}
    for group in _tie_groups(results, rule, ()):
        waiting = sorted(group, key=lambda p: (places.get(p, len(places)), _shown(p, case.costs)))
        while waiting:
            free = walk.can_take(waiting)
            sure = not free or walk.takes_all(free)
            following = waiting if sure else [lottery.draw(free)]
            walk.along(following)
            line += following
            waiting = [project for project in waiting if project not in following]
    return line


def equals_of(results: Mapping[str, int], rule: GreedyRule) -> list[list[str]]:
    """The projects that are entered, by result."""
    return _tie_groups(results, rule, ())


def is_entered(result: int, rule: GreedyRule) -> bool:
    """Whether a project with that result takes part at all."""
    return result >= rule.threshold and (result > 0 or rule.allows_unvoted)


def still_fits(cost: int, left: int, rule: GreedyRule) -> bool:
    """Whether a first misfit is funded all the same: enough of its cost is left (Poznań: 80 %)."""
    return rule.on_misfit is OnMisfit.STOP_THEN_80 and left * 100 >= cost * rule.last_percent


def unit_of(rule: GreedyRule) -> str:
    """What a result counts, as verdicts name it."""
    return "votes" if rule.order_by is OrderBy.VOTES else "points"


def _harmless_ties(groups: list[list[str]]) -> list[Step]:
    """Equal results that change nothing are only mentioned."""
    return [
        Step("", Verdict(Kind.EQUALS, {"projects": sorted(group, key=natural_key)}))
        for group in groups
        if len(group) > 1
    ]


def _shown_order(groups: list[list[str]], costs: Mapping[str, int]) -> list[str]:
    return [project for group in groups for project in sorted(group, key=lambda p: _shown(p, costs))]


def _shown(project: str, costs: Mapping[str, int]) -> tuple[int, object]:
    """The order in which undecided equals are shown until someone decides: cheaper first."""
    return costs[project], natural_key(project)


def _tie_groups(results: Mapping[str, int], rule: GreedyRule, lot: Sequence[str]) -> list[list[str]]:
    places = {project: place for place, project in enumerate(lot)}
    entered = [project for project, result in results.items() if is_entered(result, rule)]

    def rank(project: str) -> tuple[int, int]:
        return -results[project], places.get(project, len(places))

    return [list(group) for _, group in groupby(sorted(entered, key=rank), key=rank)]


def _all_ways(groups: list[list[str]], case: Case, rule: GreedyRule) -> _Search:
    rivals, allowed = case.rivals, VISITS
    search = _Search({_State(frozenset(), case.budget, stopped=False)})
    for group in groups:
        following: set[_State] = set()
        for state in search.states:
            if state.stopped:
                following.add(state)
                continue
            equals = _equals(group, state, case.costs, rule, rivals)
            choices = reachable(equals, rule.on_misfit, rule.last_percent, allowed)
            allowed = max(0, allowed - choices.visits)
            _note(search, equals, choices, rule)
            for end in choices.ends:
                left = state.left - sum(case.costs[project] for project in end.funded)
                following.add(_State(state.funded | end.funded, left, end.stopped))
        if len(following) > OUTCOME_LIMIT:
            search.truncated = True
            search.groups.add(frozenset(group))
        # Sorted, so that a truncated list is the same list on every machine.
        kept = sorted(following, key=lambda state: (sorted(state.funded), state.stopped))
        search.states = set(kept[:OUTCOME_LIMIT])
    return search


def _note(search: _Search, equals: Equals, choices: Choices, rule: GreedyRule) -> None:
    """Keep the equals of a group that have to be ordered: all of them where the search is cut."""
    if choices.truncated:
        search.truncated = True
        search.groups.add(frozenset(equals.costs))
    elif len(choices.ends) > 1:
        search.groups.add(_moving(equals, choices, rule))


def _moving(equals: Equals, choices: Choices, rule: GreedyRule) -> frozenset[str]:
    if rule.on_misfit is not OnMisfit.SKIP:
        return whose_place_matters(equals, rule.on_misfit, rule.last_percent)
    # Who is funded in every order takes the same money wherever it stands, and nobody is passed over for it.
    funded = [end.funded for end in choices.ends]
    return frozenset().union(*funded) - frozenset.intersection(*funded)


def _equals(
    group: list[str], state: _State, costs: Mapping[str, int], rule: GreedyRule, rivals: Rivals
) -> Equals:
    """A group of equals as it stands after those funded before it."""
    places = None if rule.most is None else rule.most - len(state.funded)
    free = [project for project in group if not excluded_by(project, rivals, state.funded)]
    return Equals({project: costs[project] for project in free}, state.left, places, rivals)


def _left_out(results: Mapping[str, int], rule: GreedyRule) -> list[Step]:
    """Projects without a vote or below the threshold, each with what it lacks."""
    out = sorted((p for p, result in results.items() if not is_entered(result, rule)), key=natural_key)
    return [Step(project, _why_left_out(results[project], rule)) for project in out]


def _why_left_out(result: int, rule: GreedyRule) -> Verdict:
    if result == 0 and not rule.allows_unvoted:
        return Verdict(Kind.UNVOTED, {"unit": unit_of(rule)})
    return Verdict(Kind.BELOW, {"result": result, "unit": unit_of(rule), "needed": rule.threshold})


def _told_apart(
    results: Mapping[str, int], case: Case, rule: GreedyRule, funded: Collection[str]
) -> dict[str, list[str]]:
    """The equals from whom the lot told each project."""
    if not case.lot:
        return {}

    def award(lot: Sequence[str]) -> frozenset[str]:
        groups = _tie_groups(results, rule, lot)
        return frozenset(follow(results, case, rule, _shown_order(groups, case.costs)).funded)

    open_without = _all_ways(_tie_groups(results, rule, ()), case, rule).groups
    return told_apart(award, case.lot, funded, open_without, allowed=_SWAPS)


class _Walk:
    """One way down the ranking, step by step."""

    def __init__(self, results: Mapping[str, int], case: Case, rule: GreedyRule) -> None:
        self.results, self.costs, self.rule, self.rivals = results, case.costs, rule, case.rivals
        self.left = case.budget
        self.funded: list[str] = []
        self.ended_at = ""

    def along(self, order: Sequence[str]) -> list[Step]:
        """Decide on each project."""
        return [Step(project, self._decided(project)) for project in order]

    def can_take(self, projects: Sequence[str]) -> list[str]:
        """Those that fit now beside what is funded."""
        return [
            p for p in projects if self.costs[p] <= self.left and not excluded_by(p, self.rivals, self.funded)
        ]

    def takes_all(self, projects: Sequence[str]) -> bool:
        """Whether all of them are funded in any order."""
        apart = not any(self.rivals.get(p, frozenset()) & set(projects) for p in projects)
        return apart and sum(self.costs[p] for p in projects) <= self.left

    def _decided(self, project: str) -> Verdict:
        facts: dict[str, Any] = {"result": self.results[project], "unit": unit_of(self.rule)}
        winner = excluded_by(project, self.rivals, self.funded)
        if self.ended_at:
            return Verdict(Kind.ENDED, {**facts, "at": self.ended_at})
        if self.rule.most is not None and len(self.funded) >= self.rule.most:
            return Verdict(Kind.LIMIT, {**facts, "most": self.rule.most})
        if winner is not None:
            return Verdict(Kind.EXCLUDED, {**facts, "by": winner})
        return self._by_money(project, facts | {"cost": self.costs[project], "left": self.left})

    def _by_money(self, project: str, facts: dict[str, Any]) -> Verdict:
        cost = self.costs[project]
        if cost <= self.left:
            self._fund(project)
            return Verdict(Kind.FITS, facts)
        if self.rule.on_misfit is OnMisfit.SKIP:
            return Verdict(Kind.NO_ROOM, facts)
        self.ended_at = project
        if still_fits(cost, self.left, self.rule):
            self._fund(project)
            return Verdict(Kind.LAST, {**facts, "percent": self.rule.last_percent})
        return Verdict(Kind.NO_ROOM, facts)

    def _fund(self, project: str) -> None:
        self.funded.append(project)
        self.left -= self.costs[project]
