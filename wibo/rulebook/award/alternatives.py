"""The same ballots under other rules, for the question "what if". None of them decides anything."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wibo.rulebook.award.allocation import allocate
from wibo.rulebook.award.settings import AwardRule, Completion, EqualSharesRule, GreedyRule, OnMisfit
from wibo.rulebook.award.tally import OrderBy, natural_order
from wibo.rulebook.voting.ballots import BallotRules, Marks

# Raising shares repeats the whole method hundreds of times; above this many marks it would hold the worker up.
ADD1_MARKS = 60_000


class Other(StrEnum):
    """The usual rules, as `wibo.wording.award` names them."""

    SKIP = "skip"
    STOP = "stop"
    STOP_THEN_80 = "stop-then-80"
    VOTES = "votes"
    SHARES = "shares"
    SHARES_THEN_VOTES = "shares-then-votes"
    SHARES_RAISED = "shares-raised"


@dataclass(frozen=True, slots=True)
class Alternative:
    """What another rule would have given. `funded` in natural order of being funded; `spent` in grosze."""

    rule: Other
    funded: tuple[str, ...]
    spent: int
    tied: bool


def rules(actual: AwardRule, ballot_rules: BallotRules, marks: int) -> Iterator[tuple[Other, AwardRule]]:
    """The usual rules other than the pool's own, with their names."""
    natural = natural_order(ballot_rules.vote_type)
    usual: list[tuple[Other, AwardRule]] = [
        (Other.SKIP, GreedyRule(natural)),
        (Other.STOP, GreedyRule(natural, OnMisfit.STOP)),
        (Other.STOP_THEN_80, GreedyRule(natural, OnMisfit.STOP_THEN_80)),
    ]
    if natural is OrderBy.VOTES:
        usual += _shares(marks)
    else:
        usual.insert(1, (Other.VOTES, GreedyRule(OrderBy.VOTES)))
    return ((name, rule) for name, rule in usual if rule != actual)


def _shares(marks: int) -> list[tuple[Other, AwardRule]]:
    """Equal Shares, for pools in which projects are chosen: it knows neither points nor places."""
    found: list[tuple[Other, AwardRule]] = [
        (Other.SHARES, EqualSharesRule()),
        (Other.SHARES_THEN_VOTES, EqualSharesRule(then_greedy=True)),
    ]
    if marks <= ADD1_MARKS:
        raised = EqualSharesRule(completion=Completion.ADD1, then_greedy=True)
        found.append((Other.SHARES_RAISED, raised))
    return found


def alternatives(
    ballots: Sequence[Marks],
    costs: Mapping[str, int],
    budget: int,
    ballot_rules: BallotRules,
    actual: AwardRule,
    *,
    struck: Collection[str] = (),
    collisions: Sequence[Collection[str]] = (),
) -> list[Alternative]:
    """What each other rule would have funded of the same ballots with the same money (grosze)."""
    marks = sum(len(ballot.projects) for ballot in ballots)
    found = []
    for name, rule in rules(actual, ballot_rules, marks):
        _, outcome = allocate(
            ballots, costs, budget, ballot_rules, rule, struck=struck, collisions=collisions
        )
        found.append(Alternative(name, outcome.funded, outcome.spent, outcome.tie_decides))
    return found
