"""Where key files lie, and who may read which.

Web processes read the tag key and public keys. Private keys are read by the worker alone: its process
says so (`settings.IS_WORKER`), and in production they lie in a folder that only its account can open.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from django.conf import settings


class KeyMissing(Exception):
    """The key was never made here, or has been destroyed."""


class NotTheWorker(Exception):
    """A process other than the worker asked for a private key."""


def _path(ring: str, name: str, *, private: bool) -> Path:
    root: Path = settings.PRIVATE_KEYS_DIR if private else settings.KEYS_DIR
    return root / f"ring-{ring}" / name


def write(ring: str, name: str, key: bytes, *, private: bool) -> None:
    """Write a new key file readable by its owner alone. Raises FileExistsError: keys are never replaced."""
    path = _path(ring, name, private=private)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
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


def exists(ring: str, name: str, *, private: bool) -> bool:
    """Whether the key is there."""
    return _path(ring, name, private=private).exists()


def destroy(ring: str, name: str, *, private: bool) -> None:
    """Overwrite and remove a key; nothing happens when it is gone already."""
    path = _path(ring, name, private=private)
    with suppress(FileNotFoundError):
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
