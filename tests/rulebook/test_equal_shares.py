"""Equal Shares in exact arithmetic, against a naive version and by hand."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wibo.rulebook.award.case import Case
from wibo.rulebook.award.completion import allocate as allocate_case
from wibo.rulebook.award.equal_shares import Round, electorate
from wibo.rulebook.award.orders import Lottery
from wibo.rulebook.award.settings import Add1Stop, Completion, EqualSharesRule, TieOrder, Utility
from wibo.rulebook.award.verdicts import Kind


def allocate(ballots, costs, budget, rule, lot=(), collisions=(), **more):
    case = Case(costs, budget, tuple(lot), tuple(map(tuple, collisions)))
    return allocate_case(ballots, case, rule, **more)


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
    run = Round(voters, costs, Fraction(budget, len(ballots)), rule, Lottery(sorted(costs)))
    # Equals that do not meet are bought in any order.
    assert sorted(run.bought) == sorted(naive(ballots, costs, budget, utility))


def test_every_group_gets_its_share():
    outcome = allocate(BALLOTS, COSTS, 1500, EqualSharesRule())
    assert set(outcome.funded) == {"b", "c"}
    assert outcome.steps[1].verdict.as_row() == [
        "bought",
        {"votes": 6, "cost": 600, "at_most": 100, "left": 1500},
    ]


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
    assert outcome.verdicts["b"].kind is Kind.REST
    assert outcome.verdicts["b"].facts["left"] == 500


def test_a_tie_in_the_rest_is_found_drawn_and_told():
    ballots = [("a",)] * 6 + [("b",)] + [("c",)]
    costs = {"a": 300, "b": 400, "c": 400}
    rule = EqualSharesRule(then_greedy=True)
    outcome = allocate(ballots, costs, 800, rule)
    assert outcome.outcomes == (("a", "b"), ("a", "c"))
    assert outcome.tied == ("b", "c")
    drawn = allocate(ballots, costs, 800, rule, lot=["c", "b"])
    assert drawn.funded == ("a", "c")
    assert not drawn.tie_decides
    assert drawn.verdicts["b"].facts["drawn"] == ["c"]


def test_a_tie_of_the_order_of_votes_that_prevails_is_found_and_drawn():
    ballots = [("a", "x")] * 4 + [("b", "y")] * 4
    costs = {"a": 700, "b": 700, "x": 50, "y": 50}
    rule = EqualSharesRule(comparison=True, prefilter=None, tie_order=TieOrder.CHEAPER_VOTES)
    outcome = allocate(ballots, costs, 700, rule)
    assert outcome.tie_decides == (len(outcome.outcomes) > 1)
    by_votes = allocate([("a",)] * 5 + [("b",)] * 5, {"a": 900, "b": 900}, 1000, rule)
    assert by_votes.outcomes == (("a",), ("b",))
    assert by_votes.tied == ("a", "b")
    assert allocate([("a",)] * 5 + [("b",)] * 5, {"a": 900, "b": 900}, 1000, rule, lot=["b", "a"]).funded == (
        "b",
    )


def test_equals_that_are_all_bought_are_no_tie_however_many():
    names = [f"p{at:02}" for at in range(16)]
    outcome = allocate([(name,) for name in names], dict.fromkeys(names, 100), 1600, EqualSharesRule())
    assert set(outcome.funded) == set(names)
    assert not outcome.tie_decides
    assert not outcome.truncated


@pytest.mark.parametrize(
    "number", [20, *(pytest.param(many, marks=pytest.mark.as_written) for many in (40, 60))]
)
def test_of_many_equals_all_are_named(number):
    names = [f"p{at:02}" for at in range(number)]
    outcome = allocate([tuple(names)] * 9, dict.fromkeys(names, 100), 250, EqualSharesRule())
    assert set(outcome.tied) == set(names)
    rest = allocate(
        [(name,) for name in names], dict.fromkeys(names, 100), 250, EqualSharesRule(then_greedy=True)
    )
    assert set(rest.tied) == set(names)


def test_what_costs_nothing_is_bought_first_by_who_wants_it():
    ballots = [("a", "b"), ("a",), ("b",)]
    costs = {"a": 0, "b": 200, "c": 0}
    for rule in (EqualSharesRule(), EqualSharesRule(utility=Utility.CARDINALITY, completion=Completion.ADD1)):
        outcome = allocate(ballots, costs, 300, rule)
        assert outcome.funded == ("a", "b")
        assert outcome.verdicts["c"].kind is Kind.UNVOTED
    raised = EqualSharesRule(completion=Completion.ADD1, add1_stop=Add1Stop.OVERFLOW)
    more = allocate([*ballots, ("d",)], {**costs, "d": 90_000}, 100_000, raised)
    assert more.funded == ("a", "b", "d")


def test_equals_that_share_supporters_and_are_both_bought_are_no_tie():
    outcome = allocate([("a", "b")] * 2, {"a": 100, "b": 100}, 200, EqualSharesRule())
    assert set(outcome.funded) == {"a", "b"}
    assert not outcome.tie_decides


def naive_add1(ballots, costs, budget, rule, lot):
    """Every share raised by 1 zł, one after the other, with the whole run each time."""
    voters = electorate(ballots, costs)
    endowment = Fraction(budget, voters.voters)
    bought = Round(voters, costs, endowment, rule, Lottery(lot)).bought
    while set(bought) != set(costs):
        left = budget - sum(costs[p] for p in bought)
        if rule.add1_stop is Add1Stop.EXHAUSTIVE and all(costs[p] > left for p in set(costs) - set(bought)):
            break
        endowment += 100
        following = Round(voters, costs, endowment, rule, Lottery(lot)).bought
        if sum(costs[p] for p in following) > budget:
            return bought, endowment - 100
        bought = following
    return bought, endowment


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sets(st.sampled_from("abcde"), min_size=1, max_size=5), min_size=1, max_size=9),
    st.fixed_dictionaries({project: st.integers(1, 40) for project in "abcde"}),
    st.integers(1, 90),
    st.sampled_from([1, 7, 90]),
    st.sampled_from(Utility),
    st.sampled_from(Add1Stop),
)
def test_raising_by_leaps_gives_what_raising_by_one_gives(ballots, costs, budget, scale, utility, stop):
    ballots += [{project} for project in costs if not any(project in ballot for ballot in ballots)]
    costs = {project: cost * 100 * scale for project, cost in costs.items()}
    rule = EqualSharesRule(utility=utility, completion=Completion.ADD1, add1_stop=stop)
    lot = sorted(costs)
    bought, endowment = naive_add1(ballots, costs, budget * 100 * scale, rule, lot)
    outcome = allocate(ballots, costs, budget * 100 * scale, rule, lot=lot)
    assert list(outcome.funded) == bought
    assert outcome.steps[0].verdict.facts["endowment"] == int(endowment)


def test_raising_takes_time_by_ballots_and_not_by_zloty():
    ballots = [("a",), ("a", "b"), ("b", "c"), ("c",), ("d",)]
    costs = {"a": 400_000_000, "b": 350_000_000, "c": 900_000_000, "d": 300_000_000}
    tries = []
    rule = EqualSharesRule(completion=Completion.ADD1, add1_stop=Add1Stop.OVERFLOW)
    allocate(ballots, costs, 1_000_000_000, rule, progress=tries.append)
    assert len(tries) < 200, "one run for each of two million złoty would be two million"


def test_comparison_may_prefer_the_order_of_votes():
    ballots = [("a",)] * 9 + [("b",)]
    costs = {"a": 1000, "b": 100}
    outcome = allocate(ballots, costs, 1000, EqualSharesRule(comparison=True))
    assert outcome.funded == ("a",)
    won = ["fits", {"result": 9, "unit": "votes", "cost": 1000, "left": 1000}]
    lost = ["no-room", {"result": 1, "unit": "votes", "cost": 100, "left": 0}]
    assert {project: verdict.as_row() for project, verdict in outcome.verdicts.items()} == {
        "a": won,
        "b": lost,
    }
    assert [step.as_row() for step in outcome.steps] == [
        ["", "share", {"endowment": 100}],
        ["b", "bought", {"votes": 1, "cost": 100, "at_most": 100, "left": 1000}],
        ["a", "short", {"votes": 9, "cost": 1000, "had": 900}],
        ["", "compared", {"for_shares": 1, "for_votes": 9}],
        ["", "votes-prevail", {}],
        ["a", *won],
        ["b", *lost],
    ]
    kept = allocate(BALLOTS, COSTS, 1500, EqualSharesRule(comparison=True, utility=Utility.CARDINALITY))
    assert Kind.COMPARED in [step.verdict.kind for step in kept.steps]


def test_where_votes_prevail_a_drawn_project_says_from_whom_it_was_told():
    ballots = [("a", "b")] * 4 + [("c",)]
    costs = {"a": 1000, "b": 1000, "c": 100}
    outcome = allocate(ballots, costs, 1000, EqualSharesRule(comparison=True), lot=["b", "a"])
    assert outcome.funded == ("b",)
    facts = {"result": 4, "unit": "votes", "cost": 1000}
    assert outcome.verdicts["b"].as_row() == ["fits", {**facts, "left": 1000, "drawn": ["a"]}]
    assert outcome.verdicts["a"].as_row() == ["no-room", {**facts, "left": 0, "drawn": ["b"]}]


def test_where_as_many_gain_from_either_list_the_shares_stand():
    ballots = [("a",)] * 2 + [("b",), ("c",)]
    costs = {"a": 1000, "b": 250, "c": 250}
    outcome = allocate(ballots, costs, 1000, EqualSharesRule(comparison=True))
    assert outcome.steps[-1].verdict.as_row() == ["compared", {"for_shares": 2, "for_votes": 2}]
    assert outcome.outcomes == (("b", "c"),)


def test_lists_are_compared_by_number_where_shares_are_spent_by_number():
    ballots = [("a", "b", "c")] * 2 + [("a",)]
    costs = {"a": 900, "b": 300, "c": 300}
    rule = EqualSharesRule(comparison=True, utility=Utility.CARDINALITY)
    outcome = allocate(ballots, costs, 900, rule)
    assert outcome.steps[-1].verdict.as_row() == ["compared", {"for_shares": 2, "for_votes": 1}]
    assert set(outcome.funded) == {"b", "c"}


def test_a_comparison_with_too_many_ways_of_votes_is_cut():
    names = [f"p{at:02}" for at in range(20)]
    outcome = allocate(
        [(name,) for name in names], dict.fromkeys(names, 100), 500, EqualSharesRule(comparison=True)
    )
    assert outcome.truncated
    assert set(outcome.tied) == set(names)


def test_the_prefilter_drops_dear_projects_with_few_voters():
    costs = {"a": 400, "b": 600, "c": 1400}
    outcome = allocate(BALLOTS, costs, 1500, EqualSharesRule(prefilter=2))
    assert "c" not in outcome.funded
    assert outcome.verdicts["c"].as_row() == ["small-support", {"votes": 4, "needed": 5, "cost": 1400}]


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
    assert outcome.steps[-1].verdict.as_row() == ["compared", {"for_shares": 8, "for_votes": 5}]


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
        [("a", "b"), ("c",)],
        {"a": 9000, "b": 9500, "c": 300},
        10000,
        rule,
        collisions=[("a", "b")],
        progress=told.append,
    )
    assert set(outcome.funded) == {"a", "c"}
    assert told[0] > 5000, "a share is raised from half of the money"
    assert told == sorted(told)
