"""How far shares can be raised at once: to the grosz in towns of four, and never past a change."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wibo.rulebook.award.equal_shares import Round, electorate
from wibo.rulebook.award.orders import Lottery
from wibo.rulebook.award.raising import safe_raise
from wibo.rulebook.award.settings import EqualSharesRule, Utility

BY_NUMBER = EqualSharesRule(utility=Utility.CARDINALITY)
BY_COST = EqualSharesRule(utility=Utility.COST)


def run_of(ballots, costs, endowment, rule=BY_NUMBER, rivals=None):
    return Round(electorate(ballots, costs), costs, Fraction(endowment), rule, Lottery(sorted(costs)), rivals)


def told(run):
    return pytest.approx(safe_raise(run), rel=2e-9)


def test_nothing_is_in_play_before_its_supporters_have_what_they_lack():
    run = run_of(["a", "a", "b"], {"a": 1_000, "b": 90}, 100)
    assert run.bought == ["b"]
    assert told(run) == (1_000 - 200) / 2


def test_what_supporters_have_paid_for_another_project_is_not_theirs_any_more():
    run = run_of(["a", "ab", "b"], {"a": 100, "b": 500}, 100)
    assert run.bought == ["a"]
    assert told(run) == (500 - 50 - 100) / 2


def test_of_several_projects_the_nearest_ends_the_raise():
    run = run_of(["a", "b", "c"], {"a": 400, "b": 300, "c": 500}, 100)
    assert run.bought == []
    assert told(run) == 200


def test_who_pays_less_because_another_can_pay_more_gains_twice():
    run = run_of(["xa", "x", "ac", "d", "c"], {"x": 100, "a": 140, "c": 260, "d": 100}, 100)
    assert run.bought == ["x", "a", "d"]
    assert told(run) == (260 - 10 - 100) / (2 + 1)


def test_together_nobody_gains_more_than_the_raises_of_all():
    run = run_of(["xae", "x", "ae"], {"x": 100, "a": 140, "e": 400}, 100)
    assert run.bought == ["x", "a"]
    assert told(run) == (400 - 10) / 3


def test_a_price_that_can_fall_to_the_price_paid_brings_a_project_into_play_sooner():
    """After x the first voter has 50: b costs the third more than 90, the price of a, until the first has 20 more."""
    run = run_of(["xb", "x", "ab", "a"], {"x": 100, "a": 180, "b": 160}, 100)
    assert run.bought == ["x", "a"]
    assert told(run) == 20


def test_a_price_that_was_never_in_doubt_is_not_waited_for():
    """All who want b have enough for equal parts: it is as cheap as it can be, and a was cheaper."""
    run = run_of(["ab", "ab", "b"], {"a": 20, "b": 330}, 100)
    assert run.bought == ["a"]
    assert told(run) == (330 - 90 - 90 - 100) / 3


def test_who_pays_all_goes_on_paying_all_until_the_price_is_no_more():
    """v1 has 50 after x and pays it all for a; each grosz more goes into a until both pay 515."""
    run = run_of(["xae", "x", "x", "a"], {"x": 2_850, "a": 1_030, "e": 60}, 1_000, BY_COST)
    assert run.bought == ["x", "a"]
    assert told(run) == (980 - 50) / 2


def test_an_excluded_project_is_waited_for_no_more():
    run = run_of(
        ["ab", "c"], {"a": 90, "b": 150, "c": 500}, 100, rivals={"a": frozenset("b"), "b": frozenset("a")}
    )
    assert run.bought == ["a"]
    assert told(run) == 400


def test_where_nothing_is_left_no_raise_changes_anything():
    assert safe_raise(run_of(["a"], {"a": 100, "b": 0, "c": 70}, 100)) == float("inf")


@given(
    st.lists(st.sets(st.sampled_from("abcde"), min_size=1, max_size=5), min_size=1, max_size=7),
    st.fixed_dictionaries({project: st.integers(1, 40) | st.integers(1, 10**12) for project in "abcde"}),
    st.integers(1, 60) | st.integers(1, 10**12),
    st.sampled_from(Utility),
)
def test_short_of_the_bound_the_same_projects_are_bought(ballots, costs, endowment, utility):
    rule = EqualSharesRule(utility=utility)
    run = run_of(ballots, costs, endowment, rule)
    bound = safe_raise(run)
    for part in (0.3, 0.9, 0.999) if bound != float("inf") else ():
        raised = Fraction(endowment) + Fraction(bound * part)
        assert run_of(ballots, costs, raised, rule).funded == run.funded
