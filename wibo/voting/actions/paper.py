"""Keying paper ballots. The same rulebook judges them; a fault is recorded here, not refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.kinds import Kind
from wibo.keyring import keys
from wibo.rulebook.ballots import Judgement, Marks, judge
from wibo.rulebook.duplicates import CastBallot
from wibo.rulebook.eligibility import Ineligible, may_vote
from wibo.rulebook.polish import counted
from wibo.rulebook.reasons import Reason
from wibo.rulebook.schedule import Channel
from wibo.rulebook.stages import Feature
from wibo.voting.actions.duplicates import supersede
from wibo.voting.lists import as_rules, lists_for
from wibo.voting.models import Envelope, EnvelopeState, ListFault, PaperBatch, Participation
from wibo.voting.sealing import seal
from wibo.voting.voters import Voter, is_entitled

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


@dataclass(frozen=True, slots=True)
class PaperCard:
    """A paper ballot as keyed. `voter` is None when the identity cannot be read; then it is invalid.

    `reason` is the fault that the clerk saw on the paper ("" for none), `note` the clerk's words to it.
    """

    voter: Voter | None
    area: int | None
    marks: Mapping[int, Marks]
    reason: str = ""
    note: str = ""


def open_batch(
    edition: Edition, name: str, cast_on: date, expected: int, *, by: str, at: datetime
) -> PaperBatch:
    """Open a batch of one box and day after its papers have been counted. Raises Refused."""
    _refuse_shut(edition, at)
    try:
        with transaction.atomic():
            batch: PaperBatch = PaperBatch.objects.create(
                edition=edition, name=name, cast_on=cast_on, expected=expected, opened_at=at
            )
            record(
                Kind.BATCH_OPENED, town=edition.town, by=by, at=at, edition=edition.pk, about=batch,
                batch=batch.name,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("Paczka o tej nazwie już jest. Nadaj nowej inną nazwę.") from error
    return batch


def _refuse_shut(edition: Edition, at: datetime) -> None:
    if not edition.frozen_at:
        raise Refused("Najpierw trzeba zamrozić kartę do głosowania.")
    if edition.urn_opened_at:
        raise Refused("Urna jest już otwarta. Kart nie można dopisać.")
    if not edition.enables(Feature.ENTER_PAPER, at):
        raise Refused("Czas wpisywania kart papierowych jeszcze się nie zaczął albo już minął.")
    if not keys.ready(edition.ring):
        raise Refused("Brakuje kluczy tej edycji, więc kart nie da się zapieczętować. Wezwij operatora.")


def judged(edition: Edition, card: PaperCard, on: date) -> Judgement:
    """What is wrong with the card, by the rulebook or by what the clerk saw."""
    reason = _of_person(edition, card, on)
    if reason:
        return Judgement(reason, {})
    rules = as_rules(lists_for(edition, card.area))
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
    return None if is_entitled(edition, card.voter) else Reason.NOT_RESIDENT


def enter_paper(batch: PaperBatch, serial: int, card: PaperCard, *, by: str, at: datetime) -> Envelope:
    """Record a card of a batch, valid or invalid with its reason. Raises Refused.

    A second ballot of a person is judged by the edition's rule: whoever keyed it learns at once what counts.
    """
    edition = batch.edition
    _refuse_shut(edition, at)
    if batch.closed_at:
        raise Refused("Ta paczka jest zamknięta.")
    found = judged(edition, card, batch.cast_on)
    try:
        with transaction.atomic():
            return _written(batch, serial, card, found, by=by, at=at)
    except IntegrityError as error:
        _refuse_shut(Edition.objects.prefetch_related("windows").get(pk=edition.pk), at)
        if Envelope.objects.filter(batch=batch, serial=serial).exists():
            raise Refused(
                f"Karta nr {serial} z tej paczki jest już wpisana. Sprawdź numer na karcie."
            ) from error
        if (
            card.voter is None
            or not Participation.objects.filter(edition=edition, tag=card.voter.tag).exists()
        ):
            raise
        return _second(batch, serial, card, found, by=by, at=at)


def _second(
    batch: PaperBatch, serial: int, card: PaperCard, found: Judgement, *, by: str, at: datetime
) -> Envelope:
    """A card of a person who has voted already: valid in place of the earlier ballot, or invalid (N15)."""
    coming = CastBallot(Channel.PAPER, batch.cast_on, batch.name, serial)
    assert card.voter is not None  # noqa: S101 - only a known person can have voted before
    with transaction.atomic():
        room = supersede(batch.edition, card.voter.tag, coming, by=by, at=at)
        if room is None:
            found = Judgement(Reason.DUPLICATE, {})
        return _written(batch, serial, card, found, by=by, at=at, participation=room)


def _written(
    batch: PaperBatch,
    serial: int,
    card: PaperCard,
    found: Judgement,
    *,
    by: str,
    at: datetime,
    participation: Participation | None = None,
) -> Envelope:
    edition, voter, reason = batch.edition, card.voter, found.reason
    # Held until the commit, so that the batch cannot be closed under the card.
    if not PaperBatch.objects.select_for_update().filter(pk=batch.pk, closed_at=None).exists():
        raise Refused("Ta paczka jest zamknięta.")
    if participation is None and reason is None and voter is not None:
        participation = Participation.objects.create(edition=edition, tag=voter.tag)
    kept = (
        {}
        if reason
        else {pool: of_list for pool, of_list in card.marks.items() if str(pool) not in found.lists}
    )
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
        serial=serial,
        state=EnvelopeState.INVALID if reason else EnvelopeState.VALID,
        reason=reason.value if reason else "",
        note=card.note,
        decided_by=by if reason else "",
        sealed=sealed,
        person=voter.person if voter else b"",
        receipt=receipt,
    )
    if reason is None:
        faults = [
            ListFault(envelope=envelope, pool_id=int(pool), reason=why) for pool, why in found.lists.items()
        ]
        ListFault.objects.bulk_create(faults)
    kind = Kind.BALLOT_KEYED_INVALID if reason else Kind.BALLOT_KEYED
    record(
        kind, town=edition.town, by=by, at=at, edition=edition.pk, about=envelope, batch=batch.name,
        reason=envelope.reason_in_words,
    )  # fmt: skip
    return envelope


def close_batch(batch: PaperBatch, note: str, *, by: str, at: datetime) -> PaperBatch:
    """Close a batch whose keyed cards equal the counted papers, or with a note on why not. Raises Refused."""
    keyed = batch.envelopes.count()
    if keyed != batch.expected and not note.strip():
        missing = counted(abs(batch.expected - keyed), "kartę", "karty", "kart")
        raise Refused(
            f"W urnie policzono {batch.expected}, a wpisano {keyed}: różnica o {missing}. "
            "Dopisz brakujące albo wyjaśnij różnicę w uwadze."
        )
    with transaction.atomic():
        if not PaperBatch.objects.filter(pk=batch.pk, closed_at=None).update(closed_at=at, closing_note=note):
            raise Refused("Ta paczka jest już zamknięta.")
        record(
            Kind.BATCH_CLOSED, town=batch.edition.town, by=by, at=at, edition=batch.edition_id, about=batch,
            batch=batch.name, count=keyed,
        )  # fmt: skip
    batch.refresh_from_db()
    return batch
