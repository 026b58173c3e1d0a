"""How far long work is, for a page that people watch: written down at most once in a while."""

import time
from collections.abc import Callable

# Seconds between two steps that are written; a person does not look oftener.
_SELDOM = 1.0


def seldom(write: Callable[[str], object]) -> Callable[[str], None]:
    """Takes every step and writes the first, and then one each second; at most 200 signs of each."""
    last = float("-inf")

    def tell(step: str) -> None:
        nonlocal last
        if time.monotonic() - last >= _SELDOM:
            last = time.monotonic()
            write(step[:200])

    return tell
