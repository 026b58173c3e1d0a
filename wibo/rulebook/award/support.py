"""The threshold that grows with a project's cost (Świecie): dear projects need more voters."""

from collections.abc import Mapping

from wibo.rulebook.award.case import Case
from wibo.rulebook.award.verdicts import Kind, Verdict
from wibo.rulebook.spelling.numbering import natural_key


def too_little_support(
    votes: Mapping[str, int], ballots: int, case: Case, factor: int | None
) -> dict[str, Verdict]:
    """Projects whose share of voters is below their share of `factor` budgets (Świecie), each with what it needs.

    A project takes part when votes/ballots >= cost/(factor·budget).
    """
    if factor is None:
        return {}
    found = {}
    for project in sorted(case.costs, key=natural_key):
        cost, got = case.costs[project], votes[project]
        if got * factor * case.budget < cost * ballots:
            needed = -(-cost * ballots // (factor * case.budget)) if case.budget else ballots + 1
            found[project] = Verdict(Kind.SMALL_SUPPORT, {"votes": got, "needed": needed, "cost": cost})
    return found
