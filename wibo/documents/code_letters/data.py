"""Letters with one-time codes."""

from typing import Any

from wibo.documents.engine.frame import frame_of, voting_dates
from wibo.editions.addressing import printed_site
from wibo.editions.models import Edition
from wibo.rulebook.people.codes import grouped_code
from wibo.voting.electorate.codes import CodeLetter


def code_letters_data(edition: Edition, letters: list[CodeLetter]) -> dict[str, Any]:
    """Letters with one-time codes. The data live as long as the print is made."""
    town = edition.town
    contact = ", ".join(filter(None, (town.contact_place, town.contact_phone, town.contact_email)))
    return {
        **frame_of(edition, "Kody do głosowania"),
        "address": printed_site(edition),
        "dates": voting_dates(edition),
        "contact": contact,
        "letters": [
            {
                "name": f"{one.addressee.first_name} {one.addressee.surname}",
                "address": one.addressee.address,
                "code": grouped_code(one.code),
            }
            for one in letters
        ],
    }
