"""Every verdict has its sentence, and the sentence says the facts."""

import pytest

from wibo.rulebook.award.allocation import allocate
from wibo.rulebook.award.settings import EqualSharesRule, GreedyRule, OnMisfit
from wibo.rulebook.award.tally import OrderBy
from wibo.rulebook.award.verdicts import Kind, Outcome, Step, Verdict, decisions
from wibo.rulebook.voting.ballots import BallotRules, Marks, VoteType
from wibo.wording.award import reason, step, steps

RANKED = {"result": 12, "unit": "votes"}
MONEY = {**RANKED, "cost": 70_000_00, "left": 45_000_00}
SAID = {
    Kind.FITS: ({**MONEY, "left": 90_000_00}, "Wygrał: gdy przyszła jego kolej, w puli było 90 000 zł."),
    Kind.LAST: (
        {**MONEY, "percent": 60},
        "Wygrał jako ostatni: w puli było 45 000 zł, co najmniej 60% jego kosztu.",
    ),
    Kind.BOUGHT: (
        {"votes": 2, "cost": 100, "at_most": 5050, "left": 1},
        "Wygrał: koszt pokryły swoimi udziałami osoby, które go wybrały (2), najwyżej po 50,50 zł.",
    ),
    Kind.REST: (MONEY, "Wygrał z reszty puli, według kolejności głosów: było w niej jeszcze 45 000 zł."),
    Kind.NO_BALLOTS: ({}, "Nie wygrał: nikt nie oddał ważnego głosu na tę listę."),
    Kind.UNVOTED: ({"unit": "votes"}, "Nie wygrał: nikt na niego nie zagłosował."),
    Kind.BELOW: ({**RANKED, "needed": 50}, "Nie wygrał: próg to 50, a ma 12."),
    Kind.SMALL_SUPPORT: (
        {"votes": 4, "needed": 5, "cost": 1},
        "Nie wygrał: za małe poparcie w stosunku do kosztu, potrzeba 5 głosów, a ma 4.",
    ),
    Kind.EXCLUDED: ({**RANKED, "by": "7"}, "Nie wygrał: wyklucza się z projektem nr 7, który wygrał."),
    Kind.NO_ROOM: (MONEY, "Nie wygrał: zabrakło 25 000 zł. Kosztował 70 000 zł, a w puli zostało 45 000 zł."),
    Kind.ENDED: (
        {**RANKED, "at": "3"},
        "Nie wygrał: przydział zakończył się wcześniej, na projekcie nr 3, na który nie starczyło pieniędzy.",
    ),
    Kind.LIMIT: ({**RANKED, "most": 2}, "Nie wygrał: wygrać może najwyżej 2 projekty."),
    Kind.SHORT: (
        {"votes": 3, "cost": 1_000_00, "had": 990_00},
        "Nie wygrał: zabrakło 10,00 zł. Osobom, które go wybrały, zostało razem 990,00 zł; w tym liczeniu (naprawdę nikt "
        "nie płaci) każdej z nich (3) brakowało jeszcze po 3,34 zł.",
    ),
    Kind.STRUCK: ({}, "Skreślony z listy, nie brał udziału w podziale."),
    Kind.TIED: ({"with": ["10", "2"], "upon": []}, "Remis z nr 2, 10: czeka na rozstrzygnięcie."),
    Kind.TOLD: ({"words": "Wygrał."}, "Wygrał."),
}
ABOUT_POOL = {
    Kind.SHARE: {"endowment": 1234},
    Kind.COMPARED: {"for_shares": 1, "for_votes": 2},
    Kind.VOTES_PREVAIL: {},
    Kind.EQUALS: {"projects": ["1", "2"]},
    Kind.NO_BALLOTS: {},
    Kind.TOLD: {"words": "Tak było."},
}


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_every_kind_has_a_sentence_of_a_project_or_of_the_pool():
    assert set(SAID) | set(ABOUT_POOL) == set(Kind)


@pytest.mark.parametrize("kind", list(SAID))
def test_a_reason_says_its_facts(kind):
    facts, said = SAID[kind]
    assert plain(reason(Verdict(kind, facts))) == said


