"""What single lines of the award mean: who comes first, what is told, what hangs on what. Small towns by hand."""

from fractions import Fraction
from itertools import pairwise

import pytest

from wibo.rulebook.award import completion, greedy
from wibo.rulebook.award.case import Case
from wibo.rulebook.award.equal_shares import Round, electorate
from wibo.rulebook.award.maximal import End, Equals, reachable
from wibo.rulebook.award.orders import Lottery, Order
from wibo.rulebook.award.settings import (
    Add1Stop,
    Completion,
    EqualSharesRule,
    GreedyRule,
    OnMisfit,
    TieOrder,
    Utility,
)
from wibo.rulebook.award.support import too_little_support
from wibo.rulebook.award.verdicts import Kind, Verdict

BY_NUMBER = EqualSharesRule(utility=Utility.CARDINALITY, then_greedy=False)


def awarded(ballots, costs, budget, rule=BY_NUMBER, lot=(), collisions=(), **more):
    case = Case(costs, budget, tuple(lot), tuple(map(tuple, collisions)))
    return completion.allocate([tuple(ballot) for ballot in ballots], case, rule, **more)


@pytest.mark.parametrize(
    ("order", "funded"), [(TieOrder.CHEAPER_VOTES, ("a",)), (TieOrder.VOTES_CHEAPER, ("b",))]
)
def test_of_offers_at_one_price_the_tie_order_says_which_is_bought(order, funded):
    """Both cost each supporter 50; whoever comes first leaves too little for the other."""
    rule = EqualSharesRule(utility=Utility.CARDINALITY, tie_order=order, then_greedy=False)
    found = awarded(["ab", "ab", "b", "b"], {"a": 100, "b": 200}, 240, rule)
    assert found.funded == funded
    assert not found.tie_decides


def test_a_tie_names_all_that_hang_together_and_none_that_stands_apart():
    """p meets q and r, q meets x, r meets y; s has supporters of its own."""
    ballots = ["pq", "pr", "qx", "ry", "x", "y", "s", "s"]
    found = awarded(ballots, dict.fromkeys("pqrxys", 100), 480)
    assert found.tied == ("p", "q", "r", "x", "y")
    assert found.verdicts["s"].kind is Kind.BOUGHT


def test_one_apart_is_bought_before_a_tie_whichever_place_it_has_among_equals():
    for apart in ("a", "z"):
        ballots = ["pq", "pq", apart, apart]
        found = awarded(ballots, dict.fromkeys(("p", "q", apart), 100), 240)
        assert found.tied == ("p", "q")
        assert apart in found.funded


def test_what_a_supporter_pays_at_most_is_rounded_up_to_a_grosz():
    found = awarded(["a", "a", "a"], {"a": 100}, 300)
    assert found.steps[1].verdict.facts["at_most"] == 34


def test_who_was_not_wanted_is_told_in_votes_and_who_was_excluded_by_whom():
    ballots = ["ab", "ab", "a"]
    found = awarded(ballots, {"a": 60, "b": 60, "c": 10}, 300, collisions=[("a", "b")])
    assert found.verdicts["c"] == Verdict(Kind.UNVOTED, {"unit": "votes"})
    assert found.verdicts["b"] == Verdict(Kind.EXCLUDED, {"by": "a"})


def test_what_shares_did_not_pay_for_is_told_in_natural_order_of_numbers():
    found = awarded([["10"], ["9"], ["2"]], {"10": 900, "9": 900, "2": 900}, 300)
    assert [step.project for step in found.steps if step.project] == ["2", "9", "10"]
    assert {step.verdict.facts["had"] for step in found.steps if step.project} == {100}


def test_raising_tells_how_far_it_has_come():
    seen = []
    rule = EqualSharesRule(
        utility=Utility.CARDINALITY,
        completion=Completion.ADD1,
        add1_stop=Add1Stop.OVERFLOW,
        then_greedy=False,
    )
    awarded(["a", "b"], {"a": 50_000, "b": 90_000}, 100_000, rule, progress=seen.append)
    assert seen[0] == 50_100
    assert all(later > sooner for sooner, later in pairwise(seen))


def test_no_ballots_make_a_share_of_the_whole_pool():
    assert awarded([], {"a": 10}, 300).steps[0].verdict.facts == {"endowment": 300}


def test_what_costs_nothing_meets_nobody_unless_it_excludes():
    run = Round(electorate(["ab"], "ab"), {"a": 0, "b": 10}, Fraction(10), BY_NUMBER, Lottery("ab"))
    assert not run.meet("a", "b")
    rivals = {"a": frozenset("b"), "b": frozenset("a")}
    apart = Round(
        electorate(["a", "b"], "ab"), {"a": 5, "b": 5}, Fraction(10), BY_NUMBER, Lottery("ab"), rivals
    )
    assert apart.meet("a", "b")


def test_a_choice_says_something_of_equals_that_it_names_both():
    order = Order(pairs=frozenset({("a", "b")}))
    assert order.orders("abc")
    assert not order.orders("ac")
    assert not order.orders("bc")


def test_who_can_be_first_stands_in_natural_order_and_comes_before_what_is_known_later():
    assert Order().firsts({"10", "9", "2"}) == ["2", "9", "10"]
    assert Order().with_first("9", {"9", "10"}).firsts({"10", "9", "2"}) == ["2", "9"]


