"""The service window of an invented town: the usual eight weeks, extended over the whole plan."""

from datetime import timedelta

from wibo.invented.schedule import Calendar
from wibo.journal.acts import Act
from wibo.service.actions import set_service_window
from wibo.towns.models import Town

_BEFORE, _WHOLE = timedelta(days=7), timedelta(days=200)


def extend_service(town: Town, calendar: Calendar) -> None:
    """Let the window cover every date of the calendar."""
    first, last = calendar.begin - _BEFORE, calendar.begin + _WHOLE
    reason = "aneks nr 1: przedłużenie na całą edycję"
    set_service_window(town, first, last, reason, act=Act("operator Ola Dyżurna", calendar.at(0, 8)))
