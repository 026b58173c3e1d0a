"""Disputed cards: the clerk puts one aside with a question, the commission decides, then the card is keyed."""

from django.db import IntegrityError, transaction

from wibo.access.refusal import Refused
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.papers import DisputeDecided, DisputeOpened
from wibo.rulebook.voting.reasons import Reason
from wibo.voting.papers.models import Dispute, PaperBatch
from wibo.voting.urn.models import Envelope


def put_aside(batch: PaperBatch, serial: int, question: str, *, act: Act) -> Dispute:
    """Put a card of an open batch aside for the commission. Raises Refused."""
    if batch.closed_at:
        raise Refused("Ta paczka jest zamknięta.")
    if Envelope.objects.filter(batch=batch).handed_in().filter(serial=serial).exists():
        raise Refused(f"Karta nr {serial} jest już wpisana. Do spornych trafia karta przed wpisaniem.")
    try:
        with transaction.atomic():
            dispute: Dispute = Dispute.objects.create(
                batch=batch, serial=serial, question=question, asked_by=act.by, asked_at=act.at
            )
            record(
                DisputeOpened(batch=batch.name, serial=serial, question=question),
                act,
                town=batch.edition.town,
                edition=batch.edition_id,
                about=dispute,
            )
    except IntegrityError as error:
        raise Refused(f"Karta nr {serial} jest już odłożona do spornych.") from error
    return dispute


def decide(dispute: Dispute, reason: str, answer: str, *, act: Act) -> Dispute:
    """Decide that the card is valid (`reason` is "") or why it is not. Raises Refused.

    Who asked does not decide.
    """
    if dispute.asked_by == act.by:
        raise Refused("Decyduje inna osoba niż ta, która odłożyła kartę.")
    if not answer.strip():
        raise Refused("Napisz uzasadnienie. Stanie w dzienniku i w protokole paczki.")
    with transaction.atomic():
        decided = Dispute.objects.filter(pk=dispute.pk, decided_at=None).update(
            is_valid=not reason,
            reason=Reason(reason) if reason else "",
            answer=answer,
            decided_by=act.by,
            decided_at=act.at,
        )
        if not decided:
            raise Refused("Ta karta jest już rozstrzygnięta.")
        dispute.refresh_from_db()
        record(
            DisputeDecided(
                batch=dispute.batch.name, serial=dispute.serial, decision=dispute.in_words, note=answer
            ),
            act,
            town=dispute.batch.edition.town,
            edition=dispute.batch.edition_id,
            about=dispute,
        )
    return dispute
