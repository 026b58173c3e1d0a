"""What is unusual in a stream of ballots: flags for people to look at, never a reason to refuse anything.

Thresholds are wide on purpose: a town of five thousand has busy evenings, schools and libraries.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

# Below this a group says nothing, and a flag could point at a person.
SMALLEST_GROUP = 20
MANY_FROM_ONE_PLACE = 15


@dataclass(frozen=True, slots=True)
class Flag:
    """`count` ballots of `of` where `usual` would have been expected; `where` names an hour, a day, a batch or a band."""

    where: str
    count: int
    of: int
    usual: int


def bursts(by_hour: Mapping[str, int]) -> list[Flag]:
    """Hours with far more ballots than the middle hour: over three times it, and never under SMALLEST_GROUP.

    Three times is beyond five standard deviations from a middle of seven on; below that the group is too small.
    """
    if not by_hour:
        return []
    counts = sorted(by_hour.values())
    middle = counts[len(counts) // 2]
    total = sum(counts)
    limit = max(3 * middle, SMALLEST_GROUP)
    return [Flag(hour, count, total, middle) for hour, count in by_hour.items() if count > limit]


def age_spikes(by_day: Mapping[str, Mapping[str, int]]) -> list[Flag]:
    """Days on which one age band has over twice its usual share, with a margin that chance does not reach."""
    totals: dict[str, int] = {}
    for bands in by_day.values():
        for band, count in bands.items():
            totals[band] = totals.get(band, 0) + count
    everyone = sum(totals.values())
    found = []
    for day, bands in by_day.items():
        # The day itself is left out of what is usual, or a spike would excuse itself.
        voted = sum(bands.values())
        others = everyone - voted
        if min(voted, others) < SMALLEST_GROUP:
            continue
        for band, count in bands.items():
            usual = (totals[band] - count) * voted / others
            if count > max(2 * usual, usual + 5 * sqrt(usual + 1)):
                found.append(Flag(f"{day}, {band}", count, voted, round(usual)))
    return found


def crowded_places(counts: Sequence[tuple[str, int]]) -> list[Flag]:
    """Days and numbers of votes of single network addresses that are high enough to look at."""
    return [Flag(day, count, count, 0) for day, count in counts if count >= MANY_FROM_ONE_PLACE]


def used_up_contacts(votes: Sequence[int], most: int) -> list[Flag]:
    """How many contacts have confirmed as many votes as the rules allow, where that is more than a couple's."""
    full = sum(count >= most for count in votes)
    return [Flag("wszystkie dni", full * most, len(votes), most)] if full and most >= 3 else []


def same_bundles(groups: Mapping[str, Sequence[Hashable]]) -> list[Flag]:
    """Groups (a batch, a day of the web) in which one and the same ballot makes up over a third.

    Groups under SMALLEST_GROUP are passed over; which ballot it is, is never told.
    """
    found = []
    for name, ballots in groups.items():
        if len(ballots) < SMALLEST_GROUP:
            continue
        most = max(Counter(ballots).values())
        if most * 3 > len(ballots):
            found.append(Flag(name, most, len(ballots), 0))
    return found
