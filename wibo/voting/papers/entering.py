"""Keying paper ballots. The same rulebook judges them; a fault is recorded here, not refused."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.papers import BallotCorrected, BallotKeyed, BallotKeyedInvalid
from wibo.keyring import keys
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.people.duplicates import CastBallot
from wibo.rulebook.people.eligibility import Ineligible, may_vote
from wibo.rulebook.spelling.polish import counted
from wibo.rulebook.voting.ballots import Judgement, judge
from wibo.rulebook.voting.reasons import Reason
from wibo.towns.conflicts import repeated
from wibo.voting.ballot.lists import as_rules, lists_for
from wibo.voting.ballot.sealing import seal
from wibo.voting.electorate.models import Participation
from wibo.voting.electorate.voters import has_taken_part, is_entitled
from wibo.voting.papers.batches import refuse_no_paper
from wibo.voting.papers.checking import PaperCard, is_in_share, sealed_card
from wibo.voting.papers.models import Dispute, KeyedCard, PaperBatch
from wibo.voting.urn.duplicates import supersede
from wibo.voting.urn.models import Envelope, EnvelopeState, ListFault

_INELIGIBLE = {
    Ineligible.TOO_YOUNG: Reason.AGE,
    Ineligible.IMPLAUSIBLE_AGE: Reason.AGE,
    Ineligible.NOT_BORN: Reason.AGE,
    Ineligible.NO_DECLARATION: Reason.NO_DECLARATION,
    Ineligible.NO_GUARDIAN: Reason.NO_GUARDIAN,
}


# Faults of the marks themselves: they may be the voter's, or a slip of the clerk's fingers.
MARK_FAULTS = frozenset(
    {
        Reason.NO_CHOICE,
        Reason.TOO_MANY,
        Reason.TOO_FEW,
        Reason.OVER_COST,
        Reason.WRONG_POINTS,
        Reason.WRONG_AREA,
        Reason.CROSSED_OUT,
    }
)


def judged(edition: Edition, card: PaperCard, on: date) -> Judgement:
    """What is wrong with the card, by the rulebook or by what the clerk saw."""
    reason = _of_person(edition, card, on)
    if reason:
        return Judgement(reason, {})
    rules = as_rules(lists_for(edition, card.area), on)
    marks = {str(pool): of_list for pool, of_list in card.marks.items()}
    return judge(rules, marks, edition.voting.fault_scope)


def _of_person(edition: Edition, card: PaperCard, on: date) -> Reason | None:
    if card.reason:
        return Reason(card.reason)
    if card.voter is None:
        return Reason.PESEL_WRONG if "pesel" in edition.identity_kind else Reason.NAME_MISSING
    ineligible = may_vote(card.voter.facts, edition.eligibility, on)
    if ineligible:
        return _INELIGIBLE[ineligible]
    return None if is_entitled(edition, card.voter, on_paper=True) else Reason.NOT_RESIDENT


@repeated
def enter_paper(batch: PaperBatch, serial: int, card: PaperCard, *, user: User, at: datetime) -> Envelope:
    """Record a card of a batch, valid or invalid with its reason. Raises Refused.

    A second ballot of a person is judged by the edition's rule: whoever keyed it learns at once what counts.
    """
    edition = batch.edition
    refuse_no_paper(edition, at)
    if batch.closed_at:
        raise Refused("Ta paczka jest zamknięta.")
    if batch.counted_at is None:
        raise Refused("Najpierw karty z tej paczki musi policzyć druga osoba.")
    if serial > batch.expected:
        raise Refused(
            f"Dwie osoby policzyły w tej paczce {counted(batch.expected, 'kartę', 'karty', 'kart')}, więc karty nr {serial} nie ma. "
            "Sprawdź numer. Jeśli kart jest więcej, przeliczcie paczkę od nowa we dwie osoby."
        )
    _refuse_undecided(batch, serial, card)
    found = judged(edition, card, batch.cast_on)
    keying = _Keying(batch, serial, card, user, at)
    try:
        with transaction.atomic():
            return _written(keying, found)
    except IntegrityError as error:
        refuse_no_paper(Edition.objects.prefetch_related("windows").get(pk=edition.pk), at)
        if Envelope.objects.filter(batch=batch, serial=serial).handed_in().exists():
            raise Refused(
                f"Karta nr {serial} z tej paczki jest już wpisana. Sprawdź numer na karcie."
            ) from error
        _refuse_copy(edition, card)
        if card.voter is None or not has_taken_part(edition, card.voter.tag):
            raise
        return _second(keying, found, card.voter.tag)


@repeated
def correct(envelope: Envelope, card: PaperCard, note: str, *, user: User, at: datetime) -> Envelope:
    """Key a card anew in the place of one keyed wrongly; the earlier envelope stays, replaced. Raises Refused."""
    batch = envelope.batch
    if batch is None or batch.closed_at:
        raise Refused("Poprawić można tylko kartę z otwartej paczki.")
    if not note.strip():
        raise Refused("Napisz, co poprawiasz. Stanie w dzienniku.")
    with transaction.atomic():
        changed = (
            Envelope.objects.filter(pk=envelope.pk)
            .handed_in()
            .update(
                state=EnvelopeState.REPLACED,
                reason="",
                note=note,
                decided_by=user.signature,
                participation=None,
            )
        )
        if not changed:
            raise Refused("Ktoś już poprawił tę kartę.")
        if envelope.participation_id:
            _free(envelope.participation_id, card)
        made = enter_paper(batch, envelope.serial or 0, card, user=user, at=at)
        record(
            BallotCorrected(
                batch=batch.name,
                serial=envelope.serial or 0,
                note=note,
                was_invalid=envelope.state == EnvelopeState.INVALID,
            ),
            Act(user.signature, at),
            town=batch.edition.town,
            edition=batch.edition_id,
            about=envelope,
        )
    return made


def _free(participation: int, card: PaperCard) -> None:
    """Undo that a person took part, when only the wrongly keyed card said so."""
    others = Envelope.objects.filter(participation=participation).exists()
    if others:
        raise Refused(
            "Ta osoba głosowała też inaczej, a zasada dwóch głosów już zadziałała. Nie poprawiaj karty: zgłoś ją "
            "administratorowi, który może unieważnić głos albo pozwolić zagłosować jeszcze raz."
        )
    Participation.objects.filter(pk=participation).delete()


def _refuse_copy(edition: Edition, card: PaperCard) -> None:
    """Two papers with one printed number: one of them is a copy."""
    rows = Envelope.objects.filter(edition=edition, printed=card.printed).handed_in().select_related("batch")
    known = rows.first() if card.printed else None
    if known is not None:
        raise Refused(
            f"Karta z nadrukiem {card.printed} jest już wpisana: paczka „{known.batch}”, karta {known.serial}. "
            "Jeśli to kserokopia, wpisz ją bez nadruku, z powodem N17."
        )


@dataclass(frozen=True, slots=True)
class _Keying:
    """Which card is written, by whom and when."""

    batch: PaperBatch
    serial: int
    card: PaperCard
    user: User
    at: datetime


def _refuse_undecided(batch: PaperBatch, serial: int, card: PaperCard) -> None:
    """A disputed card is keyed as the commission has decided."""
    dispute = Dispute.objects.filter(batch=batch, serial=serial).first()
    if dispute is None:
        return
    if dispute.decided_at is None:
        raise Refused(f"Karta nr {serial} jest sporna i czeka na decyzję komisji.")
    if not dispute.is_valid and card.reason != dispute.reason:
        raise Refused(f"Komisja uznała tę kartę za nieważną ({dispute.reason}). Wpisz ten powód.")


def _second(keying: _Keying, found: Judgement, tag: bytes) -> Envelope:
    """A card of a person who has voted already: valid in place of the earlier ballot, or invalid (N15)."""
    batch = keying.batch
    coming = CastBallot(Channel.PAPER, batch.cast_on, batch.name, keying.serial)
    with transaction.atomic():
        # The batch before the person, as for a first ballot: two clerks never wait for each other.
        _hold(batch)
        room = supersede(batch.edition, tag, coming, act=Act(keying.user.signature, keying.at))
        if room is None:
            found = Judgement(Reason.DUPLICATE, {})
        return _written(keying, found, room)


def _hold(batch: PaperBatch) -> None:
    """Hold the batch until the commit, so that it cannot be closed under the card. Raises Refused."""
    if not PaperBatch.objects.select_for_update().filter(pk=batch.pk, closed_at=None).exists():
        raise Refused("Ta paczka jest zamknięta.")


def _written(keying: _Keying, found: Judgement, participation: Participation | None = None) -> Envelope:
    batch, card, by = keying.batch, keying.card, keying.user.signature
    edition, voter, reason = batch.edition, card.voter, found.reason
    _hold(batch)
    if participation is None and reason is None and voter is not None:
        participation = Participation.objects.create(edition=edition, tag=voter.tag)
    repeats = edition.voting.repeats
    good = {} if reason else {p: of_list for p, of_list in card.marks.items() if str(p) not in found.lists}
    kept = {pool: of_list.counted(repeats) for pool, of_list in good.items()}
    sealed, receipt = seal(edition, kept)
    envelope: Envelope = Envelope.objects.create(
        edition=edition,
        participation=participation,
        channel=Channel.PAPER,
        cast_on=batch.cast_on,
        area_id=card.area,
        age_band=voter.age_band(batch.cast_on) if voter else "",
        sex=voter.sex if voter else "",
        batch=batch,
        serial=keying.serial,
        printed=card.printed,
        keyed_by=keying.user,
        state=EnvelopeState.INVALID if reason else EnvelopeState.VALID,
        reason=reason.value if reason else "",
        note=card.note,
        decided_by=by if reason else "",
        sealed=sealed,
        person=voter.person if voter else b"",
        receipt=receipt,
        bond=keys.bond(edition.ring, voter.tag, receipt) if participation and voter else b"",
    )
    _remember(keying, envelope, found)
    event = BallotKeyedInvalid(batch.name, envelope.reason_in_words) if reason else BallotKeyed(batch.name)
    record(event, Act(by, keying.at), town=edition.town, edition=edition.pk, about=batch)
    return envelope


def _remember(keying: _Keying, envelope: Envelope, found: Judgement) -> None:
    """Faults of single lists; and where the card will be keyed twice, what was keyed, for the worker alone."""
    if found.reason is None:
        ListFault.objects.bulk_create(
            [ListFault(envelope=envelope, pool_id=int(pool), reason=why) for pool, why in found.lists.items()]
        )
    if is_in_share(keying.batch, keying.serial):
        KeyedCard.objects.create(envelope=envelope, sealed=sealed_card(keying.batch.edition, keying.card))
