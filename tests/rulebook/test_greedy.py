"""The greedy rule with its variants, and every outcome that a tie allows, against brute force."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wibo.rulebook.award import maximal
from wibo.rulebook.award.case import Case
from wibo.rulebook.award.greedy import allocate as allocate_case
from wibo.rulebook.award.settings import GreedyRule, OnMisfit
from wibo.rulebook.award.tally import OrderBy
from wibo.rulebook.award.verdicts import Kind
from wibo.wording.award import steps

SKIP, STOP, STOP_80 = (GreedyRule(on_misfit=misfit) for misfit in OnMisfit)


def allocate(results, costs, budget, rule, lot=(), collisions=()):
    return allocate_case(results, Case(costs, budget, tuple(lot), tuple(map(tuple, collisions))), rule)


RESULTS = {"a": 50, "b": 40, "c": 30}


def test_skip_goes_on_and_stop_does_not():
    costs = {"a": 60, "b": 60, "c": 30}
    assert allocate(RESULTS, costs, 100, SKIP).funded == ("a", "c")
    assert allocate(RESULTS, costs, 100, STOP).funded == ("a",)


@pytest.mark.parametrize(("cost", "funded"), [(50, ("a", "b")), (51, ("a",))], ids=["80 %", "under 80 %"])
def test_the_first_misfit_is_funded_when_80_percent_is_left(cost, funded):
    outcome = allocate(RESULTS, {"a": 60, "b": cost, "c": 10}, 100, STOP_80)
    assert outcome.funded == funded
    assert not outcome.tie_decides


def test_the_threshold_is_inclusive_and_told():
    rule = GreedyRule(threshold=40)
    outcome = allocate(RESULTS, {"a": 1, "b": 1, "c": 1}, 100, rule)
    assert outcome.funded == ("a", "b")
    assert outcome.steps[0].project == "c"
    assert outcome.verdicts["c"].as_row() == ["below", {"result": 30, "unit": "votes", "needed": 40}]


def test_steps_speak_polish():
    outcome = allocate({"7": 212, "1": 300}, {"7": 7_000_000, "1": 4_500_000}, 9_000_000, SKIP)
    assert steps(outcome)[1].replace("\N{NO-BREAK SPACE}", " ") == (
        "Projekt 7 (212 głosów, koszt 70 000,00 zł, w puli 45 000,00 zł): nie mieści się"
    )
    by_points = allocate({"7": 1}, {"7": 1}, 1, GreedyRule(OrderBy.POINTS))
    assert "1\N{NO-BREAK SPACE}punkt" in steps(by_points)[0]


def test_a_tie_that_decides_is_reported_with_every_outcome():
    outcome = allocate({"a": 5, "b": 5, "c": 1}, {"a": 80, "b": 70, "c": 30}, 100, SKIP)
    assert outcome.tie_decides
    assert outcome.outcomes == (("a",), ("b", "c"))
    assert outcome.tied == ("a", "b")
    assert outcome.funded == ("b", "c")
    assert outcome.verdicts["a"].as_row() == ["tied", {"with": ["b"], "upon": []}]
    assert outcome.verdicts["c"].as_row() == ["tied", {"with": [], "upon": ["a", "b"]}]


def test_a_tie_that_does_not_decide_is_none():
    outcome = allocate({"a": 5, "b": 5}, {"a": 50, "b": 50}, 100, SKIP)
    assert not outcome.tie_decides
    assert outcome.steps[-1].verdict.as_row() == ["equals", {"projects": ["a", "b"]}]
    assert {verdict.kind for verdict in outcome.verdicts.values()} == {Kind.FITS}


def test_a_recorded_lot_settles_the_tie():
    costs = {"a": 80, "b": 70}
    assert allocate({"a": 5, "b": 5}, costs, 100, SKIP, lot=["a", "b"]).funded == ("a",)
    assert not allocate({"a": 5, "b": 5}, costs, 100, SKIP, lot=["b", "a"]).tie_decides


def brute_force(results, costs, budget, rule, groups=()):
    return {
        one_order(sorted(order, key=lambda p: -results[p]), costs, budget, rule, groups)
        for order in permutations(sorted(results))
    }


def one_order(ranked, costs, budget, rule, groups):
    left, funded = budget, []
    for project in ranked:
        if rule.most is not None and len(funded) >= rule.most:
            break
        if any(project in group and other in group for group in groups for other in funded):
            continue
        if costs[project] <= left:
            funded.append(project)
            left -= costs[project]
        elif rule.on_misfit is not OnMisfit.SKIP:
            if rule.on_misfit is OnMisfit.STOP_THEN_80 and left * 100 >= costs[project] * 80:
                funded.append(project)
            break
    return tuple(sorted(funded))


@settings(max_examples=400, deadline=None)
@given(
    st.dictionaries(st.sampled_from("abcdef"), st.tuples(st.integers(1, 3), st.integers(0, 12)), min_size=1),
    st.integers(0, 30),
    st.sampled_from(OnMisfit),
    st.one_of(st.none(), st.integers(0, 4)),
    st.lists(st.sets(st.sampled_from("abcdef"), min_size=2, max_size=3), max_size=2),
)
def test_outcomes_are_those_of_all_orders(projects, budget, misfit, most, groups):
    results = {project: result for project, (result, _) in projects.items()}
    costs = {project: cost for project, (_, cost) in projects.items()}
    rule = GreedyRule(on_misfit=misfit, most=most)
    outcome = allocate(results, costs, budget, rule, collisions=groups)
    assert set(outcome.outcomes) == brute_force(results, costs, budget, rule, groups)
    assert tuple(sorted(outcome.funded)) in outcome.outcomes


def test_a_project_that_collides_with_a_winner_is_passed_over_and_frees_its_money():
    costs = {"a": 60, "b": 40, "c": 30}
    outcome = allocate(RESULTS, costs, 100, STOP, collisions=[("a", "b")])
    assert outcome.funded == ("a", "c")
    assert outcome.verdicts["b"].facts["by"] == "a"


def test_no_more_projects_win_than_the_rule_allows():
    outcome = allocate(RESULTS, {"a": 1, "b": 1, "c": 1}, 100, GreedyRule(most=2))
    assert outcome.funded == ("a", "b")
    assert outcome.verdicts["c"].as_row() == ["limit", {"result": 30, "unit": "votes", "most": 2}]


def test_too_many_outcomes_are_cut_and_told():
    names = [f"p{at}" for at in range(40)]
    outcome = allocate(dict.fromkeys(names, 1), dict.fromkeys(names, 10), 200, SKIP)
    assert outcome.truncated
    assert outcome.tie_decides
    assert len(outcome.outcomes) == 1000
    assert set(outcome.tied) == set(names), "where the search is cut, the whole group of equals is named"
    assert {verdict.kind for verdict in outcome.verdicts.values()} == {Kind.TIED}
    few = maximal.reachable(maximal.Equals(dict.fromkeys(names, 10), 200), OnMisfit.SKIP, 80, allowed=2)
    assert few.truncated


def test_many_groups_of_ties_are_cut_too():
    results = {f"{group}{name}": 20 - group for group in range(12) for name in "ab"}
    rivals = [(f"{group}a", f"{group}b") for group in range(12)]
    outcome = allocate(results, dict.fromkeys(results, 10), 120, SKIP, collisions=rivals)
    assert outcome.truncated
    assert len(outcome.outcomes) == 1000
    assert set(outcome.tied) == set(results)


@pytest.mark.parametrize("rule", [SKIP, STOP, STOP_80])
def test_a_project_without_a_vote_wins_only_where_the_rule_says_so(rule):
    results, costs = {"a": 2, "b": 0}, {"a": 50, "b": 50}
    outcome = allocate(results, costs, 100, rule)
    assert outcome.funded == ("a",)
    assert outcome.verdicts["b"].as_row() == ["unvoted", {"unit": "votes"}]
    assert allocate(results, costs, 100, replace(rule, allows_unvoted=True)).funded == ("a", "b")


def test_a_drawn_tie_is_told_to_its_winner_and_its_loser():
    costs = {"a": 80, "b": 80, "c": 10}
    outcome = allocate({"a": 5, "b": 5, "c": 3}, costs, 100, SKIP, lot=["b", "a"])
    assert outcome.verdicts["b"].facts["drawn"] == ["a"]
    assert outcome.verdicts["a"].facts["drawn"] == ["b"]
    assert "drawn" not in outcome.verdicts["c"].facts


def test_a_lot_that_decided_nothing_is_not_told():
    outcome = allocate({"a": 5, "b": 5}, {"a": 20, "b": 30}, 100, SKIP, lot=["b", "a"])
    assert [verdict.facts.get("drawn") for verdict in outcome.verdicts.values()] == [None, None]


def test_who_came_after_the_end_hears_at_which_project_it_ended():
    outcome = allocate({"a": 9, "b": 8, "c": 7}, {"a": 60, "b": 60, "c": 10}, 100, STOP)
    assert outcome.verdicts["c"].facts["at"] == "b"
    assert outcome.verdicts["b"].as_row() == [
        "no-room",
        {"result": 8, "unit": "votes", "cost": 60, "left": 40},
    ]


def test_a_tie_that_ends_the_award_names_all_who_can_end_it():
    # a then b: a is funded and b ends it; b first: it ends at once with nothing.
    outcome = allocate({"a": 5, "b": 5}, {"a": 40, "b": 90}, 80, STOP)
    assert outcome.outcomes == ((), ("a",))
    assert outcome.tied == ("a", "b")


def test_a_reached_limit_is_told_though_the_project_would_not_have_fitted_before_it():
    outcome = allocate({"a": 9, "b": 8, "c": 7}, {"a": 60, "b": 70, "c": 10}, 100, GreedyRule(most=2))
    assert outcome.funded == ("a", "c")
    assert outcome.verdicts["b"].kind is Kind.NO_ROOM


def test_of_many_equals_before_a_misfit_that_ends_the_award_all_are_ordered():
    names = "abcdef"
    tie = dict.fromkeys(names, 5)
    assert allocate(tie, dict.fromkeys(names, 30), 100, STOP).tied == tuple(names)
    with_free = dict.fromkeys(names, 30) | {"f": 0}
    assert allocate(tie, with_free, 100, STOP).tied == tuple(names)
    few = {name: with_free[name] for name in "cdef"}
    assert allocate(dict.fromkeys(few, 5), few, 60, STOP).tied == ("c", "d", "e", "f")
