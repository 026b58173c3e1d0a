"""Keyed digests of people: the same on the server and on a town's own computer (`wibo register hash`)."""

import hmac

from wibo.rulebook.identity import folded_name


def tag_of(key: bytes, canonical: str) -> bytes:
    """The tag of a canonical identity, 32 bytes."""
    return hmac.digest(key, canonical.encode(), "sha256")


def factor_of(key: bytes, tag: bytes, name: str) -> bytes:
    """The digest of the name that a voter states beside the PESEL; bound to the tag, so that equal names differ.

    Case, diacritics, hyphens and spaces do not matter, and only the first of several names counts.
    """
    given = name.split()[0] if name.split() else ""
    return hmac.digest(key, b"factor:" + tag + folded_name(given).encode(), "sha256")
