"""The service window: both days are in; eight weeks by default."""

from datetime import date, timedelta

import pytest

from wibo.rulebook.calendar.service import ServiceState, ServiceWindow, usual_last

FIRST, LAST = date(2027, 3, 1), date(2027, 4, 25)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (FIRST - timedelta(days=1), ServiceState.BEFORE),
        (FIRST, ServiceState.OPEN),
        (LAST, ServiceState.OPEN),
        (LAST + timedelta(days=1), ServiceState.AFTER),
    ],
)
def test_both_days_are_in(day, state):
    assert ServiceWindow(FIRST, LAST).state(day) is state


def test_eight_weeks_are_usual():
    assert usual_last(FIRST) == LAST


def test_no_limit_is_always_open():
    assert ServiceWindow(None, None).covers(date.min, date.max)
    assert not ServiceWindow(None, LAST).covers(FIRST, LAST + timedelta(days=1))
