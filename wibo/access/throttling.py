"""Slowing down those who guess, without slowing the many honest people behind one address.

A try is counted before it is made, in one statement that the database serialises: of two hundred guesses at once no
more pass than the limit. A try that turns out honest is taken back.
"""

import hmac
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext

from wibo.access.models import Tries
from wibo.access.refusal import Refused

# What Django's ORM has no words for: an upsert of one or several rows that may find nothing to do. The same on both engines.
_COUNT = """
    INSERT INTO access_tries (key, count, until) VALUES {rows}
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN access_tries.until > %s THEN access_tries.count + 1 ELSE 1 END,
        until = CASE WHEN access_tries.until > %s THEN access_tries.until ELSE excluded.until END
    WHERE access_tries.until <= %s OR access_tries.count < CASE access_tries.key {limits} END
    RETURNING key
"""
# Rows are locked in one order by all, so that none waits in a ring. Django's own delete is a transaction of three statements.
_FORGET = """
    DELETE FROM access_tries WHERE key IN (
        SELECT key FROM access_tries WHERE key IN ({keys}) AND count = 1 ORDER BY key {held}
    ) RETURNING key
"""
_LESS = """
    UPDATE access_tries SET count = count - 1 WHERE key IN (
        SELECT key FROM access_tries WHERE key IN ({keys}) AND count > 1 ORDER BY key {held}
    ) RETURNING key
"""


class TooMany(Refused):
    """Too many tries within the window."""


@dataclass(frozen=True, slots=True)
class Throttle:
    """At most `limit` tries of one key within `minutes` (counted from the first)."""

    name: str
    limit: int
    minutes: int

    def digest(self, key: str) -> bytes:
        """What stands in the database for the key."""
        return hmac.digest(settings.SECRET_KEY.encode(), f"{self.name}:{key}".encode(), "sha256")

    def take(self, key: str) -> None:
        """Count a try. Raises TooMany when there were too many already."""
        _take([Try(self, key)])

    def attempt(self, key: str, failure: type[Refused]) -> AbstractContextManager[None]:
        """A try that counts only when it ends in `failure`. Raises TooMany before it is made."""
        return attempts([Try(self, key)], failure)


@dataclass(frozen=True, slots=True)
class Try:
    """A try of one key, counted by its throttle."""

    throttle: Throttle
    key: str


@contextmanager
def attempts(tries: Sequence[Try], failure: type[Refused]) -> Iterator[None]:
    """One act that is a try in several ways, counted only when it ends in `failure`. Raises TooMany before it is made."""
    counted = _take(tries)
    try:
        yield
    except failure:
        raise
    except BaseException:
        _give_back(counted)
        raise
    else:
        _give_back(counted)


def _take(tries: Sequence[Try]) -> Sequence[bytes]:
    """Count all of them, or none; their digests. Raises TooMany in the words of the first that is full."""
    throttles = {one.throttle.digest(one.key): one.throttle for one in tries}
    counted = _counted(throttles, timezone.now())
    full = next((throttle for digest, throttle in throttles.items() if digest not in counted), None)
    if full is not None:
        _give_back([*counted])
        words = gettext("Za dużo prób. Odczekaj {} minut i spróbuj jeszcze raz.")
        raise TooMany(words.format(full.minutes))
    return [*throttles]


def _counted(throttles: Mapping[bytes, Throttle], now: datetime) -> set[bytes]:
    """Begin the window of each, count within it, or begin another once it has ended; those that were not full."""
    adapted = connection.ops.adapt_datetimefield_value
    at = adapted(now)
    rows: list[Any] = []
    limits: list[Any] = []
    for digest, throttle in sorted(throttles.items(), key=itemgetter(0)):
        rows += [digest, adapted(now + timedelta(minutes=throttle.minutes))]
        limits += [digest, throttle.limit]
    statement = _COUNT.format(
        rows=", ".join(["(%s, 1, %s)"] * len(throttles)), limits="WHEN %s THEN %s " * len(throttles)
    )
    return _found(statement, [*rows, at, at, at, *limits])


def _give_back(digests: Sequence[bytes]) -> None:
    """Tries that were no failure do not count, and leave no moment behind when they were the only ones."""
    left = list(digests)
    # The only one is the usual case. Whoever came or went between two statements is met by the third.
    for statement in (_FORGET, _LESS, _FORGET):
        if left:
            held = "FOR UPDATE" if connection.vendor == "postgresql" else ""
            done = _found(statement.format(keys=", ".join(["%s"] * len(left)), held=held), left)
            left = [digest for digest in left if digest not in done]


def _found(statement: str, values: Sequence[Any]) -> set[bytes]:
    """The keys of the rows that the statement wrote."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {bytes(key) for (key,) in cursor.fetchall()}


def forget_old_tries(now: datetime) -> int:
    """Delete the counters whose window has ended; how many there were."""
    with transaction.atomic():
        # Whoever counts again holds theirs, and begins another window.
        old = Tries.objects.filter(until__lte=now).select_for_update(skip_locked=True)
        return Tries.objects.filter(key__in=[*old.values_list("key", flat=True)]).delete()[0]


# An account guessed at from one place, from any place, and all accounts guessed at from one place.
SIGN_IN = Throttle("sign-in", 10, 15)
# Numbers of a telephone for one account: a million of them, three of which hold at a time.
SECOND_FACTOR = Throttle("second-factor", 10, 15)
# And for a day, so that patience does not help either.
SECOND_FACTOR_DAY = Throttle("second-factor-day", 30, 24 * 60)
SIGN_IN_ACCOUNT = Throttle("sign-in-account", 50, 15)
SIGN_IN_PLACE = Throttle("sign-in-place", 60, 15)
# Ways to a provider of sign-ins: each waits for its answer, with a thread of ours.
PROVIDER = Throttle("provider", 60, 15)
# One person's name, or code, guessed at; and numbers tried one after another from one place. A mobile network shows
# thousands of phones as one address, and of a thousand honest people some thirty mistake a digit.
IDENTITY = Throttle("identity", 10, 15)
IDENTITY_PLACE = Throttle("identity-place", 200, 10)
# Six digits in five tries: one guess in two hundred thousand.
CONTACT = Throttle("contact", 5, 15)
CONTACT_LETTERS = Throttle("contact-letters", 4, 15)
# Codes of applications on paper, guessed at by one account.
CLAIM = Throttle("claim", 10, 15)
# Letters that anybody can have sent to a mailbox: invitations, support.
MAILBOX_LETTERS = Throttle("mailbox-letters", 6, 60)
# Letters that ask whether a mailbox follows a proposal: apart, so that nobody is kept from supporting by being named here.
FOLLOW_LETTERS = Throttle("follow-letters", 4, 24 * 60)
# Letters that confirm support on line: a school or a mobile network behind one address.
SUPPORT_LETTERS = Throttle("support-letters", 600, 60)
# Letters to voters: as many as a whole town behind one address may need in an hour.
VOTERS_LETTERS = Throttle("voters-letters", 3000, 60)
LETTERS = Throttle("letters", 60, 60)
