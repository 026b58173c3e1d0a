"""The service window: the days during which the operator runs the service for a town.

Source: the service's offer, "w okresie 8 tygodni"; the operator may extend it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

USUAL = timedelta(weeks=8)


class ServiceState(StrEnum):
    """Where a day lies."""

    BEFORE = "before"
    OPEN = "open"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class ServiceWindow:
    """First and last day, both inclusive; None is no limit (a town that runs its own installation)."""

    first: date | None
    last: date | None

    def state(self, on: date) -> ServiceState:
        """Whether the day is before, inside or after the window."""
        if self.first is not None and on < self.first:
            return ServiceState.BEFORE
        if self.last is not None and on > self.last:
            return ServiceState.AFTER
        return ServiceState.OPEN

    def covers(self, first: date, last: date) -> bool:
        """Whether both days lie inside."""
        return self.state(first) is self.state(last) is ServiceState.OPEN


def usual_last(first: date) -> date:
    """The last day of a window of the usual length."""
    return first + USUAL - timedelta(days=1)
