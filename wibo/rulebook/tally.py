"""Counting marks. A project is counted at most once on a ballot, whatever was accepted."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from wibo.rulebook.ballots import BallotRules, Marks, VoteType


class OrderBy(StrEnum):
    """What ranks the projects of a pool."""

    VOTES = "votes"
    POINTS = "points"
    BORDA = "borda"


@dataclass(frozen=True, slots=True)
class Tally:
    """The count of one pool: ballots, and per project the votes (marks) and the score.

    `score` is the sum of points, Borda points on ordinal ballots, and equals `votes` otherwise.
    """

    ballots: int
    votes: dict[str, int]
    score: dict[str, int]


def natural_order(vote_type: VoteType) -> OrderBy:
    """How a pool of that vote type is ranked unless its rules say otherwise."""
    if vote_type is VoteType.ORDINAL:
        return OrderBy.BORDA
    return OrderBy.POINTS if vote_type in (VoteType.CUMULATIVE, VoteType.SCORING) else OrderBy.VOTES


def tally(ballots: Iterable[Marks], projects: Iterable[str], rules: BallotRules) -> Tally:
    """Count the ballots of a pool over its projects; marks of unknown projects count for nothing."""
    votes = dict.fromkeys(projects, 0)
    score = dict(votes)
    # A preference list gives max_length points to the first place, one fewer to each next.
    top = rules.max_length or len(votes)
    count = 0
    for ballot in ballots:
        count += 1
        marks = ballot.cleaned()
        for place, project in enumerate(marks.projects):
            if project not in votes:
                continue
            votes[project] += 1
            if marks.points:
                score[project] += marks.points[place]
            elif rules.vote_type is VoteType.ORDINAL:
                score[project] += max(top - place, 0)
            else:
                score[project] += 1
    return Tally(count, votes, score)
