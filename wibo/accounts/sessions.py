"""Sessions whose keys cannot be used by whoever reads the database: it holds their digests, the browser the keys."""

from hashlib import sha256
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone

# The column holds forty signs: 160 bits of a digest of a key that nobody can guess.
_SIGNS = 40


def stored(key: str) -> str:
    """What stands in the database for a session's key."""
    return sha256(key.encode()).hexdigest()[:_SIGNS]


class SessionStore(DatabaseStore):
    """As Django's, by the digests of keys; what a row says is signed for its key, so that a row copied to another opens nothing."""

    @property
    def key_salt(self) -> str:
        """Of the signature: with the key, which is not in the database."""
        return f"wibo.accounts.sessions.{self.session_key}"

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        """The session of this key that has not ended; None, with another key, when there is none."""
        if self.session_key:
            rows = self.model.objects.filter(expire_date__gt=timezone.now())
            found = rows.filter(session_key=stored(self.session_key)).first()
            if found is not None:
                return found
        self._session_key = None
        return None

    def exists(self, session_key: str) -> bool:
        """Whether there is a session of that key."""
        return super().exists(stored(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """The row, under the digest."""
        made = super().create_model_instance(data)
        made.session_key = stored(made.session_key)
        return made

    def delete(self, session_key: str | None = None) -> None:
        """End a session, this one unless another is named."""
        key = session_key or self.session_key
        if key:
            super().delete(stored(key))
