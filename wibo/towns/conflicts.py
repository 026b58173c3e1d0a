"""Transactions that the database gave up because of another one, tried again.

Two writes of one person from two sides (web and paper) may wait for each other; PostgreSQL then ends one of them
with nothing written. The voter need not know.
"""

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection

P = ParamSpec("P")
T = TypeVar("T")
_TIMES = 8
# Serialisation failure and deadlock: nothing of the transaction was kept, so that all of it may be done anew.
_GIVEN_UP = {"40001", "40P01"}


def repeated(act: Callable[P, T]) -> Callable[P, T]:
    """The act, done again when the database gave it up for another. It must be a whole transaction of its own."""

    @wraps(act)
    def done(*args: P.args, **kwargs: P.kwargs) -> T:
        for time_left in reversed(range(_TIMES)):
            try:
                return act(*args, **kwargs)
            except OperationalError as error:
                if connection.in_atomic_block or not time_left or not _was_given_up(error):
                    raise
                # Not all at once again: whoever waited longest is not the one to lose every time.
                time.sleep(random.uniform(0.005, 0.05))  # noqa: S311 - no secret is drawn
        raise AssertionError

    return done


def _was_given_up(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", None) in _GIVEN_UP
