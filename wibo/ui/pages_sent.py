"""Pages that are sent twice: the key of what was sent, so that the same once more is the same row."""

from hashlib import sha256


def key_of(page: str, *said: object) -> str:
    """A name for what the page said; empty without a page. Whoever goes back and says something else has another."""
    if not page:
        return ""
    told = "\0".join([page, *(str(one) for one in said)])
    return sha256(told.encode()).hexdigest()[:32]
