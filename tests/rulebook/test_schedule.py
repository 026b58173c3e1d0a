"""Windows: half-open, overlapping, per channel; the last minute is in."""

from datetime import UTC, datetime, timedelta

import pytest

from wibo.rulebook.calendar.schedule import (
    Channel,
    Contradiction,
    Schedule,
    Stage,
    Window,
    closing_after,
    contradictions,
    last_minute,
)
from wibo.rulebook.calendar.stages import FEATURES, Feature, is_enabled, stages_with

OPENS = datetime(2027, 10, 1, 6, 0, tzinfo=UTC)
LAST = datetime(2027, 10, 15, 13, 30, tzinfo=UTC)
WEB = Window(Stage.VOTING, OPENS, closing_after(LAST + timedelta(hours=8)), Channel.WEB)
PAPER = Window(Stage.VOTING, OPENS, closing_after(LAST), Channel.PAPER)
SCHEDULE = Schedule((WEB, PAPER, Window(Stage.PAPER_ENTRY, OPENS, LAST + timedelta(days=5))))
SECOND = timedelta(seconds=1)


def test_the_first_instant_is_in_and_the_one_before_is_not():
    assert SCHEDULE.is_open(Stage.VOTING, OPENS)
    assert not SCHEDULE.is_open(Stage.VOTING, OPENS - SECOND)


def test_the_whole_closing_minute_is_in():
    assert SCHEDULE.is_open(Stage.VOTING, LAST + 59 * SECOND, Channel.PAPER)
    assert not SCHEDULE.is_open(Stage.VOTING, LAST + 60 * SECOND, Channel.PAPER)
    assert SCHEDULE.is_open(Stage.VOTING, LAST + 60 * SECOND, Channel.WEB)
    assert last_minute(PAPER.closes_at) == LAST


def test_windows_overlap_and_the_next_change_is_told():
    assert SCHEDULE.open_stages(OPENS) == {Stage.VOTING, Stage.PAPER_ENTRY}
    assert SCHEDULE.next_change(OPENS - SECOND) == OPENS
    assert SCHEDULE.next_change(OPENS) == PAPER.closes_at, "a change that is now is no change to come"
    assert SCHEDULE.next_change(LAST + timedelta(days=6)) is None


def test_the_closing_minute_is_whole_whatever_seconds_were_typed():
    typed = datetime(2027, 10, 15, 13, 30, 42, 7, tzinfo=UTC)
    assert closing_after(typed) == datetime(2027, 10, 15, 13, 31, tzinfo=UTC)


def test_a_stage_has_ended_only_when_all_its_windows_have():
    after_paper = LAST + timedelta(minutes=2)
    assert SCHEDULE.has_ended(Stage.VOTING, after_paper, Channel.PAPER)
    assert SCHEDULE.has_ended(Stage.VOTING, PAPER.closes_at, Channel.PAPER), "the end is not in"
    assert not SCHEDULE.has_ended(Stage.VOTING, after_paper)
    assert not SCHEDULE.has_ended(Stage.APPEALS, after_paper)
    assert SCHEDULE.has_begun(Stage.VOTING, OPENS)
    assert not SCHEDULE.has_begun(Stage.VOTING, OPENS - SECOND)


def test_voting_means_the_booth_and_asks_for_the_web_window():
    assert is_enabled(SCHEDULE, Feature.VOTE, LAST + timedelta(hours=1))
    only_paper = Schedule((PAPER,))
    assert not is_enabled(only_paper, Feature.VOTE, OPENS)
    assert is_enabled(SCHEDULE, Feature.ENTER_PAPER, OPENS)


def test_every_stage_enables_something_and_every_feature_has_a_stage():
    assert set(FEATURES) == set(Stage)
    assert stages_with(Feature.ENTER_PAPER) == (Stage.PAPER_ENTRY,)
    assert stages_with(Feature.VOTE) == (Stage.VOTING,)
    assert all(stages_with(feature) for feature in Feature)


def test_a_feature_is_open_in_its_own_stages_alone():
    collecting = Schedule((Window(Stage.SUBMISSION, OPENS, LAST),))
    assert is_enabled(collecting, Feature.SUBMIT, OPENS)
    assert not is_enabled(collecting, Feature.APPEAL, OPENS)


@pytest.mark.parametrize(
    ("keying", "closing", "found"),
    [
        (timedelta(days=2), timedelta(days=3), []),
        (timedelta(), timedelta(), []),
        (timedelta(hours=-1), timedelta(days=3), [Contradiction.KEYING_ENDS_FIRST]),
        (timedelta(days=2), timedelta(hours=-1), [Contradiction.CLOSING_BEGINS_EARLY]),
        (timedelta(hours=-1), timedelta(hours=-1), list(Contradiction)),
    ],
)
def test_dates_that_contradict_each_other_are_found(keying, closing, found):
    paper = Window(Stage.VOTING, OPENS, LAST, Channel.PAPER)
    entry = Window(Stage.PAPER_ENTRY, OPENS, LAST + keying)
    result = Window(Stage.CLOSING, LAST + closing, LAST + timedelta(days=30))
    assert contradictions([paper, entry, result]) == found
    assert contradictions([paper]) == []


def test_residents_have_done_when_voting_is_over_and_not_when_papers_are_keyed():
    keyed = LAST + timedelta(days=5)
    assert SCHEDULE.residents_until(OPENS) == WEB.closes_at
    assert SCHEDULE.residents_until(WEB.closes_at - SECOND) == WEB.closes_at
    assert SCHEDULE.residents_until(WEB.closes_at) is None
    assert SCHEDULE.is_open(Stage.PAPER_ENTRY, keyed - SECOND)
    assert Schedule(()).residents_until(OPENS) is None
