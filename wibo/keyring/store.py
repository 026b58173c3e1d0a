"""Where key files lie, and who may read which.

Web processes read the tag key and public keys. Private keys are read by the worker alone: its process
says so (`settings.IS_WORKER`), and in production they lie in a folder that only its account can open.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

# With a copy of these choices could be read or guessed from old copies of the database, and with a day's key addresses
# of the network.
NOT_COPIED = ("checking.key", "keying.", "day-")


class KeyMissing(Exception):
    """The key was never made here, or has been destroyed."""


class NotTheWorker(Exception):
    """A process other than the worker asked for a private key."""


def _path(ring: str, name: str, *, private: bool) -> Path:
    root: Path = settings.PRIVATE_KEYS_DIR if private else settings.KEYS_DIR
    return root / f"ring-{ring}" / name


def refuse_strangers() -> None:
    """Raise NotTheWorker in any other process."""
    if not settings.IS_WORKER:
        raise NotTheWorker("private keys")


def write(ring: str, name: str, key: bytes, *, private: bool) -> None:
    """Write a new key file. Raises FileExistsError: keys are never replaced.

    Private keys are for the owner alone; the others also for the group that web processes share with the worker.
    """
    path = _path(ring, name, private=private)
    for folder in (path.parent.parent, path.parent):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700 if private else 0o750)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o640)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())


def read(ring: str, name: str, *, private: bool) -> bytes:
    """The key's bytes. Raises KeyMissing, or NotTheWorker for a private key outside the worker."""
    if private and not settings.IS_WORKER:
        raise NotTheWorker(name)
    try:
        return _path(ring, name, private=private).read_bytes()
    except FileNotFoundError as error:
        raise KeyMissing(f"{name} of {ring}") from error


def names(ring: str) -> list[str]:
    """The names of a ring's keys that are not private."""
    root: Path = settings.KEYS_DIR
    return sorted(path.name for path in (root / f"ring-{ring}").glob("*"))


def exists(ring: str, name: str, *, private: bool) -> bool:
    """Whether the key is there."""
    return _path(ring, name, private=private).exists()


# In the ledger of destroyed keys, in the place of a key's name.
_ERASED = "erased:"


def _graves() -> Path:
    root: Path = settings.PRIVATE_KEYS_DIR
    return root / "destroyed"


def _bury(ring: str, name: str) -> None:
    """Remember that a key is destroyed, before it is: a copy of it must never be put back."""
    if (ring, name) in destroyed():
        return
    with _graves().open("a", encoding="ascii") as file:
        file.write(f"{ring} {name}\n")
        file.flush()
        os.fsync(file.fileno())


def note_erased(ring: str, clock: str) -> None:
    """Remember that what a clock of the edition had run out for is erased: a copy of before is erased again when it is restored.

    Raises NotTheWorker.
    """
    refuse_strangers()
    _graves().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _bury(ring, f"{_ERASED}{clock}")


def is_erased(ring: str, clock: str) -> bool:
    """Whether it was erased, here or where a restored copy came from."""
    return (ring, f"{_ERASED}{clock}") in destroyed()


def destroyed() -> frozenset[tuple[str, str]]:
    """Ring and name of every private key that was destroyed here, or where a restored copy came from."""
    try:
        lines = _graves().read_text("ascii").splitlines()
    except FileNotFoundError:
        return frozenset()
    return frozenset((ring, name) for ring, _, name in (line.partition(" ") for line in lines) if name)


def remember_destroyed(keys: frozenset[tuple[str, str]]) -> None:
    """Take over what another ledger knows."""
    _graves().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for ring, name in sorted(keys):
        _bury(ring, name)


def everything() -> Iterator[tuple[str, str, bytes, bool]]:
    """Every key to be copied: ring, name, bytes, whether it is private. Raises NotTheWorker."""
    refuse_strangers()
    for root, private in ((settings.KEYS_DIR, False), (settings.PRIVATE_KEYS_DIR, True)):
        for path in sorted(root.glob("ring-*/*")):
            if path.name.startswith(NOT_COPIED):
                continue
            yield path.parent.name.removeprefix("ring-"), path.name, path.read_bytes(), private


def destroy(ring: str, name: str, *, private: bool) -> None:
    """Overwrite and remove a key; nothing happens when it is gone already."""
    path = _path(ring, name, private=private)
    if private and path.exists():
        _bury(ring, name)
    with suppress(FileNotFoundError):
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
