"""The closing record of a box of papers."""

from collections import Counter
from typing import Any

from django.db.models import Count

from wibo.documents.engine.frame import day, fact, frame_of, moment
from wibo.voting.models import (
    Dispute,
    Envelope,
    EnvelopeState,
    ListFault,
    PaperBatch,
    SecondKeying,
    Settlement,
)
from wibo.wording.faults import in_words


def batch_data(batch: PaperBatch) -> dict[str, Any]:
    """The closing record of a box: sums, faults, decisions of the commission, second keying."""
    cards = Envelope.objects.filter(batch=batch).handed_in()
    by_reason = Counter(cards.values_list("reason", flat=True))
    again = Counter(SecondKeying.objects.filter(batch=batch).values_list("settlement", flat=True))
    replaced = Envelope.objects.filter(batch=batch, state=EnvelopeState.REPLACED).count()
    return {
        **frame_of(batch.edition, f"Protokół paczki: {batch.name}"),
        "regulations": batch.edition.regulations,
        "facts": [
            fact("Dzień głosowania", day(batch.cast_on)),
            fact("Karty policzyli", f"{batch.opened_by or '–'} i {batch.counted_by or '–'}"),
            fact("Zamknięto", moment(batch.closed_at) if batch.closed_at else "paczka otwarta"),
            fact("Uwaga", batch.closing_note or "–"),
        ],
        "sums": [
            fact("Karty policzone w urnie", batch.expected),
            fact("Karty wpisane", sum(by_reason.values())),
            fact("w tym ważne", by_reason[""]),
            fact("w tym nieważne", sum(by_reason.values()) - by_reason[""]),
            fact("Różnica", batch.expected - sum(by_reason.values())),
        ],
        "faults": [fact(in_words(code), number) for code, number in sorted(by_reason.items()) if code],
        "lists": [
            fact(f"{fault['pool__name']}: {in_words(fault['reason'])}", fault["n"])
            for fault in ListFault.objects.filter(envelope__in=cards)
            .values("pool__name", "reason")
            .annotate(n=Count("pk"))
        ],
        "checks": [
            fact("Wpisane drugi raz przez inną osobę", sum(again.values())),
            fact("zgodnie", again[Settlement.AGREED]),
            fact("po sprawdzeniu zostało pierwsze wpisanie", again[Settlement.FIRST]),
            fact("po sprawdzeniu zostało drugie wpisanie", again[Settlement.SECOND]),
            fact("Wpisy zastąpione nowym", replaced),
        ],
        "disputes": [
            {
                "card": f"Karta {one.serial}",
                "question": one.question,
                "decision": f"{one.in_words}. {one.answer} ({one.decided_by})",
            }
            for one in Dispute.objects.filter(batch=batch)
        ],
    }
