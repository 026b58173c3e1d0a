"""Marks as people give them: ticks and points from the web form, numbers from the clerk's keyboard."""

import re
from typing import Any

from wibo.access.refusal import Refused
from wibo.rulebook.ballots import Marks, VoteType
from wibo.voting.lists import PoolList

_KEYED = re.compile(r"(?P<number>[^\s,:=]+)(?:[:=](?P<points>\d{1,4}))?")


def from_form(entry: PoolList, data: Any) -> Marks:
    """The marks on one list of the web form; unknown projects are passed over."""
    numbers = [project.number for project in entry.projects]
    if entry.pool.ballot_rules.takes_points:
        given = {number: str(data.get(f"p-{number}", "")).strip() for number in numbers}
        chosen = [(number, int(text)) for number, text in given.items() if text.isdecimal() and int(text)]
        return Marks(tuple(number for number, _ in chosen), tuple(points for _, points in chosen))
    if entry.pool.vote_type == VoteType.ORDINAL:
        given = {number: str(data.get(f"p-{number}", "")).strip() for number in numbers}
        placed = sorted(
            (int(text), number) for number, text in given.items() if text.isdecimal() and int(text)
        )
        return Marks(tuple(number for _, number in placed))
    marked = set(data.getlist("projekt"))
    return Marks(tuple(number for number in numbers if number in marked))


def from_keys(lists: list[PoolList], text: str) -> dict[int, Marks]:
    """The marks of a paper card as keyed: "12 7 23", or "12:3 7:2" with points. Raises Refused.

    Numbers of projects are unique in an edition, so each finds its own list.
    """
    home = {project.number: entry for entry in lists for project in entry.projects}
    found: dict[int, list[tuple[str, int | None]]] = {}
    for match in _KEYED.finditer(text.replace(";", " ")):
        number, points = match["number"], match["points"]
        entry = home.get(number)
        if entry is None:
            raise Refused(
                f"Na karcie nie ma projektu nr {number}. Sprawdź numer. Jeśli tak jest na papierze, wybierz powód N19."
            )
        found.setdefault(entry.pool.pk, []).append((number, int(points) if points else None))
    return {pool: _marks(marks) for pool, marks in found.items()}


def _marks(marks: list[tuple[str, int | None]]) -> Marks:
    numbers = tuple(number for number, _ in marks)
    points = tuple(points for _, points in marks if points is not None)
    return Marks(numbers, points)
