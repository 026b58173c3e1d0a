"""Hiding small numbers in public statistics, so that nobody can be picked out of a group of three.

A single hidden number could be had by subtracting the others from the total, so one more is hidden with it.
"""

from collections.abc import Mapping

SMALLEST = 5
# Groups whose choices are told apart: with fewer, one who knows the others' choices can subtract them.
SMALLEST_WITH_CHOICES = 10


def suppressed(counts: Mapping[str, int], smallest: int = SMALLEST) -> dict[str, int | None]:
    """The counts, with None for those from 1 to `smallest` - 1 and, where it is needed, for the next larger one."""
    hidden = {name for name, count in counts.items() if 0 < count < smallest}
    if len(hidden) == 1 and len(counts) > 1:
        rest = [name for name in counts if name not in hidden]
        # A group without anybody is the last to be hidden: it tells of nobody.
        hidden.add(min(rest, key=lambda name: (counts[name] == 0, counts[name])))
    return {name: None if name in hidden else count for name, count in counts.items()}


def may_be_told_apart(groups: Mapping[str, int]) -> bool:
    """Whether choices may be counted by group: only where every group that is there is large enough."""
    return all(count >= SMALLEST_WITH_CHOICES for count in groups.values() if count)
