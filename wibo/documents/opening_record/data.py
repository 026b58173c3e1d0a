"""The sums that are read and signed before the urn is opened."""

from typing import Any

from wibo.documents.engine.frame import Fact, day, fact, frame_of, moment
from wibo.editions.models import Edition
from wibo.results.reconciling import reconcile
from wibo.rulebook.spelling.polish import grouped
from wibo.voting.models import PaperBatch


def opening_data(edition: Edition) -> dict[str, Any]:
    """The sums that two people read and sign before they open the urn; the same after it."""
    sums = reconcile(edition)
    return {
        **frame_of(edition, "Uzgodnienie kart"),
        "regulations": edition.regulations,
        "opened": f"Urnę otwarto {moment(edition.urn_opened_at)}."
        if edition.urn_opened_at
        else "Urna jest zamknięta. Po jej otwarciu nie da się unieważnić żadnego głosu.",
        "equations": equations(edition),
        "boxes": [
            {
                "name": batch.name,
                "day": day(batch.cast_on),
                "papers": str(batch.expected),
                "note": batch.closing_note or "–",
            }
            for batch in PaperBatch.objects.filter(edition=edition)
        ],
        "agrees": "Wszystkie źródła się zgadzają." if sums.agrees else "UWAGA: źródła się nie zgadzają.",
    }


def equations(edition: Edition) -> list[Fact]:
    """The control sums by source, each with whether the sources agree."""
    sums = reconcile(edition)
    told = [
        fact(
            line.name,
            f"{'; '.join(f'{name} {grouped(number)}' for name, number in line.sources)} {_verdict(agrees=line.agrees)}",
        )
        for line in sums.lines
    ]
    for box in sums.boxes:
        explained = box.agrees and box.counted != box.keyed
        verdict = "– różnica wyjaśniona w protokole paczki" if explained else _verdict(agrees=box.agrees)
        numbers = f"policzone przez dwie osoby {grouped(box.counted)}; wpisane {grouped(box.keyed)}"
        told.append(fact(f"Paczka {box.name}", f"{numbers} {verdict}"))
    return told


def _verdict(*, agrees: bool) -> str:
    return "✓" if agrees else "– nie zgadza się"
