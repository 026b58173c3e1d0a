"""Hiding small numbers in public statistics, so that nobody can be picked out of a group of three.

A single hidden number could be had by subtracting the others from the total; so could two of one person each, whose sum is
two. The next larger number is then hidden with them.
"""

from collections.abc import Mapping, Sequence

SMALLEST = 5
# Groups whose choices are told apart: with fewer, one who knows the others' choices can subtract them.
SMALLEST_WITH_CHOICES = 10


def suppressed(counts: Mapping[str, int], smallest: int = SMALLEST) -> dict[str, int | None]:
    """The counts, with None for those from 1 to `smallest` - 1 and, where it is needed, for the next larger one."""
    hidden = {name for name, count in counts.items() if 0 < count < smallest}
    if hidden and _follow([counts[name] for name in hidden], smallest):
        rest = [name for name in counts if name not in hidden]
        if rest:
            # A group without anybody is the last to be hidden: it tells of nobody.
            hidden.add(min(rest, key=lambda name: (counts[name] == 0, counts[name])))
    return {name: None if name in hidden else count for name, count in counts.items()}


def _follow(small: Sequence[int], smallest: int) -> bool:
    """Whether numbers that are known to be from 1 to `smallest` - 1 follow from their sum."""
    total, groups = sum(small), len(small)
    return groups == 1 or total in (groups, groups * (smallest - 1))


def may_be_told_apart(groups: Mapping[str, int]) -> bool:
    """Whether choices may be counted by group: only where every group that is there is large enough."""
    return all(count >= SMALLEST_WITH_CHOICES for count in groups.values() if count)
