"""Primary keys that say nothing of when or in which order rows came."""

import secrets


def random_key() -> int:
    """A random positive 62-bit number; two of a million collide once in some million tries."""
    return secrets.randbits(62)
