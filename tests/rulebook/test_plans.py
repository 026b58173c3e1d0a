"""Plans of dates: eight weeks with room to freeze and to key, and dates moved by whole weeks."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from wibo.rulebook.calendar.plans import VOTING_ALONE, WHOLE, Span, moved, planned
from wibo.rulebook.calendar.schedule import Channel, Days, Stage


@pytest.mark.parametrize("plan", [WHOLE, VOTING_ALONE])
def test_a_plan_fits_the_service_and_leaves_days_to_freeze_and_to_key(plan):
    ends = {one.stage: one.last for one in plan}
    begins = {one.stage: one.first for one in plan}
    assert begins[Stage.VOTING] - ends.get(Stage.APPEALS, -1) > 2
    assert ends[Stage.PAPER_ENTRY] > ends[Stage.VOTING]
    assert begins[Stage.CLOSING] == ends[Stage.PAPER_ENTRY] + 1
    assert max(ends.values()) == 8 * 7 - 1
    assert {one.channel for one in plan if one.stage is Stage.VOTING} == {Channel.WEB, Channel.PAPER}


def test_the_whole_plan_has_every_stage_one_after_another():
    assert {one.stage for one in WHOLE} == set(Stage)
    first = [one for one in WHOLE if one.channel is None and one.stage is not Stage.PAPER_ENTRY]
    assert [one.stage for one in first] == [Stage.SUBMISSION, Stage.EVALUATION, Stage.APPEALS, Stage.CLOSING]
    assert all(one.last < other.first for one, other in pairwise(first))


def test_days_are_counted_from_the_first_both_ends_in():
    plan = [Span(Stage.SUBMISSION, 0, 13), Span(Stage.VOTING, 14, 14, Channel.PAPER)]
    assert planned(plan, date(2028, 2, 20)) == [
        Days(Stage.SUBMISSION, date(2028, 2, 20), date(2028, 3, 4)),
        Days(Stage.VOTING, date(2028, 3, 5), date(2028, 3, 5), Channel.PAPER),
    ]


@pytest.mark.parametrize("years", [1, 2, 7])
def test_a_day_stays_the_same_day_of_the_week_near_its_date(years):
    for at in range(400):
        day = date(2027, 1, 1) + timedelta(at)
        later = moved(day, years)
        assert later.weekday() == day.weekday()
        assert later == day + timedelta(days=364 * years)
