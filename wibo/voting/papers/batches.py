"""Batches of paper: counted by two people, opened for keying, closed when every sum agrees."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.timezone import localtime

from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.accounts.seniority import refuse_fresh_role
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.papers import BatchClosed, BatchCounted, BatchOpened, BatchRecounted
from wibo.keyring import keys
from wibo.rulebook.calendar.schedule import Channel, Stage, last_minute
from wibo.rulebook.calendar.stages import Feature
from wibo.rulebook.spelling.polish import counted
from wibo.voting.papers.checking import waiting_for_second
from wibo.voting.papers.models import Dispute, KeyedCard, PaperBatch, SecondKeying, Settlement
from wibo.voting.urn.models import Envelope


def refuse_no_paper(edition: Edition, at: datetime) -> None:
    """Raise Refused unless papers may be keyed now: frozen ballot, its window, closed urn, keys."""
    if not edition.frozen_at:
        raise Refused("Najpierw trzeba zamrozić kartę do głosowania.")
    if edition.urn_opened_at:
        raise Refused("Urna jest już otwarta. Kart nie można dopisać.")
    if not edition.enables(Feature.ENTER_PAPER, at):
        raise Refused("Czas wpisywania kart papierowych jeszcze się nie zaczął albo już minął.")
    if not keys.ready(edition.ring):
        raise Refused("Brakuje kluczy tej edycji, więc kart nie da się zapieczętować. Wezwij operatora.")


def open_batch(
    edition: Edition, name: str, cast_on: date, expected: int, *, user: User, at: datetime
) -> PaperBatch:
    """Open a batch of one box and day with the first person's count. Raises Refused.

    Keying begins when another person has counted the same number.
    """
    refuse_no_paper(edition, at)
    refuse_fresh_role(user, Can.COUNT_PAPERS, at)
    _refuse_other_day(edition, cast_on, at)
    try:
        with transaction.atomic():
            batch: PaperBatch = PaperBatch.objects.create(
                edition=edition, name=name, cast_on=cast_on, expected=expected, opened_at=at, opened_by=user
            )
            record(
                BatchOpened(batch=batch.name, count=expected),
                Act(user.signature, at),
                town=edition.town,
                edition=edition.pk,
                about=batch,
            )
    except IntegrityError as error:
        raise Refused("Paczka o tej nazwie już jest. Nadaj nowej inną nazwę.") from error
    return batch


def _refuse_other_day(edition: Edition, cast_on: date, at: datetime) -> None:
    """Raise Refused for a day on which nobody votes on paper: it decides which of two votes counts, and how old the voter is."""
    if cast_on > localtime(at).date():
        raise Refused("Dzień oddania kart nie może być w przyszłości.", "cast_on")
    days = [
        (localtime(window.opens_at).date(), localtime(last_minute(window.closes_at)).date())
        for window in edition.windows.all()
        if window.stage == Stage.VOTING and window.channel in ("", Channel.PAPER)
    ]
    if days and not any(first <= cast_on <= last for first, last in days):
        told = ", ".join(
            f"{date_format(first, 'j.m.Y')} – {date_format(last, 'j.m.Y')}" for first, last in days
        )
        raise Refused(
            f"Tego dnia nie głosowano na papierze. Głosowanie na papierze: {told}.",
            "cast_on",
        )


def confirm_count(batch: PaperBatch, papers: int, *, user: User, at: datetime) -> PaperBatch:
    """The second person's count, made without seeing the first. Raises Refused when it differs."""
    if batch.opened_by_id == user.pk:
        raise Refused("Drugi raz liczy inna osoba, ze swojego konta.")
    refuse_fresh_role(user, Can.COUNT_PAPERS, at)
    if papers != batch.expected:
        raise Refused("Ta liczba różni się od pierwszego liczenia. Przeliczcie karty jeszcze raz, razem.")
    with transaction.atomic():
        rows = PaperBatch.objects.filter(pk=batch.pk, counted_at=None, closed_at=None)
        if not rows.update(counted_at=at, counted_by=user):
            raise Refused("Ta paczka jest już policzona przez dwie osoby.")
        record(
            BatchCounted(batch=batch.name, count=papers),
            Act(user.signature, at),
            town=batch.edition.town,
            edition=batch.edition_id,
            about=batch,
        )
    batch.refresh_from_db()
    return batch


