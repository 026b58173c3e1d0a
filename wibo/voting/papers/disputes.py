"""Disputed cards: the clerk puts one aside with a question, the commission decides, then the card is keyed."""

from datetime import datetime

from django.db import IntegrityError, transaction

from wibo.access.refusal import Refused
from wibo.journal.actions import record
from wibo.journal.kinds import Kind
from wibo.rulebook.voting.reasons import Reason
from wibo.voting.papers.models import Dispute, PaperBatch
from wibo.voting.urn.models import Envelope


def put_aside(batch: PaperBatch, serial: int, question: str, *, by: str, at: datetime) -> Dispute:
    """Put a card of an open batch aside for the commission. Raises Refused."""
    if batch.closed_at:
        raise Refused("Ta paczka jest zamknięta.")
    if Envelope.objects.filter(batch=batch).handed_in().filter(serial=serial).exists():
        raise Refused(f"Karta nr {serial} jest już wpisana. Do spornych trafia karta przed wpisaniem.")
    try:
        with transaction.atomic():
            dispute: Dispute = Dispute.objects.create(
                batch=batch, serial=serial, question=question, asked_by=by, asked_at=at
            )
            record(
                Kind.DISPUTE_OPENED,
                town=batch.edition.town,
                by=by,
                at=at,
                edition=batch.edition_id,
                about=dispute,
                batch=batch.name,
                serial=serial,
                question=question,
            )
    except IntegrityError as error:
        raise Refused(f"Karta nr {serial} jest już odłożona do spornych.") from error
    return dispute


def decide(dispute: Dispute, reason: str, answer: str, *, by: str, at: datetime) -> Dispute:
    """Decide that the card is valid (`reason` is "") or why it is not. Raises Refused.

    Who asked does not decide.
    """
    if dispute.asked_by == by:
        raise Refused("Decyduje inna osoba niż ta, która odłożyła kartę.")
    if not answer.strip():
        raise Refused("Napisz uzasadnienie. Stanie w dzienniku i w protokole paczki.")
    with transaction.atomic():
        decided = Dispute.objects.filter(pk=dispute.pk, decided_at=None).update(
            is_valid=not reason,
            reason=Reason(reason) if reason else "",
            answer=answer,
            decided_by=by,
            decided_at=at,
        )
        if not decided:
            raise Refused("Ta karta jest już rozstrzygnięta.")
        dispute.refresh_from_db()
        record(
            Kind.DISPUTE_DECIDED,
            town=dispute.batch.edition.town,
            by=by,
            at=at,
            edition=dispute.batch.edition_id,
            about=dispute,
            batch=dispute.batch.name,
            serial=dispute.serial,
            decision=dispute.in_words,
            note=answer,
        )
    return dispute
