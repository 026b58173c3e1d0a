"""Hiding small numbers in public statistics, so that nobody can be picked out of a group of three.

A single hidden number could be had by subtracting the others from the total, so one more is hidden with it.
"""

from collections.abc import Mapping

SMALLEST = 5


def suppressed(counts: Mapping[str, int], smallest: int = SMALLEST) -> dict[str, int | None]:
    """The counts, with None for those from 1 to `smallest` - 1 and, where it is needed, for the next larger one."""
    hidden = {name for name, count in counts.items() if 0 < count < smallest}
    if len(hidden) == 1 and len(counts) > 1:
        rest = [name for name in counts if name not in hidden]
        # A group without anybody is the last to be hidden: it tells of nobody.
        hidden.add(min(rest, key=lambda name: (counts[name] == 0, counts[name])))
    return {name: None if name in hidden else count for name, count in counts.items()}
