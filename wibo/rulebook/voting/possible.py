"""Whether rules of a list let any ballot be valid at all: a town that sets limits against each other would void every vote."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from wibo.rulebook.voting.ballots import HIGHEST_POINTS, BallotRules, VoteType

# Of a list that is not drawn up yet: no real one is longer.
_ANY_LENGTH = 400


class NoBallot(StrEnum):
    """Which limits leave nothing to vote with."""

    LENGTHS = "lengths"
    SHORT_LIST = "short-list"
    COST = "cost"
    POINTS = "points"


def no_ballot(rules: BallotRules, costs: Sequence[int] | None = None) -> NoBallot | None:
    """Why no marks on the list can be valid; None where some can. `costs` are its projects in grosze, None while unknown."""
    lengths = list(_lengths(rules, _ANY_LENGTH))
    if not lengths:
        return NoBallot.LENGTHS
    if costs is not None:
        lengths = [length for length in lengths if length <= len(costs)]
        if not lengths:
            return NoBallot.SHORT_LIST
    lengths = [length for length in lengths if _affordable(length, rules, costs)]
    if not lengths:
        return NoBallot.COST
    if rules.takes_points and not any(_has_points(length, rules) for length in lengths):
        return NoBallot.POINTS
    return None


def within(rules: BallotRules, standing: int) -> BallotRules:
    """The rules for a list of which so many projects stand: nobody can be asked for more than there is.

    After a strike "exactly 3" of two projects is two; points that two projects cannot take are not asked for.
    """
    least = min(rules.min_length, standing)
    points = rules.min_sum_points
    if points is not None and rules.max_points is not None:
        points = min(points, rules.max_points * standing)
    if rules.point_set and points is not None:
        points = min(points, sum(rules.point_set[:standing]))
    return replace(rules, min_length=least, min_sum_points=points)


def _lengths(rules: BallotRules, longest: int) -> Iterator[int]:
    most = 1 if rules.vote_type is VoteType.CHOOSE_ONE else rules.max_length
    yield from range(max(rules.min_length, 1), (longest if most is None else most) + 1)


def _affordable(length: int, rules: BallotRules, costs: Sequence[int] | None) -> bool:
    if rules.max_sum_cost is None:
        return True
    # A project costs something, however little.
    cheapest = length if costs is None else sum(sorted(costs)[:length])
    return cheapest <= rules.max_sum_cost


def _has_points(length: int, rules: BallotRules) -> bool:
    highest = HIGHEST_POINTS if rules.max_points is None else rules.max_points
    least = rules.min_sum_points or 0
    most = rules.max_sum_points
    if rules.point_set:
        sums = _sums([point for point in rules.point_set if point <= highest], length)
        return any(total >= least and (most is None or total <= most) for total in sums)
    most = length * highest if most is None else min(most, length * highest)
    return highest >= 1 and max(length, least) <= most


def _sums(points: Sequence[int], length: int) -> set[int]:
    """All totals of so many of the points, each handed out once."""
    found: list[set[int]] = [{0}, *(set[int]() for _ in range(length))]
    for point in points:
        for count in range(length, 0, -1):
            found[count] |= {total + point for total in found[count - 1]}
    return found[length]
