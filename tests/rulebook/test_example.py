"""The example of a pool: valid for every way of voting, by the pool's own rule, and the same each time."""

import pytest

from wibo.rulebook.award.example import example
from wibo.rulebook.award.settings import EqualSharesRule, GreedyRule, OnMisfit
from wibo.rulebook.award.tally import OrderBy
from wibo.rulebook.award.verdicts import Kind
from wibo.rulebook.voting.ballots import BallotRules, VoteType

BUDGET = 100_000_00


def shown(rule=None, least=None, most=None, **limits):
    made = example(BUDGET, BallotRules(**limits), rule or GreedyRule(), least, most)
    return {row.number: row for row in made.rows}


@pytest.mark.parametrize(
    "limits",
    [
        {},
        {"max_length": 3},
        {"min_length": 3, "max_length": 3},
        {"vote_type": VoteType.CHOOSE_ONE},
        {"max_sum_cost": 50_000_00},
        {"vote_type": VoteType.ORDINAL, "max_length": 3},
        {"vote_type": VoteType.SCORING, "max_points": 3},
        {"vote_type": VoteType.CUMULATIVE, "max_sum_points": 10},
        {"vote_type": VoteType.CUMULATIVE, "max_sum_points": 2},
        {"vote_type": VoteType.CUMULATIVE, "max_sum_points": 10, "max_points": 4, "max_length": 3},
        {"vote_type": VoteType.CUMULATIVE, "max_sum_points": 6, "max_points": 3, "point_set": (3, 2, 1)},
    ],
    ids=str,
)
def test_every_way_of_voting_has_one(limits):
    rows = shown(**limits)
    assert set(rows) == {"1", "2", "3", "4", "5"}
    assert any(row.verdict.won for row in rows.values())


def test_one_vote_each_counts_the_first_choices_and_the_dearest_first_come():
    rows = shown(vote_type=VoteType.CHOOSE_ONE)
    assert {number: row.result for number, row in rows.items()} == {
        "1": 340,
        "2": 270,
        "3": 180,
        "4": 130,
        "5": 80,
    }
    # 45 and 30 of 100 leave 25, which the third takes to the last grosz.
    assert [number for number, row in rows.items() if row.verdict.won] == ["1", "2", "3"]


def test_it_is_counted_by_the_pools_own_rule():
    stopped = shown(GreedyRule(on_misfit=OnMisfit.STOP, threshold=200), vote_type=VoteType.CHOOSE_ONE)
    assert [row.verdict.kind for row in stopped.values()] == [
        Kind.FITS,
        Kind.FITS,
        Kind.BELOW,
        Kind.BELOW,
        Kind.BELOW,
    ]
    points = shown(GreedyRule(order_by=OrderBy.POINTS), vote_type=VoteType.SCORING, max_points=3)
    assert {number: row.result for number, row in points.items()} == {
        "1": 340 * 3 + 80 * 2,
        "2": 340 * 2 + 270 * 3 + 80,
        "3": 270 * 2 + 180 * 3 + 130,
        "4": 340 + 180 * 2 + 130 * 3,
        "5": 270 + 180 + 130 * 2 + 80 * 3,
    }
    shares = shown(EqualSharesRule(), max_length=3)
    assert {row.verdict.kind for row in shares.values()} <= {Kind.BOUGHT, Kind.SHORT}


def test_costs_are_kept_within_the_pools_limits():
    rows = shown(least=15_000_00, most=40_000_00)
    assert {row.cost for row in rows.values()} == {15_000_00, 20_000_00, 25_000_00, 30_000_00, 40_000_00}


def test_fixed_points_go_to_fewer_where_the_limit_of_costs_asks_for_it():
    fixed = {"max_sum_points": 6, "max_points": 3, "point_set": (3, 2, 1)}
    rows = shown(vote_type=VoteType.CUMULATIVE, max_sum_cost=40_000_00, **fixed)
    # Of 45, 30, 25, 20 and 10 thousand only 4 and 5 fit together; 1 never does.
    assert {number: row.result for number, row in rows.items()} == {
        "1": 0,
        "2": 270,
        "3": 180,
        "4": 130,
        "5": 210,
    }


def test_limits_that_leave_nobody_a_ballot_have_no_example():
    assert shown(min_length=6) == {}


@pytest.mark.parametrize(
    ("limits", "marked"), [({}, 3), ({"vote_type": VoteType.CHOOSE_ONE}, 1), ({"min_length": 4}, 4)], ids=str
)
def test_it_says_how_many_each_voter_marks(limits, marked):
    assert example(BUDGET, BallotRules(**limits), GreedyRule(), None, None).marked == marked


def test_a_pool_without_money_is_shown_with_some():
    made = example(0, BallotRules(), GreedyRule(), None, None)
    assert made.budget == 100_000_00
    assert all(row.cost for row in made.rows)
