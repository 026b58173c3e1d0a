"""Hallmarks: what a row bears that this program has written, and nobody else who can write to the database.

The key lies with the keys that web processes may read, not in the database; it is copied with them. Whoever has the web
account can make hallmarks, too.
"""

import hmac
import json
import secrets
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, ClassVar

from wibo.keyring import store
from wibo.memory import lasting

RING, NAME = "service", "hallmark.key"
_NONCE = 16


def hallmark(purpose: str, *things: Any) -> str:
    """A mark of 48 signs for a row's content; two marks of equal rows differ, so that a copied row shows."""
    return _mark(secrets.token_hex(_NONCE // 2), purpose, things)


def is_genuine(mark: str, purpose: str, *things: Any) -> bool:
    """Whether the mark was made for this content."""
    return hmac.compare_digest(mark.encode(), _mark(mark[:_NONCE], purpose, things).encode())


class Hallmarked:
    """Mixed into a model with a column `mark`: `PURPOSE` tells its rows from those of others, `vouched` is what is marked."""

    PURPOSE: ClassVar[str]
    mark: Any

    def vouched(self) -> tuple[Any, ...]:
        """The content that the mark is for, as it stands."""
        raise NotImplementedError

    def new_mark(self) -> str:
        """A mark for the row as it stands."""
        return hallmark(self.PURPOSE, *self.vouched())

    @property
    def is_genuine(self) -> bool:
        """Whether this program wrote the row as it stands."""
        return is_genuine(self.mark, self.PURPOSE, *self.vouched())


def _mark(nonce: str, purpose: str, things: tuple[Any, ...]) -> str:
    content = json.dumps([nonce, purpose, *map(_plain, things)], sort_keys=True, ensure_ascii=False)
    return nonce + hmac.digest(_key(), content.encode(), "sha256").hex()[:32]


@lasting(1, "keys")
def _key() -> bytes:
    """The installation's key; the first process of the worker makes it (`wibo migrate`). Raises NotTheWorker."""
    try:
        return store.read(RING, NAME, private=False)
    except store.KeyMissing:
        store.refuse_strangers()
        with suppress(FileExistsError):
            store.write(RING, NAME, secrets.token_bytes(32), private=False)
        return store.read(RING, NAME, private=False)


def _plain(thing: Any) -> Any:
    """A value as the database gives it back: instants in UTC, tuples as lists, keys as text."""
    if isinstance(thing, datetime):
        return thing.astimezone(UTC).isoformat()
    return json.loads(json.dumps(thing))
