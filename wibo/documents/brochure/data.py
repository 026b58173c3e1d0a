"""All projects of the frozen ballot, list by list, to be read on paper."""

from collections.abc import Iterator, Mapping
from typing import Any

from wibo.documents.engine.frame import frame_of, voting_dates
from wibo.editions.addressing import printed_site
from wibo.editions.models import Edition
from wibo.proposals.models import Picture
from wibo.rulebook.spelling.money import zloty, zloty_short
from wibo.voting.ballot.lists import lists_of
from wibo.voting.ballot.models import Project

# Points of letters: for everyone, and as guides for people who see little ask for (18 and more).
SIZES = {"A4": 10.5, "large": 18.0}


def brochure_data(edition: Edition, size: str, pictures: Mapping[int, Picture]) -> dict[str, Any]:
    """The lists with what their projects say, those with a picture beside it; struck ones are not there."""
    return {
        **frame_of(edition, "Projekty do głosowania"),
        "size": SIZES[size],
        "dates": voting_dates(edition),
        "address": printed_site(edition),
        "lists": [
            {
                "name": entry.pool.name,
                "rule": f"Do podziału: {zloty_short(entry.pool.amount)}. {entry.pool.rule_in_words}",
                "projects": [_project(one, pictures.get(one.pk)) for one in entry.standing],
            }
            for entry in lists_of(edition)
        ],
    }


def pictures_of(edition: Edition) -> dict[int, Picture]:
    """The picture of each project that has one, by the project's key."""
    rows = Project.objects.filter(edition=edition, struck_at=None).with_faces()
    return {one.pk: one.proposal.face for one in rows if one.proposal and one.proposal.face}


def contents(pictures: Mapping[int, Picture]) -> Iterator[tuple[str, bytes]]:
    """Each picture with its name on the page, in the small size: it is printed some centimetres wide."""
    for key, picture in pictures.items():
        with picture.small_jpeg.open("rb") as file:
            yield f"{key}.jpg", file.read()


def _project(one: Project, picture: Picture | None) -> dict[str, Any]:
    return {
        "picture": {"file": f"/{one.pk}.jpg", "words": picture.words} if picture else None,
        "number": one.number,
        "title": one.title,
        "place": one.location,
        "cost": zloty(one.cost),
        "summary": one.summary,
    }
