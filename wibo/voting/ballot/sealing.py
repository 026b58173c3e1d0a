"""Marks as they lie in an envelope: one JSON of all lists, padded to one length, sealed to the urn's key.

The booth, the keying of paper and the import of elections seal through these functions alone.
"""

import base64
import hashlib
import json
from collections.abc import Mapping

from nacl.exceptions import CryptoError
from nacl.public import SealedBox

from wibo.editions.models import Edition
from wibo.keyring import keys
from wibo.rulebook.voting.ballots import Marks

_STEP = 128
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


def size_for(longest: Lists) -> int:
    """The envelope size of an edition whose fullest possible ballot is `longest`."""
    return -(-len(packed(longest, 1 << 24).rstrip()) // _STEP) * _STEP


def seal(edition: Edition, lists: Lists) -> tuple[bytes, str]:
    """The sealed marks and the receipt: the start of their digest, in letters that people can read out."""
    sealed = keys.seal(edition.ring, keys.URN, packed(lists, edition.envelope_size))
    return sealed, receipt_of(sealed)


def receipt_of(sealed: bytes) -> str:
    """24 letters and digits of the SHA-256 of an envelope's ciphertext."""
    return base64.b32encode(hashlib.sha256(sealed).digest()[:15]).decode()


def fits(sealed: Stored, receipt: str) -> bool:
    """Whether a receipt is that of the ciphertext: what the voter wrote down is what lies in the urn."""
    return receipt_of(bytes(sealed)) == receipt


class Unreadable(Exception):
    """An envelope that the key does not open or that holds no marks."""


def opened(box: SealedBox, sealed: bytes) -> dict[int, Marks]:
    """The marks inside; only the worker has such a box. Raises Unreadable."""
    try:
        return unpacked(box.decrypt(bytes(sealed)))
    except (CryptoError, TypeError, ValueError, KeyError) as error:
        raise Unreadable from error
