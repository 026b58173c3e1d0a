"""What lies in an envelope: one JSON of all lists, padded to one length, and the receipt of its ciphertext.

Nothing of the framework is needed here: the processes that open a whole urn load this file alone.
"""

import base64
import hashlib
import json
from collections.abc import Mapping

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from wibo.rulebook.voting.ballots import Marks

# A column of bytes as the two engines give it.
Stored = bytes | memoryview
Lists = Mapping[int, Marks]


def packed(lists: Lists, size: int) -> bytes:
    """The marks of all lists by pool id, padded with blanks to `size` bytes. Raises ValueError when longer."""
    content = {
        str(pool): [list(marks.projects), list(marks.points)] for pool, marks in lists.items() if marks
    }
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=True).encode()
    if len(text) > size:
        raise ValueError("marks are longer than the edition's envelope")
    return text.ljust(size)


def unpacked(content: bytes) -> dict[int, Marks]:
    """The marks of all lists by pool id."""
    lists = json.loads(content)
    return {int(pool): Marks(tuple(marks), tuple(points)) for pool, (marks, points) in lists.items()}


def receipt_of(sealed: bytes) -> str:
    """24 letters and digits of the SHA-256 of an envelope's ciphertext."""
    return base64.b32encode(hashlib.sha256(sealed).digest()[:15]).decode()


def fits(sealed: Stored, receipt: str) -> bool:
    """Whether a receipt is that of the ciphertext: what the voter wrote down is what lies in the urn."""
    return receipt_of(bytes(sealed)) == receipt


class Unreadable(Exception):
    """An envelope that the key does not open or that holds no marks."""


def contents(box: SealedBox[PrivateKey], sealed: Stored) -> bytes:
    """What the envelope holds, still packed. Raises Unreadable."""
    try:
        return bytes(box.decrypt(bytes(sealed)))
    except (CryptoError, TypeError, ValueError) as error:
        raise Unreadable from error


def read(content: bytes) -> dict[int, Marks]:
    """The marks of all lists of what an envelope held. Raises Unreadable."""
    try:
        return unpacked(content)
    except (AttributeError, TypeError, ValueError) as error:
        raise Unreadable from error


def opened(box: SealedBox[PrivateKey], sealed: Stored) -> dict[int, Marks]:
    """The marks inside; only the worker has such a box. Raises Unreadable."""
    return read(contents(box, sealed))