def test_what_hangs_on_another_tie_says_on_which():
    verdict = Verdict(Kind.TIED, {"with": [], "upon": ["4", "3"]})
    assert reason(verdict) == "Zależy od remisu projektów nr 3, 4, który czeka na rozstrzygnięcie."


def test_winner_and_loser_of_a_drawn_tie_hear_that_they_were_equal():
    for kind in (Kind.FITS, Kind.NO_ROOM):
        told = reason(Verdict(kind, {**MONEY, "drawn": ["7"]}))
        assert told.endswith("Miał tyle samo co nr 7: zdecydowało rozstrzygnięcie remisu.")


def test_no_point_is_told_where_points_rank():
    assert "żadnego punktu" in reason(Verdict(Kind.UNVOTED, {"unit": "points"}))


@pytest.mark.parametrize("kind", list(ABOUT_POOL))
def test_steps_about_the_pool_name_no_project(kind):
    told = step(Step("", Verdict(kind, ABOUT_POOL[kind])))
    assert told
    assert not told.startswith("Projekt ")


BALLOTS = [Marks(("1", "2"))] * 6 + [Marks(("3",))] * 3 + [Marks(("4",))]
COSTS = {"1": 500_00, "2": 300_00, "3": 400_00, "4": 90_00, "5": 10_00}


@pytest.mark.parametrize(
    "rule",
    [
        GreedyRule(),
        GreedyRule(threshold=2, cost_share=3),
        GreedyRule(on_misfit=OnMisfit.STOP),
        GreedyRule(on_misfit=OnMisfit.STOP_THEN_80, last_percent=10),
        GreedyRule(most=1),
        EqualSharesRule(),
        EqualSharesRule(then_greedy=True, comparison=True, prefilter=2),
    ],
)
def test_every_project_has_a_reason_and_every_step_has_words(rule):
    _, outcome = allocate(BALLOTS, COSTS, 1000_00, BallotRules(), rule, struck=["4"], collisions=[("1", "3")])
    assert outcome.verdicts.keys() == COSTS.keys()
    assert all(reason(verdict).endswith(".") for verdict in outcome.verdicts.values())
    assert len(steps(outcome)) == len(outcome.steps)
    decided = {p for p, verdict in outcome.verdicts.items() if verdict.kind is not Kind.TIED}
    assert {p for p in decided if outcome.verdicts[p].won} == decided & set(outcome.funded)
    assert outcome.verdicts["4"].kind is Kind.STRUCK
    rows = [one.as_row() for one in outcome.steps]
    assert [Step.of_row(row) for row in rows] == list(outcome.steps)


def test_where_votes_prevail_only_their_decisions_filled_the_pool():
    ballots = [Marks(("a",))] * 9 + [Marks(("b",))]
    _, outcome = allocate(
        ballots, {"a": 1000, "b": 100}, 1000, BallotRules(), EqualSharesRule(comparison=True)
    )
    assert [(one.project, one.verdict.kind) for one in decisions(outcome.steps)] == [
        ("a", Kind.FITS),
        ("b", Kind.NO_ROOM),
    ]


def test_nobody_wins_where_nobody_voted():
    for rule in (GreedyRule(allows_unvoted=True), EqualSharesRule(then_greedy=True)):
        _, outcome = allocate([Marks()], COSTS, 10**9, BallotRules(), rule)
        assert outcome == Outcome(
            (),
            0,
            dict.fromkeys(COSTS, Verdict(Kind.NO_BALLOTS)),
            (Step("", Verdict(Kind.NO_BALLOTS)),),
            ((),),
        )
        assert not outcome.tie_decides


def test_points_are_told_as_points():
    rules = BallotRules(vote_type=VoteType.CUMULATIVE)
    _, outcome = allocate([Marks(("1",), (4,))], COSTS, 1000_00, rules, GreedyRule(OrderBy.POINTS))
    assert "4\N{NO-BREAK SPACE}punkty" in steps(outcome)[-1]
