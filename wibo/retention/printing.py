"""The certificate of an erasure and the register of processing as plain values for their prints."""

from typing import Any

from wibo.documents.engine.frame import day, fact, frame_of, moment
from wibo.retention.models import Erasure
from wibo.retention.processed import PROCESSED, How, Processed
from wibo.rulebook.calendar.keeping import Clock
from wibo.rulebook.spelling.polish import grouped
from wibo.towns.models import Town

_CLOCKS = {
    Clock.IDENTITY: "dni po ostatecznym wyniku, według ustawień edycji",
    Clock.RECORDS: "lata według instrukcji kancelaryjnej, ustawione w edycji",
}


def certificate(erasure: Erasure) -> dict[str, Any]:
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
            fact("Znaleziono po usunięciu", f"{grouped(erasure.left)} wierszy"),
        ],
        "rows": [[what, grouped(number)] for what, number in erasure.removed if number],
        "copies": day(erasure.copies_until),
        "keys": bool(erasure.keys),
        "journal": f"nr {erasure.journal_number}, {erasure.journal_digest}"
        if erasure.journal_digest
        else "–",
    }


def register(town: Town) -> dict[str, Any]:
    """The register's rows, people by people."""
    whom = dict.fromkeys(one.whom for one in PROCESSED)
    return {
        "title": "Rejestr czynności przetwarzania",
        "town": town.name,
        "edition": "budżet obywatelski",
        "arms": town.arms,
        "paper": "a4",
        "controller": f"{town.name}, {town.contact_place}".rstrip(", "),
        "officer": town.dpo_contact or "–",
        "people": [
            {"whom": people, "rows": [_row(one) for one in PROCESSED if one.whom == people]}
            for people in whom
        ],
    }


def _row(one: Processed) -> list[str]:
    until = _CLOCKS[one.clock] if one.clock else "do usunięcia konta albo zmiany osoby"
    if one.how is How.KEY:
        until = f"{until}: niszczy się klucz"
    return [one.what, one.purpose, one.basis, until]
