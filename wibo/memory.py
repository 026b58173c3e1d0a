"""All that a process remembers, by how long and by what ends it. Nothing else in the program remembers anything.

| how | for how long | what ends it |
|---|---|---|
| `once` | a request | its end |
| `beside` | as long as the thing it belongs to | whoever lets the thing go |
| `made_of` | the same, while the part it is made of is equal | a change of that part |
| `Memory` | `settings.REMEMBER_SECONDS`, or so many times that | time; a part of the key where it lasts longer |
| `Newest` | by key, the newest few | newer ones; the key must name all that can change |
| `lasting` | the process | `forget` |

Nothing that must be right at once may hang on it: the database judges every vote by itself, and signed-in people read
fresh rows. Properties that a row or a value works out once (`cached_property`) end with it.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from copy import deepcopy
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.http import HttpRequest

Thing = TypeVar("Thing")
Part = TypeVar("Part")
Made = TypeVar("Made", bound=Callable[..., Any])
_LARGEST = 2_000
# Times that a moment lasts for what is kept under a town's revision (towns.revising): a minute. What hangs on the clock alone, as an
# announcement that begins at eight, is seen so late at most.
AS_LONG = 100
_ENDS: dict[str, list[Callable[[], None]]] = {}


def once(request: HttpRequest, name: str, read: Callable[[], Thing]) -> Thing:
    """What `read` gives, read once a request."""
    return beside(request, name, read)


def beside(owner: object, name: str, make: Callable[[], Thing]) -> Thing:
    """What is made of a thing and is the same for everyone, made once while the thing lives."""
    kept: dict[str, Thing] = vars(owner).setdefault("_remembered", {})
    if name not in kept:
        kept[name] = make()
    return kept[name]


def made_of(owner: object, name: str, part: Part, make: Callable[[Part], Thing]) -> Thing:
    """What is made of a part of a thing, made anew once the part is no longer equal to what it was, also within itself."""
    kept: dict[str, tuple[Part, Thing]] = vars(owner).setdefault("_made_of", {})
    found = kept.get(name)
    if found is None or found[0] != part:
        found = kept[name] = deepcopy(part), make(part)
    return found[1]


class Memory(Generic[Thing]):
    """Things by key, for a moment, so that a rush of visitors does not read the same rows again and again.

    Whoever gets one shares it with other threads and must not change it.
    """

    def __init__(self, times: int = 1) -> None:
        """`times` more than once is for what is kept by a key that names all that may change about it."""
        self._times = times
        self._kept: dict[object, tuple[float, Thing]] = {}
        _ENDS.setdefault("rows", []).append(self._kept.clear)

    def get(self, key: object, read: Callable[[], Thing]) -> Thing:
        """The remembered thing, or a fresh one. What `read` raises is not remembered."""
        lasts: float = settings.REMEMBER_SECONDS * self._times
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


class Newest(Generic[Thing]):
    """Things by a key that names all that can change about them; the oldest of more than `most` gives way."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[object, Thing] = OrderedDict()
        _ENDS.setdefault("rows", []).append(self._kept.clear)

    def get(self, key: object, read: Callable[[], Thing]) -> Thing:
        """The thing of the key, read when it is not known."""
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = read()
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found


def lasting(most: int, about: str = "") -> Callable[[Made], Made]:
    """What cannot change while the process lives, worked out once for each of at most `most` arguments.

    `about` is the name under which it can be forgotten after all. What the function raises is not remembered.
    """

    def mark(function: Made) -> Made:
        kept = lru_cache(maxsize=most)(function)
        _ENDS.setdefault(about, []).append(kept.cache_clear)
        return kept  # type: ignore[return-value]  # called as the function is

    return mark


def forget(about: str) -> None:
    """Read anew what is remembered of this: "keys" that were destroyed or put back, "rows" of another database."""
    for clear in _ENDS.get(about, ()):
        clear()
