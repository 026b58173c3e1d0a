"""Whose place among equals matters where a misfit ends the award, and how much of a cost must be left for it."""

import pytest

from wibo.rulebook.award.allocation import allocate
from wibo.rulebook.award.case import Case
from wibo.rulebook.award.greedy import drawn_order
from wibo.rulebook.award.maximal import Equals, whose_place_matters
from wibo.rulebook.award.orders import Lottery
from wibo.rulebook.award.settings import GreedyRule, OnMisfit
from wibo.rulebook.voting.ballots import BallotRules, Marks

STOP, STOP_THEN_80 = OnMisfit.STOP, OnMisfit.STOP_THEN_80
RIVALS = {"a": frozenset("b"), "b": frozenset("a")}


@pytest.mark.parametrize(
    ("on_misfit", "left", "matter"),
    [(STOP_THEN_80, 800, "ab"), (STOP_THEN_80, 799, ""), (STOP, 900, "")],
)
def test_of_two_misfits_the_first_is_funded_where_enough_of_its_cost_is_left(on_misfit, left, matter):
    found = whose_place_matters(Equals({"a": 1000, "b": 1000}, left), on_misfit, 80)
    assert found == frozenset(matter)


def test_where_a_misfit_ends_the_award_what_stands_behind_it_is_lost():
    assert whose_place_matters(Equals({"a": 100, "b": 100, "c": 50}, 150), STOP, 80) == frozenset("abc")


def test_who_is_taken_whatever_comes_first_need_not_be_ordered():
    """Of a and b one excludes the other and ends nothing; c fits to the grosz behind either."""
    equals = Equals(dict.fromkeys("abc", 100), 200, rivals=RIVALS)
    assert whose_place_matters(equals, STOP, 80) == frozenset("ab")


def test_of_five_equals_those_that_matter_are_told_and_of_six_all():
    five = {"a": 100, "b": 100, "c": 0, "d": 0, "e": 0}
    assert whose_place_matters(Equals(five, 100, rivals=RIVALS), STOP, 80) == frozenset("ab")
    assert whose_place_matters(Equals(five | {"f": 0}, 100, rivals=RIVALS), STOP, 80) == frozenset("abcdef")


@pytest.mark.parametrize(
    ("pool", "row"),
    [
        (1_800, ["last", {"result": 1, "unit": "votes", "cost": 1000, "left": 800, "percent": 80}]),
        (1_799, ["no-room", {"result": 1, "unit": "votes", "cost": 1000, "left": 799}]),
    ],
)
def test_the_last_project_is_funded_when_80_of_100_are_left(pool, row):
    ballots = [Marks(("a", "b")), Marks(("a",))]
    rule = GreedyRule(on_misfit=STOP_THEN_80)
    _, outcome = allocate(ballots, {"a": 1000, "b": 1000}, pool, BallotRules(), rule)
    assert outcome.verdicts["b"].as_row() == row


def test_a_share_of_a_million_ballots_is_exact():
    assert GreedyRule(threshold_bp=500).needed(1_000_000) == 50_000
    assert GreedyRule(threshold_bp=500).needed(1_000_001) == 50_001


def test_projects_with_too_little_support_are_told_before_the_others_in_their_order():
    ballots = [Marks(("a",))] * 8 + [Marks(("b", "10", "9"))] * 2
    costs = {"a": 500, "b": 100, "10": 900, "9": 900}
    _, outcome = allocate(ballots, costs, 1000, BallotRules(), GreedyRule(cost_share=1))
    small = ["small-support", {"votes": 2, "needed": 9, "cost": 900}]
    assert [step.as_row() for step in outcome.steps] == [
        ["9", *small],
        ["10", *small],
        ["a", "fits", {"result": 8, "unit": "votes", "cost": 500, "left": 1000}],
        ["b", "fits", {"result": 2, "unit": "votes", "cost": 100, "left": 500}],
    ]


def line_of(results, case):
    """The order in which projects are drawn, and the ties that nothing settles."""
    lottery = Lottery(case.lot)
    return drawn_order(results, case, GreedyRule(), lottery), lottery.open_ties


@pytest.mark.parametrize(
    ("lot", "line"), [((), ["9", "10", "1"]), (("1",), ["1", "9", "10"]), (("10", "1"), ["10", "1", "9"])]
)
def test_equals_that_all_fit_stand_by_the_lot_then_by_cost_and_are_no_tie(lot, line):
    costs = {"1": 500, "10": 150, "9": 150}
    for budget in (800, 1000):
        assert line_of(dict.fromkeys(costs, 1), Case(costs, budget, lot)) == (line, [])


def test_what_no_longer_fits_is_not_drawn():
    assert line_of({"1": 1, "3": 1}, Case({"1": 746, "3": 415}, 456)) == (["3", "1"], [])


def test_of_equals_that_exclude_each_other_one_is_drawn_though_both_would_fit():
    case = Case({"1": 100, "9": 100}, 1000, collisions=(("1", "9"),))
    assert line_of({"1": 1, "9": 1}, case) == (["1", "9"], [frozenset({"1", "9"})])


def test_who_is_excluded_by_a_better_project_is_not_drawn():
    case = Case({"x": 100, "a": 300, "b": 300}, 500, collisions=(("x", "a"),))
    assert line_of({"x": 2, "a": 1, "b": 1}, case) == (["x", "a", "b"], [])
