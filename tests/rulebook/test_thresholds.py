"""Thresholds by share of ballots and by cost, and the share left for the last project."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wibo.rulebook.award.allocation import allocate
from wibo.rulebook.award.settings import GreedyRule, OnMisfit
from wibo.rulebook.award.tally import Places
from wibo.rulebook.files.rule_files import as_settings, derive
from wibo.rulebook.voting.ballots import BallotRules, Marks

COSTS = {"1": 40_00, "2": 50_00, "3": 30_00}


def ballots(**votes):
    return [Marks((number.removeprefix("p"),)) for number, count in votes.items() for _ in range(count)]


def award(rule, budget=100_00, **votes):
    return allocate(ballots(**votes), COSTS, budget, BallotRules(), rule)[1]


@pytest.mark.parametrize(
    ("bp", "ballots", "needed"), [(150, 100, 2), (150, 200, 3), (1000, 99, 10), (0, 99, 0), (1, 1, 1)]
)
def test_a_share_of_ballots_is_rounded_up(bp, ballots, needed):
    assert GreedyRule(threshold_bp=bp).needed(ballots) == needed


def test_a_project_exactly_at_the_share_takes_part_and_one_below_does_not():
    rule = GreedyRule(threshold_bp=1000)
    outcome = award(rule, p1=80, p2=10, p3=9)
    assert outcome.funded == ("1", "2")
    assert outcome.verdicts["3"].as_row() == ["below", {"result": 9, "unit": "votes", "needed": 10}]


def test_the_higher_of_two_thresholds_holds():
    assert award(GreedyRule(threshold=12, threshold_bp=1000), p1=80, p2=11, p3=9).funded == ("1",)


def test_swiecie_2023_a_dear_project_needs_its_share_of_voters():
    # 14.7 % support and 48.2 % of the pool is out, because 48.2/3 is 16.07 %.
    costs = {"dear": 482, "cheap": 100}
    marks = [Marks(("dear",))] * 147 + [Marks(("cheap",))] * 853
    outcome = allocate(marks, costs, 1000, BallotRules(), GreedyRule(cost_share=3))[1]
    assert outcome.funded == ("cheap",)
    assert outcome.verdicts["dear"].as_row() == ["small-support", {"votes": 147, "needed": 161, "cost": 482}]
    marks = [Marks(("dear",))] * 161 + [Marks(("cheap",))] * 839
    assert set(allocate(marks, costs, 1000, BallotRules(), GreedyRule(cost_share=3))[1].funded) == {
        "dear",
        "cheap",
    }


@pytest.mark.parametrize(("percent", "funded"), [(80, ("1", "2")), (60, ("1", "2")), (90, ("1",))])
def test_how_much_must_be_left_for_the_last_project(percent, funded):
    rule = GreedyRule(on_misfit=OnMisfit.STOP_THEN_80, last_percent=percent)
    # 40 of 82 is spent; 42 is left for a project of 50: 84 %.
    assert award(rule, 82_00, p1=9, p2=8, p3=7).funded == funded


def test_the_same_share_decides_when_projects_are_equal():
    costs = {"1": 40_00, "2": 50_00, "3": 50_00}
    marks = ballots(p1=9, p2=5, p3=5)
    strict = GreedyRule(on_misfit=OnMisfit.STOP_THEN_80, last_percent=90)
    mild = GreedyRule(on_misfit=OnMisfit.STOP_THEN_80, last_percent=80)
    assert not allocate(marks, costs, 82_00, BallotRules(), strict)[1].tie_decides
    assert allocate(marks, costs, 82_00, BallotRules(), mild)[1].tied == ("2", "3")


@given(
    st.builds(
        GreedyRule,
        on_misfit=st.sampled_from(OnMisfit),
        threshold=st.integers(0, 50),
        threshold_bp=st.integers(0, 9999),
        cost_share=st.none() | st.integers(1, 9),
        last_percent=st.integers(1, 100),
        allows_unvoted=st.booleans(),
        places=st.sampled_from(Places),
    )
)
def test_settings_of_a_rule_read_back_as_the_same_rule(rule):
    assert derive({"rule": "greedy"}, BallotRules(), as_settings(rule)).rule == rule


def test_a_share_is_told_as_people_write_it():
    assert GreedyRule(threshold_bp=150).threshold_percent == "1,5"