def correct_count(batch: PaperBatch, papers: int, note: str, *, user: User, at: datetime) -> PaperBatch:
    """A new count after a recount by both: the first number goes, the second person counts again. Raises Refused.

    Also of a batch that two had counted: until two have counted it anew, nobody keys it.
    """
    if not note.strip():
        raise Refused("Napisz, skąd wzięła się różnica. Stanie w dzienniku.")
    with transaction.atomic():
        last = Envelope.objects.filter(batch=batch).handed_in().aggregate(last=Max("serial"))["last"] or 0
        if papers < last:
            raise Refused(
                f"Wpisano już kartę nr {last}. Policz karty jeszcze raz albo popraw numer wpisanej karty."
            )
        rows = PaperBatch.objects.filter(pk=batch.pk, closed_at=None)
        if not rows.update(expected=papers, opened_by=user, counted_at=None, counted_by=None):
            raise Refused("Ta paczka jest już zamknięta.")
        record(
            BatchRecounted(batch=batch.name, before=batch.expected, count=papers, note=note),
            Act(user.signature, at),
            town=batch.edition.town,
            edition=batch.edition_id,
            about=batch,
        )
    batch.refresh_from_db()
    return batch


def unfinished(batch: PaperBatch) -> list[str]:
    """What keeps a batch from being closed whatever its sums: sentences, empty when nothing does."""
    found = []
    if batch.counted_at is None:
        found.append("Karty policzyła dopiero jedna osoba.")
    disputes = Dispute.objects.filter(batch=batch, decided_at=None).count()
    if disputes:
        found.append(f"Na decyzję komisji {counted(disputes, 'czeka karta', 'czekają karty', 'czeka kart')}.")
    comparing = SecondKeying.objects.filter(batch=batch, settlement=Settlement.COMPARING).count()
    if comparing:
        found.append(
            f"Porównywane są wpisania: {counted(comparing, 'karta', 'karty', 'kart')}. Odśwież stronę za chwilę."
        )
    differing = SecondKeying.objects.filter(batch=batch, settlement=Settlement.WAITING).count()
    if differing:
        found.append(f"Różnie wpisano {counted(differing, 'kartę', 'karty', 'kart')}: trzeba sprawdzić.")
    again = len(waiting_for_second(batch))
    if again:
        found.append(f"Drugi raz trzeba wpisać jeszcze {counted(again, 'kartę', 'karty', 'kart')}.")
    return found


def difference(batch: PaperBatch) -> str:
    """How the keyed cards differ from the counted ones, in words; "" when they do not."""
    keyed = Envelope.objects.filter(batch=batch).handed_in().count()
    if keyed == batch.expected:
        return ""
    missing = counted(abs(batch.expected - keyed), "kartę", "karty", "kart")
    return f"w urnie policzono {batch.expected}, a wpisano {keyed}: różnica o {missing}"


def close_batch(batch: PaperBatch, note: str, *, user: User, at: datetime, second: str = "") -> PaperBatch:
    """Close a batch whose keyed cards equal the counted papers; one with a difference is closed by two, with a note
    that explains it (`second` names both). Raises Refused.
    """
    if batch.closed_at:
        raise Refused("Ta paczka jest już zamknięta.")
    if found := unfinished(batch):
        raise Refused(" ".join(found))
    keyed = Envelope.objects.filter(batch=batch).handed_in().count()
    if (found_difference := difference(batch)) and not (second and note.strip()):
        words = f"{found_difference[:1].upper()}{found_difference[1:]}"
        raise Refused(
            f"{words}. Dopisz brakujące albo wyjaśnij różnicę w uwadze: taką paczkę zamykają dwie osoby."
        )
    with transaction.atomic():
        if not PaperBatch.objects.filter(pk=batch.pk, closed_at=None).update(closed_at=at, closing_note=note):
            raise Refused("Ta paczka jest już zamknięta.")
        # From here on nothing is compared any more, so nothing is left that could be compared.
        KeyedCard.objects.filter(envelope__batch=batch).delete()
        SecondKeying.objects.filter(batch=batch).update(sealed=b"", third=b"")
        record(
            BatchClosed(batch=batch.name, count=keyed),
            Act(second or user.signature, at),
            town=batch.edition.town,
            edition=batch.edition_id,
            about=batch,
        )
    batch.refresh_from_db()
    return batch
