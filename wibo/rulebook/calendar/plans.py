"""Dates of an edition that begins: a plan in days from the first one, and the dates of an earlier edition moved.

A plan fills the eight weeks of the service; sources: the offer's "8 tygodni", Wieliczka (8 weeks, 2023) for its shares.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from wibo.rulebook.calendar.schedule import Channel, Days, Stage


@dataclass(frozen=True, slots=True)
class Span:
    """A stage from one day to another, both in, counted from 0."""

    stage: Stage
    first: int
    last: int
    channel: Channel | None = None


# Between the last day of appeals and the first of voting a ballot is drawn up, frozen and printed.
WHOLE = (
    Span(Stage.SUBMISSION, 0, 13),
    Span(Stage.EVALUATION, 14, 27),
    Span(Stage.APPEALS, 28, 34),
    Span(Stage.VOTING, 37, 46, Channel.WEB),
    Span(Stage.VOTING, 37, 46, Channel.PAPER),
    Span(Stage.PAPER_ENTRY, 37, 49),
    Span(Stage.CLOSING, 50, 55),
)
VOTING_ALONE = (
    Span(Stage.VOTING, 14, 27, Channel.WEB),
    Span(Stage.VOTING, 14, 27, Channel.PAPER),
    Span(Stage.PAPER_ENTRY, 14, 31),
    Span(Stage.CLOSING, 32, 55),
)


def planned(plan: Iterable[Span], begins: date) -> list[Days]:
    """The plan from a day on."""
    return [
        Days(one.stage, begins + timedelta(one.first), begins + timedelta(one.last), one.channel)
        for one in plan
    ]


def moved(day: date, years: int) -> date:
    """The same day of the week so many years later: what began on a Monday begins on a Monday."""
    return day + timedelta(weeks=52 * years)
