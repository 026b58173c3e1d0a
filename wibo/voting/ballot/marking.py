"""Marks as people give them: ticks and points from the web form, numbers from the clerk's keyboard."""

import re
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext

from wibo.access.refusal import Refused
from wibo.rulebook.voting.ballots import HIGHEST_POINTS, Marks, VoteType
from wibo.voting.ballot.lists import PoolList

_KEYED = re.compile(r"(?P<number>[^\s,:=]+)(?:[:=](?P<points>\d{1,4}))?")
# Names of the buttons beside a field of points; their value is the project's number.
LESS, MORE = "mniej", "wiecej"
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
                ),
                field=_same_place(placed),
            )
        return Marks(tuple(number for _, number in placed))
    return Marks(tuple(given))


def _same_place(placed: list[tuple[int, str]]) -> str:
    """The first project on a place that another has already."""
    return next(number for (before, _), (place, number) in pairwise(placed) if before == place)


def given_by(entry: PoolList, marks: Marks | None) -> dict[str, Any]:
    """What stored marks say of each project: True, points or a place."""
    if marks is None:
        return {}
    if marks.points:
        return dict(zip(marks.projects, marks.points, strict=True))
    if entry.pool.vote_type == VoteType.ORDINAL:
        return {number: at for at, number in enumerate(marks.projects, start=1)}
    return dict.fromkeys(marks.projects, True)


def is_kept(entry: PoolList, data: Any) -> bool:
    """Whether marks hold all that was typed; words instead of a number, and equal places, they do not."""
    given = typed(entry, data)
    try:
        kept = given_by(entry, from_form(entry, data))
    except Refused:
        return False
    return {number: str(value) for number, value in kept.items()} == {
        number: str(value).lstrip("0") for number, value in given.items()
    }


def with_one_more(entry: PoolList, data: Any) -> tuple[Any, str]:
    """The form after a press of − or + beside a project, and the number of that project; as it was without one."""
    number = str(data.get(MORE) or data.get(LESS) or "")
    if number not in {project.number for project in entry.projects}:
        return data, ""
    before = str(data.get(f"p-{number}", "")).strip()
    points = int(before) if before.isascii() and before.isdecimal() and len(before) <= 4 else 0
    changed = data.copy()
    changed[f"p-{number}"] = str(max(0, points + (1 if data.get(MORE) else -1)))
    return changed, number


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
