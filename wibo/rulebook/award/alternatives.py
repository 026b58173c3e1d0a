"""The same ballots under other rules, for the question "what if". None of them decides anything."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wibo.rulebook.award.allocation import allocate
from wibo.rulebook.award.settings import AwardRule, Completion, EqualSharesRule, GreedyRule, OnMisfit
from wibo.rulebook.award.tally import OrderBy, natural_order
from wibo.rulebook.voting.ballots import BallotRules, Marks

# Raising shares repeats the whole method hundreds of times; above this many marks it would hold the worker up.
ADD1_MARKS = 60_000


@dataclass(frozen=True, slots=True)
class Alternative:
    """What another rule would have given. `funded` in natural order of being funded; `spent` in grosze."""

    label: str
    funded: tuple[str, ...]
    spent: int
    tied: bool


def rules(actual: AwardRule, ballot_rules: BallotRules, marks: int) -> Iterator[tuple[str, AwardRule]]:
    """The usual rules other than the pool's own, with their names in Polish."""
    natural = natural_order(ballot_rules.vote_type)
    usual: list[tuple[str, AwardRule]] = [
        ("kolejność wyniku, pomijając projekty, które się nie mieszczą", GreedyRule(natural)),
        ("kolejność wyniku do pierwszego, który się nie mieści", GreedyRule(natural, OnMisfit.STOP)),
        (
            "kolejność wyniku; pierwszy, który się nie mieści, wygrywa przy 80% kosztu",
            GreedyRule(natural, OnMisfit.STOP_THEN_80),
        ),
    ]
    if natural is OrderBy.VOTES:
        usual += _shares(marks)
    else:
        usual.insert(1, ("liczba osób zamiast punktów, pomijając za drogie", GreedyRule(OrderBy.VOTES)))
    return ((label, rule) for label, rule in usual if rule != actual)


def _shares(marks: int) -> list[tuple[str, AwardRule]]:
    """Equal Shares, for pools in which projects are chosen: it knows neither points nor places."""
    found: list[tuple[str, AwardRule]] = [
        ("metoda równych udziałów", EqualSharesRule()),
        ("metoda równych udziałów, resztę według kolejności głosów", EqualSharesRule(then_greedy=True)),
    ]
    if marks <= ADD1_MARKS:
        raised = EqualSharesRule(completion=Completion.ADD1, then_greedy=True)
        found.append(("metoda równych udziałów z podnoszeniem udziałów o 1 zł", raised))
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
    for label, rule in rules(actual, ballot_rules, marks):
        _, outcome = allocate(
            ballots, costs, budget, ballot_rules, rule, struck=struck, collisions=collisions
        )
        found.append(Alternative(label, outcome.funded, outcome.spent, outcome.tie_decides))
    return found
