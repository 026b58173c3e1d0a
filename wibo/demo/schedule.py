"""Dates of the demo's edition so that a chosen stage is open at a moment."""

from datetime import datetime, time, timedelta

from django.utils.timezone import get_current_timezone, localtime

from wibo.editions.actions import Dates

# Days from the beginning: (stage, channel, first day, last day, last minute).
_PLAN = (
    ("submission", "", 0, 30, time(23, 59)),
    ("evaluation", "", 5, 75, time(15, 30)),
    ("appeals", "", 76, 88, time(15, 30)),
    ("voting", "internet", 100, 114, time(23, 59)),
    ("voting", "paper", 100, 114, time(15, 30)),
    ("paper-entry", "", 100, 119, time(15, 30)),
    ("closing", "", 120, 160, time(23, 59)),
)
# On which day of the plan "today" falls.
TODAY = {"collecting": 12, "evaluation": 50, "appeals": 80, "voting": 108, "counting": 125, "results": 126}


def dates_for(stage: str, now: datetime) -> list[Dates]:
    """The whole schedule with the stage open at `now`."""
    today = localtime(now).date()
    zone = get_current_timezone()
    begin = today - timedelta(days=TODAY[stage])
    rows = []
    for name, channel, first, last, end in _PLAN:
        opens = datetime.combine(begin + timedelta(days=first), time(8), zone)
        last_minute = datetime.combine(begin + timedelta(days=last), end, zone)
        rows.append(Dates(name, channel, opens, last_minute + timedelta(minutes=1)))
    return rows
