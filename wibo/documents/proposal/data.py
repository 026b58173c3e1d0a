"""An application as its print tells it."""

from typing import Any

from django.db.models import QuerySet

from wibo.documents.engine.frame import day, fact, frame_of, moment
from wibo.editions.addressing import site_of
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.spelling.money import zloty
from wibo.rulebook.spelling.quantities import plain_quantity


def printable(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """The rows with all that a print of them reads."""
    return rows.select_related("edition__town", "pool", "author", "category").prefetch_related(
        "cost_lines", "attachments", "pictures", "answers__question", "co_authors__user"
    )


def proposal_data(proposal: Proposal) -> dict[str, Any]:
    """An application, marked as a working copy while it is a draft."""
    return {**frame_of(proposal.edition, proposal.title), "one": application(proposal)}


def application(proposal: Proposal) -> dict[str, Any]:
    """What an application says, for a print of one or of all."""
    parts = [
        fact("Krótki opis", proposal.summary),
        fact("Dokładny opis", proposal.description),
        fact("Uzasadnienie", proposal.justification),
        *(fact(answer.question.label, answer.text) for answer in proposal.answers.all()),
    ]
    return {
        "title": str(proposal),
        "number": proposal.reference,
        "draft": proposal.status == Status.DRAFT,
        "facts": [row for row in _facts(proposal) if row["value"]],
        "parts": [part for part in parts if part["value"]],
        "costs": [[line.name, *_price(line), zloty(line.amount)] for line in proposal.cost_lines.all()],
        "total": zloty(proposal.cost),
        "upkeep": "" if proposal.upkeep is None else zloty(proposal.upkeep),
        "files": [f"{file.purpose_in_words}: {file.name}" for file in proposal.attachments.all()],
        "pictures": [picture.words for picture in proposal.pictures.all()],
        "address": f"{site_of(proposal.edition)}/wnioski/{proposal.pk}/" if proposal.number else "",
    }


def _facts(proposal: Proposal) -> list[dict[str, str]]:
    others = [str(one.user) for one in proposal.co_authors.all() if one.user and not one.left_at]
    return [
        fact("Numer wniosku", proposal.reference or "–"),
        *_came(proposal),
        fact("Numer w urzędzie", proposal.office_number),
        fact("Wnioskodawca", proposal.author_in_office or "–"),
        fact("Współautorzy", ", ".join(others)),
        fact("Opiekun", proposal.guardian_name),
        fact("Pula", str(proposal.pool or "–")),
        fact("Kategoria", str(proposal.category or "")),
        fact("Miejsce", proposal.location or "–"),
        fact("Działka", proposal.plot),
        fact("Teren", str(proposal.ground_in_words)),
        fact("Stan", proposal.shown.label),
    ]


def _came(proposal: Proposal) -> list[dict[str, str]]:
    """When and how; of paper the day it came in counts, and when it was copied stands beside it."""
    if proposal.received_on is None:
        way = str(proposal.get_source_display())
        return [fact("Złożony", moment(proposal.submitted_at)), fact("Sposób złożenia", way)]
    return [
        fact("Data wpływu", day(proposal.received_on)),
        fact("Jak wpłynął", str(proposal.get_arrived_by_display() or proposal.get_source_display())),
        fact("Zarejestrowany", moment(proposal.submitted_at)),
    ]


def _price(line: Any) -> tuple[str, str]:
    """How many of what at which price; nothing where the line is one sum."""
    if line.quantity == 1 and not line.unit:
        return "", ""
    return f"{plain_quantity(line.quantity)} {line.unit}".strip(), zloty(line.price)
