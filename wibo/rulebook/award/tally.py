"""Counting marks. What a ballot without a mark, a repeated project and a place are worth is written here, once.

A ballot without a mark on the list is an abstention there: it is no ballot of the pool (neither for thresholds nor
for equal shares), in the product as in `wibo recount`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from wibo.rulebook.voting.ballots import BallotRules, Marks, VoteType


class OrderBy(StrEnum):
    """What ranks the projects of a pool."""

    VOTES = "votes"
    POINTS = "points"
    BORDA = "borda"


class Places(StrEnum):
    """Points for places on a ranking ballot: the first place gets as many as places are allowed, or as that ballot
    has named. Both are found in published files.
    """

    LONGEST = "longest"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Tally:
    """The count of one pool: ballots with a mark, and per project the votes (ballots that name it) and the score.

    `score` is the sum of points, points for places on ordinal ballots, and equals `votes` otherwise.
    """

    ballots: int
    votes: dict[str, int]
    score: dict[str, int]


def natural_order(vote_type: VoteType) -> OrderBy:
    """How a pool of that vote type is ranked unless its rules say otherwise."""
    if vote_type is VoteType.ORDINAL:
        return OrderBy.BORDA
    return OrderBy.POINTS if vote_type in (VoteType.CUMULATIVE, VoteType.SCORING) else OrderBy.VOTES


def counted_ballots(ballots: Iterable[Marks], rules: BallotRules) -> list[Marks]:
    """The ballots that take part, as they count: repeats settled by the rule, those left empty out."""
    cleaned = (ballot.counted(rules.repeats) for ballot in ballots)
    return [marks for marks in cleaned if marks]


def tally(
    ballots: Iterable[Marks], projects: Iterable[str], rules: BallotRules, places: Places = Places.LONGEST
) -> Tally:
    """Count the ballots of a pool over its projects; marks of unknown projects count for nothing.

    A mark with no points is no vote. `default_score` of the rules goes to projects that a ballot does not name.
    """
    votes = dict.fromkeys(projects, 0)
    score = dict(votes)
    named = dict(votes)
    counted = counted_ballots(ballots, rules)
    for marks in counted:
        for project, worth in zip(marks.projects, _worths(marks, rules, places, len(votes)), strict=True):
            if project in votes:
                named[project] += 1
                votes[project] += not marks.points or worth > 0
                score[project] += worth
    if rules.default_score:
        for project in score:
            score[project] += rules.default_score * (len(counted) - named[project])
    return Tally(len(counted), votes, score)


def _worths(marks: Marks, rules: BallotRules, places: Places, projects: int) -> Iterable[int]:
    """What each mark of a ballot adds to the score."""
    if marks.points:
        return marks.points
    if rules.vote_type is not VoteType.ORDINAL:
        return (1,) * len(marks.projects)
    top = len(marks.projects) if places is Places.OWN else rules.max_length or projects
    return [max(top - place, 0) for place in range(len(marks.projects))]
