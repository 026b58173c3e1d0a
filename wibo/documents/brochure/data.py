"""All projects of the frozen ballot, list by list, to be read on paper."""

from typing import Any

from wibo.documents.engine.frame import address_of, frame_of, voting_dates
from wibo.editions.models import Edition
from wibo.rulebook.spelling.money import zloty, zloty_short
from wibo.voting.ballot.lists import lists_of
from wibo.voting.ballot.models import Project

# Points of letters: for everyone, and as guides for people who see little ask for (18 and more).
SIZES = {"A4": 10.5, "large": 18.0}


def brochure_data(edition: Edition, size: str) -> dict[str, Any]:
    """The lists with what their projects say; struck ones are not there."""
    return {
        **frame_of(edition, "Projekty do głosowania"),
        "size": SIZES[size],
        "dates": voting_dates(edition),
        "address": address_of(edition.town),
        "lists": [
            {
                "name": entry.pool.name,
                "rule": f"Do podziału: {zloty_short(entry.pool.amount)}. {entry.pool.rule_in_words}",
                "projects": [_project(one) for one in entry.standing],
            }
            for entry in lists_of(edition)
        ],
    }


def _project(one: Project) -> dict[str, str]:
    return {
        "number": one.number,
        "title": one.title,
        "place": one.location,
        "cost": zloty(one.cost),
        "summary": one.summary,
    }
