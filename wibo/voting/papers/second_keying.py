"""Keying a card again: another person keys it, a difference is named by list, and two of three keyings decide.

What was keyed before is never shown, and only the worker can compare: the web process seals and asks.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django_scopes import scope, scopes_disabled
from django_tasks import task

from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.accounts.seniority import refuse_fresh_role
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.papers import BallotKeyedAgain, KeyingSettled
from wibo.voting.papers.checking import PaperCard, differences, opened_card, sealed_card
from wibo.voting.papers.entering import correct
from wibo.voting.papers.models import KeyedCard, PaperBatch, SecondKeying, Settlement
from wibo.voting.urn.models import Envelope

THIRD = "to trzeci różny zapis; sprawdźcie kartę jeszcze raz, najlepiej we dwie osoby"
LOST = "wcześniejszego wpisania nie da się już odczytać; wpisz kartę od nowa"


def key_again(batch: PaperBatch, serial: int, card: PaperCard, *, user: User, at: datetime) -> SecondKeying:
    """Note a second keying, for the worker to compare with the first. Raises Refused when the same person keys it, or
    keys it twice.
    """
    envelope = _keyed(batch, serial)
    if envelope.keyed_by_id in (None, user.pk):
        raise Refused("Drugi raz wpisuje inna osoba niż za pierwszym razem.")
    refuse_fresh_role(user, Can.COUNT_PAPERS, at)
    try:
        with transaction.atomic():
            made: SecondKeying = SecondKeying.objects.create(
                batch=batch,
                serial=serial,
                first_id=envelope.keyed_by_id,
                by=user,
                settlement=Settlement.COMPARING,
                sealed=sealed_card(batch.edition, card),
            )
            record(
                BallotKeyedAgain(batch=batch.name, outcome="do porównania"),
                Act(user.signature, at),
                town=batch.edition.town,
                edition=batch.edition_id,
                about=made,
            )
    except IntegrityError as error:
        raise Refused(f"Karta nr {serial} jest już wpisana drugi raz.") from error
    compare.enqueue(made.pk, at.isoformat())
    made.refresh_from_db()
    return made


def settle_keying(again: SecondKeying, card: PaperCard, *, user: User, at: datetime) -> SecondKeying:
    """Note a third keying, for the worker: it stands with the one that it equals. Raises Refused when it is settled."""
    _keyed(again.batch, again.serial)
    rows = SecondKeying.objects.filter(pk=again.pk, settlement=Settlement.WAITING)
    with transaction.atomic():
        third = sealed_card(again.batch.edition, card)
        if not rows.update(settlement=Settlement.COMPARING, third=third, third_by=user):
            raise Refused("Ta karta jest już sprawdzona.")
    compare.enqueue(again.pk, at.isoformat())
    again.refresh_from_db()
    return again


@task()
def compare(pk: int, asked_at: str) -> None:
    """Compare the keyings of a card, as of the moment at which it was keyed; safe to repeat. Only the worker can."""
    with scopes_disabled():
        rows = SecondKeying.objects.select_related("batch__edition__town", "third_by")
        again = rows.filter(pk=pk, settlement=Settlement.COMPARING).first()
    if again is None:
        return
    with scope(town=again.batch.edition.town):
        _compared(again, datetime.fromisoformat(asked_at))


def _compared(again: SecondKeying, at: datetime) -> None:
    edition = again.batch.edition
    keyed = KeyedCard.objects.filter(
        envelope__batch=again.batch, envelope__serial=again.serial, envelope__state__in=["valid", "invalid"]
    ).first()
    first = opened_card(edition, keyed.sealed) if keyed else None
    second = opened_card(edition, again.sealed)
    if first is None or second is None:
        _note(again, Settlement.WAITING, LOST, at)
        return
    if not again.third:
        differing = differences(edition, first, second)
        _note(again, Settlement.WAITING if differing else Settlement.AGREED, ", ".join(differing), at)
        return
    _decide(again, first, second, at)


def _decide(again: SecondKeying, first: PaperCard, second: PaperCard, at: datetime) -> None:
    """Two of three keyings decide; the second one is then written in the place of the first."""
    edition, third = again.batch.edition, opened_card(again.batch.edition, again.third)
    if third is not None and not differences(edition, first, third):
        _note(again, Settlement.FIRST, again.differs, at)
    elif third is not None and not differences(edition, second, third):
        with transaction.atomic():
            _note(again, Settlement.SECOND, again.differs, at)
            user = again.third_by or again.by
            correct(
                _keyed(again.batch, again.serial),
                third,
                "Zgodne drugie i trzecie wpisanie.",
                user=user,
                at=at,
            )
    else:
        _note(again, Settlement.WAITING, THIRD, at)


def _note(again: SecondKeying, settlement: Settlement, differs: str, at: datetime) -> None:
    settled = settlement is not Settlement.WAITING
    with transaction.atomic():
        SecondKeying.objects.filter(pk=again.pk).update(
            settlement=settlement,
            differs=differs[:500],
            third=b"",
            sealed=b"" if settled else again.sealed,
        )
        record(
            KeyingSettled(
                batch=again.batch.name,
                outcome=f"{settlement.label}{f', {differs}' if differs and not settled else ''}",
            ),
            Act("proces w tle", at),
            town=again.batch.edition.town,
            edition=again.batch.edition_id,
            about=again,
        )


def _keyed(batch: PaperBatch, serial: int) -> Envelope:
    rows = Envelope.objects.select_related("batch__edition__town")
    found: Envelope | None = rows.filter(batch=batch, serial=serial).handed_in().first()
    if found is None:
        raise Refused(f"Karta nr {serial} nie jest jeszcze wpisana.")
    if batch.closed_at:
        raise Refused("Ta paczka jest zamknięta.")
    return found
