"""The greedy rule with its variants, and every outcome that a tie allows, against brute force."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wibo.rulebook import maximal
from wibo.rulebook.awards import GreedyRule, OnMisfit
from wibo.rulebook.greedy import allocate
from wibo.rulebook.tally import OrderBy

SKIP, STOP, STOP_80 = (GreedyRule(on_misfit=misfit) for misfit in OnMisfit)
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
    assert "poniżej progu" in outcome.steps[0]


def test_steps_speak_polish():
    outcome = allocate({"7": 212, "1": 300}, {"7": 7_000_000, "1": 4_500_000}, 9_000_000, SKIP)
    assert outcome.steps[1].replace("\N{NO-BREAK SPACE}", " ") == (
        "Projekt 7: 212 głosów, koszt 70 000,00 zł, zostało 45 000,00 zł: pominięty, nie mieści się"
    )
    by_points = allocate({"7": 1}, {"7": 1}, 1, GreedyRule(OrderBy.POINTS))
    assert "1\N{NO-BREAK SPACE}punkt" in by_points.steps[0]


def test_a_tie_that_decides_is_reported_with_every_outcome():
    outcome = allocate({"a": 5, "b": 5, "c": 1}, {"a": 80, "b": 70, "c": 30}, 100, SKIP)
    assert outcome.tie_decides
    assert outcome.outcomes == (("a",), ("b", "c"))
    assert outcome.tied == ("a", "b", "c")
    assert outcome.funded in [("b", "c")]


def test_a_tie_that_does_not_decide_is_none():
    outcome = allocate({"a": 5, "b": 5}, {"a": 50, "b": 50}, 100, SKIP)
    assert not outcome.tie_decides
    assert outcome.steps[-1] == "Projekty a, b mają równy wynik; ich kolejność nie zmienia listy wybranych"


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
    st.dictionaries(st.sampled_from("abcdef"), st.tuples(st.integers(0, 3), st.integers(1, 12)), min_size=1),
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
    assert outcome.steps[1].endswith("pominięty, wyklucza się z wybranym projektem a")


def test_no_more_projects_win_than_the_rule_allows():
    outcome = allocate(RESULTS, {"a": 1, "b": 1, "c": 1}, 100, GreedyRule(most=2))
    assert outcome.funded == ("a", "b")
    assert (
        outcome.steps[2]
        .replace("\N{NO-BREAK SPACE}", " ")
        .endswith("nie rozpatrywany, osiągnięto limit: 2 projekty")
    )


def test_too_many_outcomes_are_cut_and_told(monkeypatch):
    names = [f"p{at}" for at in range(40)]
    outcome = allocate(dict.fromkeys(names, 1), dict.fromkeys(names, 10), 200, SKIP)
    assert outcome.truncated
    assert outcome.tie_decides
    assert len(outcome.outcomes) == 1000
    monkeypatch.setattr(maximal, "_VISITS", 2)
    assert maximal.reachable(maximal.Equals(dict.fromkeys(names, 10), 200), OnMisfit.SKIP).truncated


def test_many_groups_of_ties_are_cut_too():
    results = {f"{group}{name}": 20 - group for group in range(12) for name in "ab"}
    costs = {project: 10 + ord(project[-1]) - 97 for project in results}
    outcome = allocate(results, costs, 131, GreedyRule(on_misfit=OnMisfit.SKIP))
    assert outcome.outcomes
