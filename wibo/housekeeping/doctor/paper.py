"""Whether paper is what two people counted: batches, second keyings, disputes, each against the journal."""

from collections.abc import Iterator

from wibo.editions.models import Edition
from wibo.journal.events.papers import (
    BallotKeyedAgain,
    BatchCounted,
    BatchRecounted,
    DisputeDecided,
    DisputeOpened,
)
from wibo.journal.models import Entry
from wibo.voting.models import Dispute, Envelope, PaperBatch, SecondKeying


def findings(edition: Edition) -> Iterator[str]:
    """Batches whose numbers differ from the journal, cards beyond those counted, and checks that are gone."""
    counts = {}
    for entry in Entry.objects.filter(edition=edition.pk, kind__in=_COUNTS).order_by("pk"):
        counts[entry.about] = entry.facts.get("count")
    for batch in PaperBatch.objects.filter(edition=edition):
        told = counts.get(f"paperbatch:{batch.pk}")
        if told is not None and batch.counted_at and told != batch.expected:
            yield f"paczka „{batch.name}”: policzono {told}, a zapisane jest {batch.expected}"
        beyond = Envelope.objects.filter(batch=batch).handed_in().filter(serial__gt=batch.expected).count()
        if beyond:
            yield f"paczka „{batch.name}”: kart o numerach ponad liczbę policzonych: {beyond}"
    yield from _of_checks(edition)


_COUNTS = (BatchCounted.kind, BatchRecounted.kind)


def _of_checks(edition: Edition) -> Iterator[str]:
    of_edition = {"batch__edition": edition}
    compared = (
        ("drugich wpisań", SecondKeying.objects.filter(**of_edition), BallotKeyedAgain.kind),
        ("kart spornych", Dispute.objects.filter(**of_edition), DisputeOpened.kind),
        (
            "rozstrzygniętych kart spornych",
            Dispute.objects.filter(**of_edition).exclude(decided_at=None),
            DisputeDecided.kind,
        ),
    )
    for what, rows, kind in compared:
        told = Entry.objects.filter(edition=edition.pk, kind=kind).count()
        if rows.count() != told:
            yield f"{what} jest {rows.count()}, a dziennik zna {told}"
