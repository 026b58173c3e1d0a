"""Slowing down those who guess. Only failures count, so a library with sixty voters behind one address is not slowed.

Counters live in the cache, under keyed digests: neither an address of the network nor of a person is stored.
"""

import hmac
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext

from wibo.access.refusal import Refused


class TooMany(Refused):
    """Too many failures within the window."""


@dataclass(frozen=True, slots=True)
class Throttle:
    """At most `limit` failures of one key within `minutes` (counted from the first)."""

    name: str
    limit: int
    minutes: int

    def _key(self, key: str) -> str:
        digest = hmac.digest(settings.SECRET_KEY.encode(), f"{self.name}:{key}".encode(), "sha256").hex()
        return f"throttle-{digest}"

    def check(self, *keys: str) -> None:
        """Raise TooMany when one of the keys has failed too often."""
        found = cache.get_many([self._key(key) for key in keys])
        if any(count >= self.limit for count in found.values()):
            raise TooMany(
                gettext("Za dużo prób. Odczekaj {} minut i spróbuj jeszcze raz.").format(self.minutes)
            )

    def failed(self, *keys: str) -> None:
        """Count a failure of each key."""
        for key in map(self._key, keys):
            if not cache.add(key, 1, self.minutes * 60):
                cache.incr(key)


SIGN_IN = Throttle("sign-in", 10, 15)
SIGN_IN_PLACE = Throttle("sign-in-place", 60, 15)
IDENTITY = Throttle("identity", 30, 10)
# Six digits in five tries: one guess in two hundred thousand.
CONTACT = Throttle("contact", 5, 15)
CONTACT_LETTERS = Throttle("contact-letters", 4, 15)
LETTERS = Throttle("letters", 60, 60)