def test_a_draw_among_equals_is_kept_and_a_lot_settles_only_what_it_names_twice():
    lottery = Lottery()
    assert lottery.draw(["9", "10"]) == "9"
    assert lottery.order.firsts(["9", "10"]) == ["9"]
    assert (lottery.open_ties, lottery.settled) == ([frozenset({"9", "10"})], [])
    drawn = Lottery(["b", "a"])
    assert drawn.draw(["a", "c"]) == "a"
    assert drawn.settled == []
    assert drawn.draw(["a", "b"]) == "b"
    assert drawn.settled == [frozenset("ab")]


@pytest.mark.parametrize(
    ("equals", "fit"),
    [
        (Equals({"a": 60, "b": 40}, 100), True),
        (Equals({"a": 60, "b": 41}, 100), False),
        (Equals({"a": 6, "b": 4}, 100, places=2), True),
        (Equals({"a": 6, "b": 4}, 100, places=1), False),
        (Equals({"a": 6, "b": 4}, 100, rivals={"a": frozenset("b"), "b": frozenset("a")}), False),
        (Equals({"a": 6, "b": 4}, 100, rivals={"a": frozenset("c")}), True),
    ],
)
def test_equals_all_fit_to_the_last_grosz_and_place(equals, fit):
    assert equals.all_fit is fit
    if fit:
        assert reachable(equals, OnMisfit.SKIP, 80).ends == {End(frozenset("ab"), stopped=False)}
        assert not reachable(equals, OnMisfit.SKIP, 80).truncated


def test_a_search_that_is_cut_says_so_and_how_far_it_came():
    equals = Equals(dict.fromkeys("abcdef", 40), 100)
    whole = reachable(equals, OnMisfit.SKIP, 80)
    assert (whole.truncated, len(whole.ends)) == (False, 15)
    assert whole.visits > 1
    cut = reachable(equals, OnMisfit.SKIP, 80, allowed=3)
    assert (cut.truncated, cut.visits) == (True, 3)
    assert all(not end.stopped for end in cut.ends)


def test_ways_and_equals_are_told_in_natural_order():
    votes, costs = {"10": 5, "9": 5, "2": 5, "1": 9}, {"10": 40, "9": 40, "2": 40, "1": 10}
    found = greedy.allocate(votes, Case(costs, 100), GreedyRule())
    assert found.tied == ("2", "9", "10")
    assert all(list(way) == sorted(way, key=int) for way in found.outcomes)
    assert len(found.outcomes) == 3


def test_a_step_told_before_steps_were_values_says_itself_whether_it_won():
    assert Verdict(Kind.TOLD, {"words": "x", "won": True}).won
    assert not Verdict(Kind.TOLD, {"words": "x", "won": False}).won
    assert not Verdict(Kind.SHORT, {}).won
    assert Verdict(Kind.FITS, {}).won


@pytest.mark.parametrize(("got", "enough"), [(14, False), (15, True)])
def test_a_share_of_votes_that_is_just_the_share_of_the_budget_is_enough(got, enough):
    """Cost 450 of three budgets of 1 000 is 15 of 100 voters."""
    found = too_little_support({"1": got}, 100, Case({"1": 450}, 1_000), 3)
    assert (found == {}) is enough
    assert enough or found["1"].facts == {"votes": 14, "needed": 15, "cost": 450}


def test_of_no_money_no_number_of_voters_is_enough():
    found = too_little_support({"1": 100}, 100, Case({"1": 450}, 0), 3)
    assert found["1"].facts["needed"] == 101


def test_equals_that_all_win_are_told_in_natural_order():
    votes = dict.fromkeys(("2", "10"), 5)
    found = greedy.allocate(votes, Case(dict.fromkeys(votes, 100), 1_000), GreedyRule())
    equals = [step for step in found.steps if step.verdict.kind is Kind.EQUALS]
    # It is about no project of its own.
    assert {step.project for step in equals} == {""}
    told = [step.verdict for step in equals]
    assert [verdict.facts["projects"] for verdict in told] == [["2", "10"]]


def test_outcomes_name_their_projects_in_natural_order():
    votes = {"10": 9, "2": 8, "1": 5, "3": 5}
    found = greedy.allocate(votes, Case(dict.fromkeys(votes, 100), 300), GreedyRule())
    assert set(found.outcomes) == {("1", "2", "10"), ("2", "3", "10")}
    assert found.tied == ("1", "3")
    by_shares = awarded([("2", "10"), ("2", "10")], {"10": 100, "2": 100}, 100)
    assert by_shares.tied == ("2", "10")


def test_ways_of_shares_name_their_projects_in_natural_order():
    ballots = [("2",), ("10",), ("1", "3"), ("1", "3")]
    found = awarded(ballots, {"2": 100, "10": 100, "1": 200, "3": 200}, 400)
    assert set(found.outcomes) == {("1", "2", "10"), ("2", "3", "10")}


def test_an_award_along_a_line_names_its_projects_in_natural_order():
    votes = {"10": 9, "2": 8}
    found = greedy.follow(votes, Case({"10": 100, "2": 100}, 300), GreedyRule(), ["10", "2"])
    assert found.outcomes == (("2", "10"),)


def test_what_is_left_out_is_told_in_natural_order():
    votes = {"10": 0, "2": 0, "1": 5}
    found = greedy.allocate(votes, Case(dict.fromkeys(votes, 100), 1_000), GreedyRule())
    assert [step.project for step in found.steps if step.project != "1"] == ["2", "10"]
