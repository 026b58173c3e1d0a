"""What a process remembers: for a moment across requests (`Memory`), or for one request (`once`).

Across requests, so that a rush of visitors does not read the same rows again and again.

At most `settings.REMEMBER_SECONDS` old. Nothing that must be right at once may hang on it: the database judges
every vote by itself, and signed-in people read fresh rows.
"""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from django.conf import settings
from django.http import HttpRequest

Thing = TypeVar("Thing")
_LARGEST = 2_000


def once(request: HttpRequest, name: str, read: Callable[[], Thing]) -> Thing:
    """What `read` gives, read once a request; it ends with the request."""
    kept: dict[str, Thing] = vars(request).setdefault("_remembered", {})
    if name not in kept:
        kept[name] = read()
    return kept[name]


class Memory(Generic[Thing]):
    """Things by key. Whoever gets one shares it with other threads and must not change it."""

    def __init__(self) -> None:
        self._kept: dict[object, tuple[float, Thing]] = {}

    def get(self, key: object, read: Callable[[], Thing]) -> Thing:
        """The remembered thing, or a fresh one. What `read` raises is not remembered."""
        lasts: float = settings.REMEMBER_SECONDS
        now = time.monotonic()
        kept = self._kept.get(key)
        if kept is not None and now - kept[0] < lasts:
            return kept[1]
        thing = read()
        if lasts:
            if len(self._kept) >= _LARGEST:
                self._kept.clear()
            self._kept[key] = (now, thing)
        return thing
