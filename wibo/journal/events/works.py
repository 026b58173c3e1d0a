"""Events of works on winners."""

from dataclasses import dataclass

from wibo.journal.events.event import Event


@dataclass(frozen=True)
class OfWork(Event):
    """Something of the work on one project."""

    number: str


@dataclass(frozen=True)
class WorkChanged(OfWork):
    kind = "work-changed"
    words = "Realizacja projektu nr {number}: {changes}."

    changes: str


@dataclass(frozen=True)
class PostWritten(OfWork):
    kind = "work-post-written"
    words = "Dodano wpis z realizacji projektu nr {number}, z dnia {day}, obrazów: {pictures}."

    day: str
    pictures: int


@dataclass(frozen=True)
class PostRemoved(OfWork):
    kind = "work-post-removed"
    words = "Usunięto wpis z realizacji projektu nr {number}, z dnia {day}. Powód: {reason}"

    day: str
    reason: str
