"""Equal Shares in exact arithmetic, against a naive version and by hand."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wibo.rulebook.awards import Add1Stop, Completion, EqualSharesRule, TieOrder, Utility
from wibo.rulebook.equal_shares import Lottery, electorate, shares
from wibo.rulebook.equal_shares_run import allocate

BALLOTS = [("a", "b")] * 4 + [("b",)] * 2 + [("c",)] * 4
COSTS = {"a": 400, "b": 600, "c": 500}


def naive(ballots, costs, budget, utility):
    """The definition, word for word, with ties to the cheaper, then more votes, then the lower name."""
    money = [Fraction(budget, len(ballots)) for _ in ballots]
    bought = []
    while True:
        offers = []
        for project in set(costs) - set(bought):
            backers = [i for i, ballot in enumerate(ballots) if project in ballot]
            if not backers or sum(money[i] for i in backers) < costs[project]:
                continue
            left, count = Fraction(costs[project]), len(backers)
            for i in sorted(backers, key=lambda i: money[i]):
                if money[i] * count >= left:
                    break
                left -= money[i]
                count -= 1
            most = left / count
            worth = costs[project] if utility is Utility.COST else 1
            offers.append((most / worth, costs[project], -len(backers), project, most))
        if not offers:
            return bought
        *_, project, most = min(offers)
        bought.append(project)
        for i, ballot in enumerate(ballots):
            if project in ballot:
                money[i] -= min(money[i], most)


@settings(max_examples=250, deadline=None)
@given(
    st.lists(st.sets(st.sampled_from("abcde"), max_size=5), min_size=1, max_size=9),
    st.fixed_dictionaries({project: st.integers(1, 60) for project in "abcde"}),
    st.integers(1, 150),
    st.sampled_from(Utility),
)
def test_it_is_the_definition(ballots, costs, budget, utility):
    voters = electorate([tuple(ballot) for ballot in ballots], costs)
    rule = EqualSharesRule(utility=utility)
    bought = shares(voters, costs, Fraction(budget, len(ballots)), rule, Lottery())
    assert [purchase.project for purchase in bought] == naive(ballots, costs, budget, utility)


def test_every_group_gets_its_share():
    outcome = allocate(BALLOTS, COSTS, 1500, EqualSharesRule())
    assert set(outcome.funded) == {"b", "c"}
    assert "popierający płacą" in outcome.steps[1]


def test_add1_spends_what_plain_shares_leave():
    ballots = [("a",)] * 3 + [("b",)]
    costs = {"a": 300, "b": 400}
    assert allocate(ballots, costs, 800, EqualSharesRule()).funded == ("a",)
    raised = EqualSharesRule(completion=Completion.ADD1, add1_stop=Add1Stop.OVERFLOW)
    assert set(allocate(ballots, costs, 800, raised).funded) == {"a", "b"}
    exhaustive = EqualSharesRule(completion=Completion.ADD1)
    assert set(allocate(ballots, costs, 800, exhaustive).funded) == {"a", "b"}


def test_add1_stops_before_the_overflow_and_when_nothing_more_fits():
    ballots = [("a",)] * 2 + [("b",)] * 2
    costs = {"a": 600, "b": 700}
    for stop in Add1Stop:
        rule = EqualSharesRule(completion=Completion.ADD1, add1_stop=stop)
        assert allocate(ballots, costs, 1000, rule).spent <= 1000


def test_greedy_completion_takes_what_still_fits():
    ballots = [("a",)] * 3 + [("b",)]
    costs = {"a": 300, "b": 400}
    outcome = allocate(ballots, costs, 800, EqualSharesRule(then_greedy=True))
    assert outcome.funded == ("a", "b")
    assert outcome.steps[-1].startswith("Uzupełnienie")


def test_a_tie_in_the_completion_is_told():
    ballots = [("a",)] * 6 + [("b",)] + [("c",)]
    costs = {"a": 300, "b": 400, "c": 400}
    outcome = allocate(ballots, costs, 800, EqualSharesRule(then_greedy=True))
    assert outcome.funded[0] == "a"


def test_comparison_may_prefer_the_order_of_votes():
    ballots = [("a",)] * 9 + [("b",)]
    costs = {"a": 1000, "b": 100}
    outcome = allocate(ballots, costs, 1000, EqualSharesRule(comparison=True))
    assert outcome.funded == ("a",)
    assert "Obowiązuje lista według kolejności głosów" in outcome.steps
    kept = allocate(BALLOTS, COSTS, 1500, EqualSharesRule(comparison=True, utility=Utility.CARDINALITY))
    assert kept.notes["comparison"]


def test_the_prefilter_drops_dear_projects_with_few_voters():
    costs = {"a": 400, "b": 600, "c": 1400}
    outcome = allocate(BALLOTS, costs, 1500, EqualSharesRule(prefilter=2))
    assert "c" not in outcome.funded
    assert "za małe poparcie" in outcome.steps[0]


def test_equal_offers_go_by_the_tie_order_then_by_lot():
    ballots = [("a",), ("b",)]
    costs = {"a": 100, "b": 100}
    rule = EqualSharesRule(tie_order=TieOrder.VOTES_CHEAPER, comparison=False)
    both = allocate(ballots, costs, 200, rule)
    assert not both.tie_decides
    shared = [("a", "b"), ("a", "b")]
    tied = allocate(shared, costs, 100, rule)
    assert tied.tie_decides
    assert tied.outcomes == (("a",), ("b",))
    assert allocate(shared, costs, 100, rule, lot=["b", "a"]).funded == ("b",)


def test_no_ballots_fund_nothing():
    assert allocate([], COSTS, 1500, EqualSharesRule()).funded == ()


@pytest.mark.parametrize("order", list(TieOrder))
def test_both_tie_orders_are_followed(order):
    ballots = [("a", "b")] * 2 + [("b",)] * 2
    costs = {"a": 100, "b": 200}
    outcome = allocate(ballots, costs, 400, EqualSharesRule(tie_order=order))
    assert set(outcome.funded) == {"a", "b"}


def test_a_grosz_short_is_short_however_large_the_sum():
    cost = 10**9
    outcome = allocate([("a",)], {"a": cost, "b": 5}, cost - 1, EqualSharesRule())
    assert outcome.funded == ()
    with_another = allocate([("a",), ("b",)], {"a": cost, "b": 5}, 2 * cost - 2, EqualSharesRule())
    assert with_another.funded == ("b",)


def test_comparison_keeps_equal_shares_when_more_voters_gain():
    ballots = [("a",)] * 5 + [("b",)] * 4 + [("c",)] * 4
    costs = {"a": 900, "b": 300, "c": 300}
    outcome = allocate(ballots, costs, 1000, EqualSharesRule(comparison=True))
    assert set(outcome.funded) == {"b", "c"}
    assert outcome.notes["comparison"] == "8:5"


def test_add1_ends_at_once_when_nothing_else_fits():
    rule = EqualSharesRule(completion=Completion.ADD1)
    assert allocate([("a",)] * 2 + [("b",)], {"a": 600, "b": 500}, 900, rule).funded == ("a",)


def test_of_colliding_projects_the_first_bought_excludes_the_others():
    ballots = [("a", "b", "c")] * 4
    costs = {"a": 100, "b": 100, "c": 200}
    rule = EqualSharesRule(then_greedy=True, comparison=True)
    outcome = allocate(ballots, costs, 500, rule, collisions=[("a", "b")], lot=["b"])
    assert outcome.funded == ("b", "c")


@pytest.mark.parametrize("stop", Add1Stop)
def test_raising_ends_when_only_excluded_projects_are_left(stop):
    told = []
    rule = EqualSharesRule(completion=Completion.ADD1, add1_stop=stop)
    outcome = allocate(
        [("a", "b"), ("c",)], {"a": 9000, "b": 9500, "c": 300}, 10000, rule,
        collisions=[("a", "b")], progress=told.append,
    )  # fmt: skip
    assert set(outcome.funded) == {"a", "c"}
    assert told[0].startswith("próba z udziałem")
