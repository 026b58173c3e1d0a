"""The calendar of an invented edition: a plan in days, laid so that a chosen stage is open today."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

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
FIRST_VOTE, LAST_VOTE = 100, 114
# On which day of the plan "today" falls.
TODAY = {"collecting": 12, "evaluation": 50, "appeals": 80, "voting": 108, "counting": 125, "results": 130}
STAGES = tuple(TODAY)
STAGE_WORDS = {
    "collecting": "nabór wniosków",
    "evaluation": "ocena",
    "appeals": "odwołania",
    "voting": "głosowanie",
    "counting": "liczenie głosów",
    "results": "wyniki",
}


@dataclass(frozen=True, slots=True)
class Calendar:
    """The plan laid over real days, as seen at `now` while `stage` is open."""

    stage: str
    now: datetime

    @property
    def begin(self) -> date:
        """The first day of the plan."""
        return localtime(self.now).date() - timedelta(days=TODAY[self.stage])

    def at(self, day: int, hour: int = 12, minute: int = 0) -> datetime:
        """A moment of the plan's day in local time, never later than now."""
        moment = datetime.combine(self.day(day), time(hour, minute), get_current_timezone())
        return min(moment, self.now)

    def day(self, day: int) -> date:
        """The real day of the plan's day."""
        return self.begin + timedelta(days=day)

    def has_come(self, day: int) -> bool:
        """Whether the plan's day is over."""
        return day < TODAY[self.stage]

    def dates(self) -> list[Dates]:
        """The whole schedule."""
        zone = get_current_timezone()
        rows = []
        for name, channel, first, last, end in _PLAN:
            opens = datetime.combine(self.day(first), time(8), zone)
            last_minute = datetime.combine(self.day(last), end, zone)
            rows.append(Dates(name, channel, opens, last_minute + timedelta(minutes=1)))
        return rows
