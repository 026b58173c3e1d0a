"""Draws, transfers and alternatives: small rules of the result."""

import hashlib

import pytest

from wibo.rulebook.award.allocation import ranking
from wibo.rulebook.award.alternatives import ADD1_MARKS, Alternative, Other, alternatives, rules
from wibo.rulebook.award.collisions import rivals_of
from wibo.rulebook.award.lots import SeedError, clean_seed, drawn_order
from wibo.rulebook.award.settings import Completion, EqualSharesRule, GreedyRule, OnMisfit
from wibo.rulebook.award.tally import OrderBy, tally
from wibo.rulebook.award.transfers import CircleError, counting_order
from wibo.rulebook.award.verdicts import Kind, Step, Verdict, decisions
from wibo.rulebook.voting.ballots import BallotRules, Marks, VoteType


def test_the_order_of_a_draw_is_that_of_plain_sha256():
    seed = clean_seed("4-1,6 2 2 5 3 1 6 4")
    expected = sorted(["7", "12", "3"], key=lambda n: hashlib.sha256(f"{seed}:{n}".encode()).hexdigest())
    assert drawn_order(seed, ["3", "7", "12"]) == drawn_order(seed, ["12", "3", "7"]) == expected


@pytest.mark.parametrize("text", ["", "123456789", "abcdefghijk", "１２３４５６７８９０"])
def test_a_seed_is_ten_plain_digits(text):
    with pytest.raises(SeedError) as caught:
        clean_seed(text)
    assert caught.value.args == (text,)


def test_equal_results_share_a_place_and_those_behind_them_are_counted_from_the_first():
    rules = BallotRules(vote_type=VoteType.CUMULATIVE)
    costs = dict.fromkeys(("10", "9", "2", "1"), 100)
    ballots = [Marks(("1", "2"), (1, 1)), Marks(("10", "9"), (5, 5)), Marks(("1", "2"), (1, 1))]
    counted = tally(ballots, costs, rules)
    by_points = [(1, "9"), (1, "10"), (3, "1"), (3, "2")]
    assert ranking(counted, GreedyRule(order_by=OrderBy.POINTS), costs) == by_points
    by_votes = [(1, "1"), (1, "2"), (3, "9"), (3, "10")]
    assert ranking(counted, GreedyRule(), costs) == by_votes
    assert ranking(counted, GreedyRule(), {"2": 100, "1": 100}) == [(1, "1"), (1, "2")]


def test_decisions_are_the_steps_of_projects_that_came_to_the_money():
    fits = Step("1", Verdict(Kind.FITS, {"result": 3, "unit": "votes", "cost": 100, "left": 900}))
    below = Step("2", Verdict(Kind.BELOW, {"result": 1, "unit": "votes", "needed": 2}))
    share = Step("", Verdict(Kind.SHARE, {"endowment": 100, "left": 900}))
    assert decisions([share, fits, below]) == [fits]


def test_pools_are_counted_after_their_sources():
    assert counting_order(["a", "b", "c"], {"b": "a", "c": "b"}) == ["c", "b", "a"]
    assert counting_order(["a", "b"], {}) == ["a", "b"]
    with pytest.raises(CircleError):
        counting_order(["a", "b"], {"a": "b", "b": "a"})


def test_rivals_are_mutual():
    assert rivals_of([["1", "2"], ["2", "3"]]) == {
        "1": frozenset("2"),
        "2": frozenset("13"),
        "3": frozenset("2"),
    }


def test_other_rules_leave_out_the_pools_own():
    found = alternatives(
        [Marks(("a", "b")), Marks(("a",))], {"a": 60, "b": 60}, 100, BallotRules(), GreedyRule(), struck=["b"]
    )
    assert {one.rule for one in found} >= {Other.SHARES}
    assert all(one.rule is not Other.SKIP for one in found)
    assert {one.funded for one in found} == {("a",)}


def test_the_other_rules_are_these_and_none_is_the_pools_own():
    stop, stop80 = GreedyRule(on_misfit=OnMisfit.STOP), GreedyRule(on_misfit=OnMisfit.STOP_THEN_80)
    shares = [
        (Other.SHARES, EqualSharesRule()),
        (Other.SHARES_THEN_VOTES, EqualSharesRule(then_greedy=True)),
        (Other.SHARES_RAISED, EqualSharesRule(completion=Completion.ADD1, then_greedy=True)),
    ]
    assert list(rules(GreedyRule(), BallotRules(), ADD1_MARKS)) == [
        (Other.STOP, stop),
        (Other.STOP_THEN_80, stop80),
        *shares,
    ]
    assert list(rules(stop, BallotRules(), ADD1_MARKS + 1)) == [
        (Other.SKIP, GreedyRule()),
        (Other.STOP_THEN_80, stop80),
        *shares[:2],
    ]
    by_points = OrderBy.POINTS
    assert list(rules(GreedyRule(by_points), BallotRules(vote_type=VoteType.CUMULATIVE), 1)) == [
        (Other.VOTES, GreedyRule(OrderBy.VOTES)),
        (Other.STOP, GreedyRule(by_points, OnMisfit.STOP)),
        (Other.STOP_THEN_80, GreedyRule(by_points, OnMisfit.STOP_THEN_80)),
    ]


def test_another_rule_gets_the_same_ballots_money_strikes_and_exclusions():
    ballots = [Marks(("a", "b")), Marks(("a",)), Marks(("c",)), Marks(("c",)), Marks(("c",))]
    costs = {"a": 60, "b": 30, "c": 40}
    found = alternatives(
        ballots,
        costs,
        100,
        BallotRules(),
        GreedyRule(on_misfit=OnMisfit.STOP),
        struck=["b"],
        collisions=[("a", "c")],
    )
    skip = next(one for one in found if one.rule is Other.SKIP)
    assert skip == Alternative(Other.SKIP, ("c",), 40, False)
    free = alternatives(ballots, costs, 100, BallotRules(), GreedyRule(on_misfit=OnMisfit.STOP))
    assert next(one for one in free if one.rule is Other.SKIP) == Alternative(
        Other.SKIP, ("c", "a"), 100, False
    )


def test_points_are_compared_with_votes_and_raising_only_where_it_is_quick():
    points = BallotRules(vote_type=VoteType.CUMULATIVE)
    told = [name for name, _ in rules(GreedyRule(OrderBy.POINTS), points, 1)]
    assert told == [Other.VOTES, Other.STOP, Other.STOP_THEN_80], "equal shares know no points"
    few = [name for name, _ in rules(EqualSharesRule(), BallotRules(), 1)]
    many = [name for name, _ in rules(EqualSharesRule(), BallotRules(), ADD1_MARKS + 1)]
    assert len(few) == len(many) + 1
