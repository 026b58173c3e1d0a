"""Runs in the other environment: reads elections as JSON, writes what pabutools funds.

Equal results go to the lower name; equal offers to the cheaper, then to more votes, then to the lower name.
"""

import json
import sys

from pabutools.election import ApprovalBallot, ApprovalProfile, Cardinality_Sat, Cost_Sat, Instance, Project
from pabutools.rules import exhaustion_by_budget_increase, greedy_utilitarian_welfare, method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule, lexico_tie_breaking


def by_cost_then_votes(instance, profile, project):
    """The key of an offer."""
    return project.cost, -profile.approval_score(project), project.name


OFFERS = TieBreakingRule(by_cost_then_votes)


def funded(one):
    """The names that are funded, sorted."""
    projects = {name: Project(name, cost) for name, cost in one["costs"].items()}
    instance = Instance(projects.values(), budget_limit=one["budget"])
    profile = ApprovalProfile(
        [ApprovalBallot({projects[name] for name in ballot}) for ballot in one["ballots"]], instance=instance
    )
    rule = one["rule"]
    if rule == "greedy":
        found = greedy_utilitarian_welfare(
            instance, profile, sat_class=Cost_Sat, tie_breaking=lexico_tie_breaking
        )
    elif rule.startswith("mes"):
        satisfaction = Cost_Sat if rule == "mes-cost" else Cardinality_Sat
        found = method_of_equal_shares(instance, profile, sat_class=satisfaction, tie_breaking=OFFERS)
    else:
        found = exhaustion_by_budget_increase(
            instance,
            profile,
            method_of_equal_shares,
            rule_params={"sat_class": Cost_Sat, "tie_breaking": OFFERS},
            exhaustive_stop=rule == "add1-exhaustive",
            budget_step=len(one["ballots"]),
        )
    return sorted(project.name for project in found)


json.dump([funded(one) for one in json.load(sys.stdin)], sys.stdout)
