"""Ballots and a pool in, an outcome out, whichever rule the pool has."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from wibo.rulebook import equal_shares_run, greedy
from wibo.rulebook.awards import AwardRule, GreedyRule, Outcome
from wibo.rulebook.ballots import BallotRules, Marks
from wibo.rulebook.collisions import Groups
from wibo.rulebook.money import zloty
from wibo.rulebook.numbering import natural_key
from wibo.rulebook.polish import votes
from wibo.rulebook.progress import Progress, quietly
from wibo.rulebook.tally import OrderBy, Tally, tally


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
    counted = tally(ballots, costs, ballot_rules)
    entered = {project: cost for project, cost in costs.items() if project not in struck}
    if isinstance(rule, GreedyRule):
        small = _too_dear(counted, entered, budget, rule)
        ranked = ranked_results(counted, rule)
        results = {project: ranked[project] for project in entered if project not in small}
        exact = replace(rule, threshold=rule.needed(counted.ballots), threshold_bp=0)
        outcome = greedy.allocate(results, entered, budget, exact, lot, collisions)
        outcome = replace(outcome, steps=(*small.values(), *outcome.steps))
    else:
        approvals = [marks.projects for marks in ballots]
        outcome = equal_shares_run.allocate(
            approvals, entered, budget, rule, lot, collisions=collisions, progress=progress
        )
    return counted, outcome


def _too_dear(counted: Tally, costs: Mapping[str, int], budget: int, rule: GreedyRule) -> dict[str, str]:
    """Projects whose share of voters is below their share of F budgets, each with the step that says so."""
    factor = rule.cost_share
    if factor is None:
        return {}
    return {
        project: f"Projekt {project}: {votes(counted.votes[project])}, koszt {zloty(costs[project])}: za małe poparcie "
        "w stosunku do kosztu, nie bierze udziału w podziale"
        for project in sorted(costs, key=natural_key)
        if counted.votes[project] * factor * budget < costs[project] * counted.ballots
    }


def ranking(counted: Tally, rule: AwardRule, costs: Mapping[str, int]) -> list[tuple[int, str]]:
    """Places and project ids from the best result down; equal results share a place."""
    results = ranked_results(counted, rule)
    order = sorted(costs, key=lambda project: (-results[project], natural_key(project)))
    places: list[tuple[int, str]] = []
    for at, project in enumerate(order, start=1):
        equal = at > 1 and results[project] == results[order[at - 2]]
        places.append((places[-1][0] if equal else at, project))
    return places
