"""Annulling a ballot while the urn is closed, and letting its person vote again on paper. Nothing is deleted."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.journal.actions import record
from wibo.journal.kinds import Kind
from wibo.journal.models import Entry
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.voting.reasons import PAPER_ALONE, Reason
from wibo.voting.electorate.models import Participation, ParticipationState
from wibo.voting.urn.models import Envelope, EnvelopeState
from wibo.wording.faults import in_words

# So many a day one person may annul alone; a counting commission meets one or two such cases in a whole edition.
ALONE_A_DAY = 3


def left_alone(edition: int, by: str, at: datetime) -> int:
    """How many more ballots of the edition the person may annul alone on this day (Europe/Warsaw)."""
    begin = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Entry.objects.filter(edition=edition, kind=Kind.BALLOT_ANNULLED, by=by, at__gte=begin)
    return max(0, ALONE_A_DAY - rows.count())


def needs_two(envelope: Envelope, by: str, at: datetime) -> bool:
    """Whether one more annulment by the person takes a second one."""
    return not left_alone(envelope.edition_id, by, at)


def annul(envelope: Envelope, reason: Reason, note: str, *, by: str, at: datetime) -> Envelope:
    """Hold a valid ballot invalid. The person's taking part stays recorded as void. Raises Refused.

    One person may do so a few times a day; beyond that it takes two.
    """
    if needs_two(envelope, by, at):
        raise Refused(
            f"Jedna osoba może unieważnić najwyżej {ALONE_A_DAY} głosy dziennie. Dalsze unieważniają dwie osoby."
        )
    return annul_by_two(envelope, reason, note, by=by, at=at)


def annul_by_two(envelope: Envelope, reason: Reason, note: str, *, by: str, at: datetime) -> Envelope:
    """Hold a valid ballot invalid, however many there were today. Raises Refused."""
    if envelope.edition.urn_opened_at:
        raise Refused("Urna jest otwarta. Głosu nie da się już odnaleźć ani unieważnić.")
    if envelope.channel == Channel.WEB and reason in PAPER_ALONE:
        raise Refused(
            f"Powód {in_words(reason)} dotyczy kart papierowych, a ten głos oddano przez internet. Wybierz inny powód."
        )
    if not note.strip():
        raise Refused("Napisz uzasadnienie. Stanie w dzienniku i w zestawieniu głosów nieważnych.")
    try:
        _annulled(envelope, reason, note, by=by, at=at)
    except IntegrityError as error:
        raise Refused("Urna została właśnie otwarta. Głosu nie da się już unieważnić.") from error
    envelope.refresh_from_db()
    return envelope


def _annulled(envelope: Envelope, reason: Reason, note: str, *, by: str, at: datetime) -> None:
    with transaction.atomic():
        changed = Envelope.objects.filter(pk=envelope.pk, state=EnvelopeState.VALID).update(
            state=EnvelopeState.INVALID, reason=reason, note=note, decided_by=by
        )
        if not changed:
            raise Refused("Ten głos jest już nieważny.")
        Participation.objects.filter(envelope=envelope).update(state=ParticipationState.VOID)
        record(
            Kind.BALLOT_ANNULLED,
            town=envelope.edition.town,
            by=by,
            at=at,
            edition=envelope.edition_id,
            about=envelope,
            reason=reason.value,
            note=note,
        )


def release(envelope: Envelope, note: str, *, by: str, at: datetime) -> None:
    """Let the person of a void ballot hand in one more paper ballot, which then counts. Raises Refused.

    The void ballots stay void. On the web the person is still refused: at the office somebody has seen a document.
    """
    if envelope.edition.urn_opened_at:
        raise Refused("Urna jest otwarta. Nikt już nie może oddać głosu.")
    if not note.strip():
        raise Refused("Napisz uzasadnienie. Stanie w dzienniku.")
    with transaction.atomic():
        released = Participation.objects.filter(envelope=envelope, state=ParticipationState.VOID).update(
            state=ParticipationState.RELEASED
        )
        if not released:
            raise Refused("Głos tej osoby jest ważny albo już pozwolono jej zagłosować.")
        record(
            Kind.VOTER_RELEASED,
            town=envelope.edition.town,
            by=by,
            at=at,
            edition=envelope.edition_id,
            note=note,
        )
