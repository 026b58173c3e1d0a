"""Days of stages as dates of Warsaw time: a stage begins and ends at midnight."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils.timezone import localtime, make_aware

from wibo.editions.actions import Dates
from wibo.editions.models import StageWindow
from wibo.rulebook.calendar.plans import moved
from wibo.rulebook.calendar.schedule import Days


def whole_days(days: Iterable[Days]) -> list[Dates]:
    """From midnight of the first day to midnight after the last."""
    return [
        Dates(
            one.stage.value,
            one.channel.value if one.channel else "",
            _midnight(one.first),
            _midnight(one.last + timedelta(1)),
        )
        for one in days
    ]


def moved_dates(windows: Iterable[StageWindow], years: int) -> list[Dates]:
    """The same hours on the same days of the week, so many years later."""
    return [
        Dates(one.stage, one.channel, _moved(one.opens_at, years), _moved(one.closes_at, years))
        for one in windows
    ]


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))


def _moved(at: datetime, years: int) -> datetime:
    local = localtime(at)
    return make_aware(datetime.combine(moved(local.date(), years), local.time()))
