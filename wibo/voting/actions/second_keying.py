"""Keying a card again: another person keys it, a difference is named by list, and two of three keyings decide.

What was keyed before is never shown: only MACs are compared.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.journal.actions import record
from wibo.journal.kinds import Kind
from wibo.voting.actions.paper import correct
from wibo.voting.checking import PaperCard, differences, items_of
from wibo.voting.models import Envelope, PaperBatch, SecondKeying, Settlement


def key_again(batch: PaperBatch, serial: int, card: PaperCard, *, user: User, at: datetime) -> SecondKeying:
    """Compare a second keying with the first. Raises Refused when the same person keys it, or keys it twice."""
    envelope = _keyed(batch, serial)
    if envelope.keyed_by_id in (None, user.pk):
        raise Refused("Drugi raz wpisuje inna osoba niż za pierwszym razem.")
    items = items_of(batch, serial, card)
    differing = differences(batch.edition, _stored(envelope), items)
    settlement = Settlement.WAITING if differing else Settlement.AGREED
    try:
        with transaction.atomic():
            made: SecondKeying = SecondKeying.objects.create(
                batch=batch, serial=serial, first_id=envelope.keyed_by_id, by=user, settlement=settlement,
                differs=", ".join(differing), items=_as_text(items) if differing else {},
            )  # fmt: skip
            record(
                Kind.BALLOT_KEYED_AGAIN, town=batch.edition.town, by=user.signature, at=at, edition=batch.edition_id,
                about=made, batch=batch.name, outcome=made.differs or "zgodnie",
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(f"Karta nr {serial} jest już wpisana drugi raz.") from error
    return made


def settle_keying(again: SecondKeying, card: PaperCard, *, user: User, at: datetime) -> SecondKeying:
    """A third keying: it stands with the one that it equals. Raises Refused when it equals neither."""
    batch = again.batch
    envelope = _keyed(batch, again.serial)
    items = items_of(batch, again.serial, card)
    if again.settlement != Settlement.WAITING:
        raise Refused("Ta karta jest już sprawdzona.")
    if not differences(batch.edition, _stored(envelope), items):
        settlement = Settlement.FIRST
    elif _as_text(items) == again.items:
        settlement = Settlement.SECOND
    else:
        raise Refused("To trzeci różny zapis. Sprawdź kartę jeszcze raz, najlepiej we dwie osoby.")
    with transaction.atomic():
        rows = SecondKeying.objects.filter(pk=again.pk, settlement=Settlement.WAITING)
        if not rows.update(settlement=settlement, items={}):
            raise Refused("Ta karta jest już sprawdzona.")
        if settlement == Settlement.SECOND:
            correct(envelope, card, "Zgodne drugie i trzecie wpisanie.", user=user, at=at)
        again.refresh_from_db()
        record(
            Kind.KEYING_SETTLED, town=batch.edition.town, by=user.signature, at=at, edition=batch.edition_id,
            about=again, batch=batch.name, outcome=again.get_settlement_display(),
        )  # fmt: skip
    return again


def _keyed(batch: PaperBatch, serial: int) -> Envelope:
    found: Envelope | None = Envelope.objects.filter(batch=batch, serial=serial).handed_in().first()
    if found is None:
        raise Refused(f"Karta nr {serial} nie jest jeszcze wpisana.")
    if batch.closed_at:
        raise Refused("Ta paczka jest zamknięta.")
    return found


def _stored(envelope: Envelope) -> dict[str, bytes]:
    return {item: bytes(mac) for item, mac in envelope.keyed_items.values_list("item", "mac")}


def _as_text(items: dict[str, bytes]) -> dict[str, str]:
    return {item: mac.hex() for item, mac in sorted(items.items())}
