"""Keyed digests of people: the same on the server and on a town's own computer (`wibo register hash`)."""

import hmac

from wibo.rulebook.people.identity import first_given, folded_name


def tag_of(key: bytes, canonical: str) -> bytes:
    """The tag of a canonical identity, 32 bytes."""
    return hmac.digest(key, canonical.encode(), "sha256")


def factor_of(key: bytes, tag: bytes, name: str) -> bytes:
    """The digest of the name that a voter states beside the PESEL; bound to the tag, so that equal names differ.

    Only the first of several names counts, however they are joined: a voter who writes "Anna" is the "Anna-Maria" of the
    register.
    """
    return hmac.digest(key, b"factor:" + tag + folded_name(first_given(name)).encode(), "sha256")
