"""A whole urn's envelopes opened in as many processes as there are processors.

To open an envelope takes longer than all else that is done with it. The helpers get the key and ciphertexts through a pipe of
their own, know no database, and end with the pipe: when the worker is killed nobody is left who holds the key.
"""

import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from socket import socketpair

from nacl.public import PrivateKey, SealedBox

from wibo.voting.ballot.packing import Unreadable, contents

_CHUNK = 1_000
# To start a process takes as long as to open so many.
_FEW = 5_000
_MOST = 8
_ROOT = Path(__file__).resolve().parents[3]
# What an envelope held, still packed; None for one that could not be opened.
Content = bytes | None
# An envelope with what the caller knows it by.
Labelled = tuple[str, bytes]


def unsealed(secret: bytes, envelopes: Iterable[Labelled]) -> Iterator[tuple[str, Content]]:
    """What each held, in the order given, with its label. `secret` is the private key, 32 bytes."""
    waiting = iter(envelopes)
    box = SealedBox(PrivateKey(secret))
    for label, sealed in islice(waiting, _FEW):
        yield label, _content(box, sealed)
    yield from _together(secret, waiting)


def _content(box: SealedBox[PrivateKey], sealed: bytes) -> Content:
    try:
        return contents(box, sealed)
    except Unreadable:
        return None


def _together(secret: bytes, envelopes: Iterator[Labelled]) -> Iterator[tuple[str, Content]]:
    """One chunk to each helper in turn: before another is sent to one, its last is taken back."""
    chunk = list(islice(envelopes, _CHUNK))
    if not chunk:
        return
    with ExitStack() as ends:
        helpers = deque(ends.enter_context(_Helper(secret)) for _ in range(_processors()))
        while chunk:
            yield from helpers[0].taken()
            helpers[0].send(chunk)
            helpers.rotate(-1)
            chunk = list(islice(envelopes, _CHUNK))
        for helper in helpers:
            yield from helper.taken()


def _processors() -> int:
    return min(_MOST, len(os.sched_getaffinity(0)))


class _Helper:
    """A process that opens one chunk at a time."""

    def __init__(self, secret: bytes) -> None:
        ours, theirs = socketpair()
        with theirs:
            # A program of its own: nothing of the worker's is begun a second time in it.
            self._process = subprocess.Popen(
                [sys.executable, "-m", __spec__.name, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                cwd=_ROOT,
            )
        self._line = Connection(ours.detach())
        self._line.send_bytes(secret)
        self._labels: list[str] = []

    def __enter__(self) -> "_Helper":
        return self

    def __exit__(self, *_: object) -> None:
        self._line.close()
        self._process.wait()

    def send(self, chunk: list[Labelled]) -> None:
        """Give it a chunk."""
        self._labels = [label for label, _ in chunk]
        self._line.send([sealed for _, sealed in chunk])

    def taken(self) -> list[tuple[str, Content]]:
        """What came of its last chunk; nothing when it had none. Raises EOFError when it died."""
        if not self._labels:
            return []
        labels, self._labels = self._labels, []
        return list(zip(labels, self._line.recv(), strict=True))


def _help(line: Connection) -> None:
    """Open chunks until the worker closes the pipe, or is gone."""
    with suppress(EOFError, OSError):
        box = SealedBox(PrivateKey(line.recv_bytes()))
        while True:
            line.send([_content(box, sealed) for sealed in line.recv()])


if __name__ == "__main__":
    _help(Connection(int(sys.argv[1])))
