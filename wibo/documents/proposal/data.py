"""An application as its print tells it."""

from typing import Any

from wibo.documents.engine.frame import fact, frame_of, moment
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.spelling.money import zloty


def proposal_data(proposal: Proposal) -> dict[str, Any]:
    """An application, marked as a working copy while it is a draft."""
    facts = [
        fact("Numer wniosku", proposal.number or "–"),
        fact("Złożony", moment(proposal.submitted_at)),
        fact("Sposób złożenia", str(proposal.get_source_display())),
        fact("Wnioskodawca", proposal.author_in_office or "–"),
        fact("Pula", str(proposal.pool or "–")),
        fact("Miejsce", proposal.location or "–"),
        fact("Stan", proposal.state.label),
    ]
    parts = [
        fact("Krótki opis", proposal.summary),
        fact("Dokładny opis", proposal.description),
        fact("Uzasadnienie", proposal.justification),
    ]
    return {
        **frame_of(proposal.edition, proposal.title),
        "draft": proposal.status == Status.DRAFT,
        "facts": facts,
        "parts": [part for part in parts if part["value"]],
        "costs": [fact(line.name, zloty(line.amount)) for line in proposal.cost_lines.all()],
        "total": zloty(proposal.cost),
        "files": [attachment.name for attachment in proposal.attachments.all()],
    }
