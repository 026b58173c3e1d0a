"""All dates of an edition on one picture: a row for each window over the weeks, drawn by the server."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localtime

from wibo.editions.models import CHANNEL_NAMES, STAGE_NAMES, StageWindow
from wibo.rulebook.calendar.schedule import Channel, Stage

# In units of the picture.
WIDTH, LEFT, ROW, HEAD = 900, 230, 30, 28
# So many marks of weeks have room for their dates, each so wide.
_MOST_MARKS, _DATE = 12, 42


@dataclass(frozen=True, slots=True)
class Bar:
    """A window: where it lies, and its days in words."""

    name: str
    words: str
    x: int
    width: int
    y: int

    @property
    def text_y(self) -> int:
        """The baseline of its name."""
        return self.y + 16


@dataclass(frozen=True, slots=True)
class Mark:
    """A Monday with its date, or today."""

    x: int
    words: str


@dataclass(frozen=True, slots=True)
class CalendarPicture:
    """What the template draws."""

    bars: tuple[Bar, ...]
    weeks: tuple[Mark, ...]
    today: Mark | None

    @property
    def height(self) -> int:
        """The height of the picture."""
        return HEAD + ROW * len(self.bars)


def picture_of(windows: Sequence[StageWindow], now: datetime) -> CalendarPicture | None:
    """The picture; None where there are no dates."""
    if not windows:
        return None
    days = [(one.days.first, one.days.last) for one in windows]
    first, last = min(one for one, _ in days), max(one for _, one in days)
    scale = _Scale(first, (last - first).days + 1)
    bars = tuple(
        Bar(
            _name(one),
            f"{begin:%d.%m.%Y} – {end:%d.%m.%Y}",
            scale.x(begin),
            scale.wide(begin, end),
            HEAD + at * ROW,
        )
        for at, (one, (begin, end)) in enumerate(zip(windows, days, strict=True))
    )
    today = localtime(now).date()
    return CalendarPicture(
        bars, tuple(scale.weeks()), Mark(scale.x(today), "dziś") if first <= today <= last else None
    )


def _name(window: StageWindow) -> str:
    name = str(STAGE_NAMES[Stage(window.stage)])
    return f"{name}, {CHANNEL_NAMES[Channel(window.channel)]}" if window.channel else name


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days to units of the picture."""

    first: date
    days: int

    def x(self, day: date) -> int:
        """Where a day begins."""
        return LEFT + (day - self.first).days * (WIDTH - LEFT) // self.days

    def wide(self, first: date, last: date) -> int:
        """How wide some days are, both ends in."""
        return max(self.x(last + timedelta(1)) - self.x(first), 3)

    def weeks(self) -> list[Mark]:
        """Mondays, as many as have room."""
        monday = self.first + timedelta(-self.first.weekday() % 7)
        weeks = range(0, self.days - (monday - self.first).days, 7)
        step = -(-len(weeks) // _MOST_MARKS)
        return [
            Mark(self.x(monday + timedelta(at)), f"{monday + timedelta(at):%d.%m}")
            for place, at in enumerate(weeks)
            if place % (step or 1) == 0 and self.x(monday + timedelta(at)) + _DATE <= WIDTH
        ]
