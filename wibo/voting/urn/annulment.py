"""Annulling a ballot while the urn is closed, and letting its person vote again on paper. Nothing is deleted."""

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.ballots import BallotAnnulled, VoterReleased
from wibo.journal.models import Entry
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.voting.reasons import PAPER_ALONE, Reason
from wibo.voting.electorate.models import Participation, ParticipationState
from wibo.voting.urn.models import Envelope, EnvelopeState
from wibo.wording.faults import in_words

# So many a day one person may annul alone; a counting commission meets one or two such cases in a whole edition.
ALONE_A_DAY = 3


def left_alone(edition: int, act: Act) -> int:
    """How many more ballots of the edition the person may annul alone on this day (Europe/Warsaw)."""
    begin = localtime(act.at).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Entry.objects.filter(edition=edition, kind=BallotAnnulled.kind, by=act.by, at__gte=begin)
    return max(0, ALONE_A_DAY - rows.count())


def needs_two(envelope: Envelope, act: Act) -> bool:
    """Whether one more annulment by the person takes a second one."""
    return not left_alone(envelope.edition_id, act)


def annul(envelope: Envelope, reason: Reason, note: str, *, act: Act) -> Envelope:
    """Hold a valid ballot invalid. The person's taking part stays recorded as void. Raises Refused.

    One person may do so a few times a day; beyond that it takes two.
    """
    if needs_two(
        envelope,
        act,
    ):
        raise Refused(
            f"Jedna osoba może unieważnić najwyżej {ALONE_A_DAY} głosy dziennie. Dalsze unieważniają dwie osoby."
        )
    return annul_by_two(envelope, reason, note, act=act)


def annul_by_two(envelope: Envelope, reason: Reason, note: str, *, act: Act) -> Envelope:
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
        _annulled(envelope, reason, note, act=act)
    except IntegrityError as error:
        raise Refused("Urna została właśnie otwarta. Głosu nie da się już unieważnić.") from error
    envelope.refresh_from_db()
    return envelope


def _annulled(envelope: Envelope, reason: Reason, note: str, *, act: Act) -> None:
    with transaction.atomic():
        changed = Envelope.objects.filter(pk=envelope.pk, state=EnvelopeState.VALID).update(
            state=EnvelopeState.INVALID, reason=reason, note=note, decided_by=act.by
        )
        if not changed:
            raise Refused("Ten głos jest już nieważny.")
        Participation.objects.filter(envelope=envelope).update(state=ParticipationState.VOID)
        record(
            BallotAnnulled(reason=reason.value, note=note),
            act,
            town=envelope.edition.town,
            edition=envelope.edition_id,
            about=envelope,
        )


def release(envelope: Envelope, note: str, *, act: Act) -> None:
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
        record(VoterReleased(note=note), act, town=envelope.edition.town, edition=envelope.edition_id)
