"""Marks as people give them: ticks and points from the web form, numbers from the clerk's keyboard."""

import re
from typing import Any

from django.utils.translation import gettext

from wibo.access.refusal import Refused
from wibo.rulebook.voting.ballots import HIGHEST_POINTS, Marks, VoteType
from wibo.voting.ballot.lists import PoolList

_KEYED = re.compile(r"(?P<number>[^\s,:=]+)(?:[:=](?P<points>\d{1,4}))?")
_SEPARATORS = re.compile(r"[\s,;]+")


def typed(entry: PoolList, data: Any) -> dict[str, Any]:
    """What the web form says of each project of a list: True for a tick, else the number typed; others are absent."""
    numbers = [project.number for project in entry.projects]
    if entry.pool.ballot_rules.takes_points or entry.pool.vote_type == VoteType.ORDINAL:
        given = {number: str(data.get(f"p-{number}", "")).strip() for number in numbers}
        return {number: text for number, text in given.items() if text.strip("0")}
    marked = set(data.getlist("projekt"))
    return {number: True for number in numbers if number in marked}


def from_form(entry: PoolList, data: Any) -> Marks:
    """The marks on one list of the web form; unknown projects are passed over. Raises Refused for equal places."""
    given = typed(entry, data)
    if entry.pool.ballot_rules.takes_points:
        return Marks(tuple(given), tuple(_points(text) for text in given.values()))
    if entry.pool.vote_type == VoteType.ORDINAL:
        placed = sorted((_points(text), number) for number, text in given.items())
        if len({place for place, _ in placed}) < len(placed):
            raise Refused(
                gettext(
                    "Dwa projekty mają to samo miejsce. Daj każdemu inne: 1 dla najlepszego, potem 2 i dalej."
                )
            )
        return Marks(tuple(number for _, number in placed))
    return Marks(tuple(given))


def _points(text: str) -> int:
    """The number typed; what is no number, or is absurd, becomes one that no rules admit."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else HIGHEST_POINTS + 1


def from_keys(lists: list[PoolList], text: str) -> dict[int, Marks]:
    """The marks of a paper card as keyed: "12 7 23", or "12:3 7:2" with points. Raises Refused.

    Numbers of projects are unique in an edition, so each finds its own list.
    """
    home = {project.number: entry for entry in lists for project in entry.projects}
    found: dict[int, list[tuple[str, int | None]]] = {}
    for token in filter(None, _SEPARATORS.split(text)):
        match = _KEYED.fullmatch(token)
        if match is None:
            raise Refused(
                f"Nie rozumiem „{token}”. Wpisz numery oddzielone odstępem, a punkty po dwukropku: 12:3 7:2."
            )
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
