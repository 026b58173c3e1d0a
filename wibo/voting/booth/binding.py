"""What ties an act in the booth to the page that its person saw: keyed digests that the page's form carries.

A browser has one booth but may have many pages of it: two tabs, two people one after the other, a page that the
browser kept. A form says whose booth its page showed, and the review says exactly which vote.
"""

import hmac
import json
from collections.abc import Sequence
from hashlib import sha256

from django.conf import settings

from wibo.editions.models import Edition
from wibo.memory import lasting
from wibo.voting.ballot.lists import PoolList
from wibo.voting.booth.cookie import Booth

# Names of the hidden fields.
WHOSE, SHOWN = "czyje", "pokazane"
_LENGTH = 32


def whose(booth: Booth) -> str:
    """Whose booth it is, for the forms of all its pages; tells nothing without the service's key."""
    return _digest(["whose", booth.edition, booth.known.tag.hex()])


def shown(edition: Edition, booth: Booth, lists: Sequence[PoolList]) -> str:
    """Which vote the review shows: the person, the area, the marks on every list, and the ballot as it stands.

    Each entrance has a key of its own, so a page of an earlier entrance shows another vote even with equal marks.
    """
    marks = {str(pool): [list(of.projects), list(of.points)] for pool, of in sorted(booth.marks.items())}
    seen = [[entry.pool.pk, entry.pool.pk in booth.seen] for entry in lists]
    return _digest(
        ["shown", edition.ring, edition.strikes, booth.known.tag.hex(), booth.key, booth.area, marks, seen]
    )


# The entrance and the choice, each half of an attempt.
ENTRANCE = 16


def attempt(booth: Booth) -> str:
    """The key under which a cast is known: the same for the same choice of one entrance, another for another choice.

    The second half hangs on all of the entrance's key, of which the database gets the first half alone: what was chosen
    cannot be tried out against it.
    """
    marks = {str(pool): [list(of.projects), list(of.points)] for pool, of in sorted(booth.marks.items())}
    choice = json.dumps([booth.key, booth.area, marks]).encode()
    return booth.key[:ENTRANCE] + sha256(choice).hexdigest()[:ENTRANCE]


def is_same(sent: str, expected: str) -> bool:
    """Whether a form carries the digest; compared in constant time, and never failing on odd text."""
    return hmac.compare_digest(sent.encode(), expected.encode())


def _digest(thing: list[object]) -> str:
    key = _key(settings.SECRET_KEY)
    return hmac.digest(key, json.dumps(thing, sort_keys=True).encode(), "sha256").hex()[:_LENGTH]


@lasting(2)
def _key(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"booth pages", "sha256")
