"""Sealing marks to the urn's key: the booth, the keying of paper and the import of elections do it through these alone."""

from wibo.editions.models import Edition
from wibo.keyring import keys
from wibo.voting.ballot.packing import Lists, packed, receipt_of

_STEP = 128


def size_for(longest: Lists) -> int:
    """The envelope size of an edition whose fullest possible ballot is `longest`."""
    return -(-len(packed(longest, 1 << 24).rstrip()) // _STEP) * _STEP


def seal(edition: Edition, lists: Lists) -> tuple[bytes, str]:
    """The sealed marks and the receipt: the start of their digest, in letters that people can read out."""
    sealed = keys.seal(edition.ring, keys.URN, packed(lists, edition.envelope_size))
    return sealed, receipt_of(sealed)
