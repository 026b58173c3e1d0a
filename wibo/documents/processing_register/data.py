"""The register of processing as plain values, people by people."""

from typing import Any

from wibo.retention.processed import PROCESSED, How, Processed
from wibo.rulebook.calendar.keeping import Clock
from wibo.towns.models import Town

_CLOCKS = {
    Clock.IDENTITY: "dni po ostatecznym wyniku, według ustawień edycji",
    Clock.RECORDS: "lata według instrukcji kancelaryjnej, ustawione w edycji",
}


def register_data(town: Town) -> dict[str, Any]:
    """The register's rows, people by people."""
    whom = dict.fromkeys(one.whom for one in PROCESSED)
    return {
        "title": "Rejestr czynności przetwarzania",
        "town": town.name,
        "edition": "PRÓBA, NIEWAŻNE" if town.is_rehearsal else "budżet obywatelski",
        "arms": town.arms,
        "paper": "a4",
        "controller": f"{town.name}, {town.contact_place}".rstrip(", "),
        "officer": town.dpo_contact or "–",
        "people": [
            {"whom": people, "rows": [_row(one) for one in PROCESSED if one.whom == people]}
            for people in whom
        ],
    }


def _row(one: Processed) -> dict[str, str]:
    until = _CLOCKS[one.clock] if one.clock else "do usunięcia konta albo zmiany osoby"
    if one.how is How.KEY:
        until = f"{until}: niszczy się klucz"
    return {"what": one.what, "purpose": one.purpose, "basis": one.basis, "until": until}
