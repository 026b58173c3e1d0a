"""When a stage is open. Windows may overlap, so the answer is a set of stages, computed and never stored.

Windows are half-open: the first instant is in, `closes_at` is out. People give and read the last minute
that is still in (`15:30` admits 15:30:59), so `closing_after` and `last_minute` translate.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

_MINUTE = timedelta(minutes=1)


class Stage(StrEnum):
    """The stages of an edition, in the usual order of a year."""

    SUBMISSION = "submission"
    EVALUATION = "evaluation"
    APPEALS = "appeals"
    VOTING = "voting"
    PAPER_ENTRY = "paper-entry"
    CLOSING = "closing"


# Keying papers and closing are the office's alone.
_OF_RESIDENTS = frozenset({Stage.SUBMISSION, Stage.EVALUATION, Stage.APPEALS, Stage.VOTING})


class Channel(StrEnum):
    """How a ballot (or a proposal) comes, by Pabulib's `voting_method`."""

    WEB = "internet"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Window:
    """One stage's dates, for one channel or (None) for all. Both ends are aware datetimes."""

    stage: Stage
    opens_at: datetime
    closes_at: datetime
    channel: Channel | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether `now` is inside."""
        return self.opens_at <= now < self.closes_at


@dataclass(frozen=True, slots=True)
class Days:
    """A stage, or voting by one channel, with its first and last day."""

    stage: Stage
    first: date
    last: date
    channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """All windows of an edition."""

    windows: tuple[Window, ...]

    def of(self, stage: Stage, channel: Channel | None = None) -> tuple[Window, ...]:
        """The windows of a stage; with a channel, those that hold for it."""
        return tuple(
            window
            for window in self.windows
            if window.stage is stage and (channel is None or window.channel in (None, channel))
        )

    def is_open(self, stage: Stage, now: datetime, channel: Channel | None = None) -> bool:
        """Whether the stage is open (for a channel, when one is named; else for any)."""
        return any(window.is_open(now) for window in self.of(stage, channel))

    def open_stages(self, now: datetime) -> frozenset[Stage]:
        """All stages open at `now`, for whatever channel."""
        return frozenset(window.stage for window in self.windows if window.is_open(now))

    def next_change(self, now: datetime) -> datetime | None:
        """The next instant at which some stage opens or closes."""
        edges = (edge for window in self.windows for edge in (window.opens_at, window.closes_at))
        return min((edge for edge in edges if edge > now), default=None)

    def has_ended(self, stage: Stage, now: datetime, channel: Channel | None = None) -> bool:
        """Whether the stage has dates and all of them lie behind."""
        windows = self.of(stage, channel)
        return bool(windows) and all(window.closes_at <= now for window in windows)

    def residents_until(self, now: datetime) -> datetime | None:
        """Until when residents still have something to do in the edition; None once their last stage is over."""
        ends = [window.closes_at for window in self.windows if window.stage in _OF_RESIDENTS]
        return max((end for end in ends if end > now), default=None)

    def has_begun(self, stage: Stage, now: datetime) -> bool:
        """Whether any window of the stage has opened yet."""
        return any(window.opens_at <= now for window in self.of(stage))


def closing_after(last_minute_in: datetime) -> datetime:
    """The exclusive end for the last minute that a person names."""
    return last_minute_in.replace(second=0, microsecond=0) + _MINUTE


def last_minute(closes_at: datetime) -> datetime:
    """The last minute that is still in, for people to read."""
    return closes_at - _MINUTE


class Contradiction(StrEnum):
    """Dates that cannot stand beside each other."""

    KEYING_ENDS_FIRST = "keying-ends-first"
    CLOSING_BEGINS_EARLY = "closing-begins-early"


def contradictions(windows: Iterable[Window]) -> list[Contradiction]:
    """What a schedule contradicts itself in: papers that nobody could key any more, a result while people vote."""
    found, schedule = [], Schedule(tuple(windows))
    votes = schedule.of(Stage.VOTING)
    papers = [window.closes_at for window in votes if window.channel in (None, Channel.PAPER)]
    keying = [window.closes_at for window in schedule.of(Stage.PAPER_ENTRY)]
    closing = [window.opens_at for window in schedule.of(Stage.CLOSING)]
    if papers and keying and max(keying) < max(papers):
        found.append(Contradiction.KEYING_ENDS_FIRST)
    if votes and closing and min(closing) < max(window.closes_at for window in votes):
        found.append(Contradiction.CLOSING_BEGINS_EARLY)
    return found
