"""How the service stands, for everyone: what works now, since when what does not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.core.cache import cache

from wibo.editions.models import Edition
from wibo.housekeeping.ticking import LAST_TICK
from wibo.rulebook.calendar.schedule import Channel, Stage

# Work in the background comes round each minute; so late it is a fault that people notice (letters, hourly lists).
_LATE = timedelta(minutes=10)


class Voting(StrEnum):
    """How voting on the web stands."""

    OPEN = "open"
    PAUSED = "paused"
    SHUT = "shut"


@dataclass(frozen=True, slots=True)
class Standing:
    """`voting` with the moment that matters: its end, since when it is stopped, or its next beginning; `late_since` is when
    work in the background came round last, None while it is on time.
    """

    voting: Voting
    at: datetime | None
    late_since: datetime | None


def standing_of(edition: Edition | None, now: datetime) -> Standing:
    """How the town's service stands now."""
    last: datetime | None = cache.get(LAST_TICK)
    late = last if last is not None and now - last > _LATE else None
    windows = edition.schedule.of(Stage.VOTING, Channel.WEB) if edition else ()
    open_now = [window for window in windows if window.is_open(now)]
    if edition is not None and open_now and edition.paused_at:
        return Standing(Voting.PAUSED, edition.paused_at, late)
    if open_now:
        return Standing(Voting.OPEN, open_now[0].closes_at, late)
    opens = min((window.opens_at for window in windows if window.opens_at > now), default=None)
    return Standing(Voting.SHUT, opens, late)
