"""The certificate of an erasure as plain values."""

from typing import Any

from wibo.documents.engine.frame import day, fact, frame_of, moment
from wibo.retention.models import Erasure
from wibo.rulebook.spelling.polish import grouped


def certificate_data(erasure: Erasure) -> dict[str, Any]:
    """All that an inspector asks: what, of which edition, when, by whom, how much, what was left, what of copies."""
    edition = erasure.edition
    return {
        **frame_of(edition, "Zaświadczenie o usunięciu danych"),
        "regulations": edition.regulations,
        "facts": [
            fact("Co usunięto", erasure.get_clock_display()),
            fact("Edycja", edition.name),
            fact("Termin przechowywania minął", day(erasure.due_on)),
            fact("Usunięto", moment(erasure.erased_at)),
            fact("Wniosły i potwierdziły osoby", erasure.by),
            fact("Powód", erasure.reason),
            fact("Plików", grouped(erasure.files)),
            fact("Zniszczonych kluczy edycji", grouped(erasure.keys)),
            fact("Znaleziono po usunięciu", "nic"),
            fact("Pliki i klucze zniknęły", moment(erasure.finished_at)),
        ],
        "rows": [fact(what, grouped(number)) for what, number in erasure.removed if number],
        "copies": day(erasure.copies_until) if erasure.copies_until else "",
        "keys": bool(erasure.keys),
        "journal": f"nr {erasure.journal_number}, {erasure.journal_digest}"
        if erasure.journal_digest
        else "–",
    }
