"""Ballots are born: one of each list that an envelope held, in an order that leads back to none.

PostgreSQL takes them as a stream; a million with their votes come in less time than they take to open.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.rulebook.people.suppression import may_be_told_apart
from wibo.rulebook.voting.ballots import Marks
from wibo.voting.ballot.models import Project
from wibo.voting.urn.models import Ballot, Vote

_CHUNK = 2_000
# As a stream says that a column is empty.
_NOTHING = "\\N"
Cast = tuple[str, Marks]
# Place, project and points of a vote.
Row = tuple[int, int, int | None]


def write_ballots(edition: Edition, pool: int, cast: list[Cast]) -> None:
    """Write the lists of a pool (channel and marks of each), in an order drawn here. Raises Refused when not all lie there then."""
    random.SystemRandom().shuffle(cast)
    # A lone paper voter's ballot would be named by its channel: then no ballot of the pool keeps one.
    told_apart = may_be_told_apart(Counter(channel for channel, _ in cast))
    channels = [channel if told_apart else "" for channel, _ in cast]
    projects = dict(Project.objects.filter(pool=pool).values_list("number", "pk"))
    # Equal ballots share their votes: of a million there are some thousands.
    known: dict[Marks, list[Row]] = {}
    votes = [known.get(marks) or known.setdefault(marks, _votes(marks, projects)) for _, marks in cast]
    write = _as_a_stream if connection.vendor == "postgresql" else _row_by_row
    write(edition, pool, channels, votes)
    written = Ballot.objects.filter(pool=pool).count(), Vote.objects.filter(project__pool=pool).count()
    if written != (len(cast), sum(map(len, votes))):
        raise Refused("Nie wszystkie głosy zapisały się w bazie. Nic nie zmieniono; wezwij operatora.")


def _votes(marks: Marks, projects: dict[str, int]) -> list[Row]:
    points: Sequence[int | None] = marks.points or (None,) * len(marks.projects)
    pairs = zip(marks.projects, points, strict=True)
    return [(place, projects[number], given) for place, (number, given) in enumerate(pairs, start=1)]


def _as_a_stream(edition: Edition, pool: int, channels: list[str], votes: list[list[Row]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('voting_ballot', 'id')) FROM generate_series(1, %s)",
            [len(channels)],
        )
        keys = [key for (key,) in cursor.fetchall()]
        ballots = (
            f"{key}\t{edition.pk}\t{pool}\t{channel}\n" for key, channel in zip(keys, channels, strict=True)
        )
        _copy(cursor, "voting_ballot (id, edition_id, pool_id, channel)", ballots)
        lines = (
            f"{edition.pk}\t{key}\t{project}\t{place}\t{_NOTHING if points is None else points}\n"
            for key, of_ballot in zip(keys, votes, strict=True)
            for place, project, points in of_ballot
        )
        _copy(cursor, "voting_vote (edition_id, ballot_id, project_id, place, points)", lines)


def _copy(cursor: Any, where: str, lines: Iterable[str]) -> None:
    """Send the lines; numbers and names of channels need no quoting."""
    with cursor.copy(f"COPY {where} FROM STDIN") as stream:
        for chunk in _chunks(lines):
            stream.write("".join(chunk))


def _chunks(lines: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(lines)
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk


def _row_by_row(edition: Edition, pool: int, channels: list[str], votes: list[list[Row]]) -> None:
    made = Ballot.objects.bulk_create(
        [Ballot(edition=edition, pool_id=pool, channel=channel) for channel in channels], batch_size=_CHUNK
    )
    Vote.objects.bulk_create(
        [
            Vote(edition=edition, ballot=ballot, project_id=project, place=place, points=points)
            for ballot, of_ballot in zip(made, votes, strict=True)
            for place, project, points in of_ballot
        ],
        batch_size=_CHUNK,
    )
