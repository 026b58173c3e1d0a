"""When a letter that could not be handed over is tried again, and when nobody tries any more."""

from datetime import datetime, timedelta

# Twice as long after each try, to a quarter of a day; after three days a letter says nothing that is still true.
_FIRST, _LONGEST, _GIVEN_UP = timedelta(minutes=5), timedelta(hours=6), timedelta(days=3)


def next_try(tries: int, written: datetime, at: datetime) -> datetime | None:
    """The next try after `tries` that failed, the last of them now; None when the letter is given up."""
    following = at + min(_FIRST * 2 ** (tries - 1), _LONGEST)
    return None if following - written > _GIVEN_UP else following
