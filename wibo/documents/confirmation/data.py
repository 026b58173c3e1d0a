"""The confirmation of an application on paper, with the code by which its author takes it into an account."""

from typing import Any

from wibo.documents.engine.frame import day, fact, frame_of, moment
from wibo.editions.addressing import printed_site
from wibo.proposals.models import Proposal
from wibo.rulebook.people.codes import grouped_code


def confirmation_data(proposal: Proposal, code: str) -> dict[str, Any]:
    """What was handed in, when, under which number, and the code."""
    facts = [
        fact("Numer wniosku", proposal.reference),
        fact("Tytuł", proposal.title),
        fact("Wnioskodawca", proposal.author_in_office),
        fact("Data wpływu", day(proposal.received_on)),
        fact("Jak wpłynął", str(proposal.get_arrived_by_display() or "na papierze")),
        fact("Zarejestrowany", moment(proposal.submitted_at)),
        *([fact("Numer w urzędzie", proposal.office_number)] if proposal.office_number else []),
    ]
    town = proposal.edition.town
    contact = ", ".join(filter(None, [town.contact_place, town.contact_phone, town.contact_email]))
    return {
        **frame_of(proposal.edition, "Potwierdzenie przyjęcia wniosku"),
        "facts": facts,
        "code": grouped_code(code),
        "address": printed_site(proposal.edition),
        "contact": contact,
    }
