"""Ballots and a pool in, an outcome out, whichever rule the pool has."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from wibo.rulebook.award import completion, greedy
from wibo.rulebook.award.case import Case
from wibo.rulebook.award.collisions import Groups
from wibo.rulebook.award.progress import Progress, quietly
from wibo.rulebook.award.settings import AwardRule, GreedyRule
from wibo.rulebook.award.support import too_little_support
from wibo.rulebook.award.tally import OrderBy, Places, Tally, counted_ballots, tally
from wibo.rulebook.award.verdicts import Kind, Outcome, Step, Verdict
from wibo.rulebook.spelling.numbering import natural_key
from wibo.rulebook.voting.ballots import BallotRules, Marks


def ranked_results(counted: Tally, rule: AwardRule) -> dict[str, int]:
    """The number per project that the rule ranks by."""
    by_votes = not isinstance(rule, GreedyRule) or rule.order_by is OrderBy.VOTES
    return counted.votes if by_votes else counted.score


def allocate(
    ballots: Sequence[Marks],
    costs: Mapping[str, int],
    budget: int,
    ballot_rules: BallotRules,
    rule: AwardRule,
    *,
    struck: Collection[str] = (),
    lot: Sequence[str] = (),
    collisions: Groups = (),
    progress: Progress = quietly,
) -> tuple[Tally, Outcome]:
    """Count a pool and award its money (grosze).

    `struck` projects keep their votes but take no part in the award; `lot` is a recorded decision of ties;
    of the projects of a group in `collisions` only one can win. `progress` hears how far a long rule is.
    """
    places = rule.places if isinstance(rule, GreedyRule) else Places.LONGEST
    counted = tally(ballots, costs, ballot_rules, places)
    entered = {project: cost for project, cost in costs.items() if project not in struck}
    case = Case(entered, budget, tuple(lot), tuple(collisions))
    if not counted.ballots:
        outcome = _nothing(entered)
    elif isinstance(rule, GreedyRule):
        outcome = _greedily(counted, case, rule)
    else:
        approvals = [marks.projects for marks in counted_ballots(ballots, ballot_rules)]
        outcome = completion.allocate(approvals, case, rule, progress=progress)
    out = {project: Verdict(Kind.STRUCK) for project in costs if project not in entered}
    return counted, replace(outcome, verdicts={**outcome.verdicts, **out})


def _nothing(costs: Mapping[str, int]) -> Outcome:
    """No ballots, no winners: money that nobody has voted on is not awarded."""
    none = Verdict(Kind.NO_BALLOTS)
    return Outcome((), 0, dict.fromkeys(costs, none), (Step("", none),), outcomes=((),))


def _greedily(counted: Tally, case: Case, rule: GreedyRule) -> Outcome:
    small = too_little_support(counted.votes, counted.ballots, case, rule.cost_share)
    ranked = ranked_results(counted, rule)
    results = {project: ranked[project] for project in case.costs if project not in small}
    exact = replace(rule, threshold=rule.needed(counted.ballots))
    outcome = greedy.allocate(results, case, exact)
    steps = (*(Step(project, verdict) for project, verdict in small.items()), *outcome.steps)
    return replace(outcome, steps=steps, verdicts={**outcome.verdicts, **small})


def ranking(counted: Tally, rule: AwardRule, costs: Mapping[str, int]) -> list[tuple[int, str]]:
    """Places and project ids from the best result down; equal results share a place."""
    results = ranked_results(counted, rule)
    order = sorted(costs, key=lambda project: (-results[project], natural_key(project)))
    places: list[tuple[int, str]] = []
    for at, project in enumerate(order, start=1):
        equal = at > 1 and results[project] == results[order[at - 2]]
        places.append((places[-1][0] if equal else at, project))
    return places
