"""Verdicts. A card and the move that it causes are one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.evaluation.announcing import announce
from wibo.evaluation.holding import Agreed, carry, held
from wibo.evaluation.judging import refuse_judging
from wibo.evaluation.models import (
    CardDraft,
    CardVersion,
    Change,
    Consent,
    FormalReview,
    MeritReview,
    RefusalGround,
    Verdict,
)
from wibo.evaluation.models.cards import CardKind
from wibo.journal.events.evaluation import FormalFailed, MeritFailed, MeritPassed
from wibo.proposals import lifecycle
from wibo.proposals.calling import call
from wibo.proposals.models import Proposal
from wibo.proposals.reopening import open_call
from wibo.proposals.statuses import Status
from wibo.rulebook.evaluating.rules import Announced
from wibo.rulebook.spelling.money import zloty

# What a part of the work is called, its grosze by the applicant (None for one that the office adds) and by the office.
VerifiedRow = tuple[str, int | None, int]
Answers = dict[str, dict[str, str]]
R = TypeVar("R", FormalReview, MeritReview)


@dataclass(frozen=True, slots=True)
class Filled:
    """A card as it was filled in. `parts` are what a call reopens; `cost` in grosze, of the merit card alone, with its `rows`;
    `card` the version whose questions were answered (None: the usual card).
    """

    verdict: str
    answers: Answers = field(default_factory=dict)
    reasons: str = ""
    grounds: Sequence[RefusalGround] = ()
    parts: Sequence[str] = ()
    cost: int | None = None
    card: CardVersion | None = None
    rows: Sequence[VerifiedRow] = ()


def decide_formally(
    proposal: Proposal, filled: Filled, *, user: User, at: datetime, agreed: Agreed = None
) -> FormalReview:
    """Record the formal card and move the proposal: on to merit, back to its author, or to a refusal. Raises Refused.

    `agreed` is asked whether the proposal, held, is still what the page showed.
    """
    _refuse_without_reasons(filled)
    with transaction.atomic():
        stored = held(proposal, agreed)
        refuse_judging(user, stored, CardKind.FORMAL)
        _refuse_before_its_day(stored, at)
        if filled.verdict == Verdict.NEGATIVE:
            refuse_open_merge(stored)
        review = _kept(FormalReview, stored, filled, CardKind.FORMAL, user, at)
        if filled.verdict == Verdict.SUPPLEMENT:
            FormalReview.objects.filter(pk=review.pk).update(announced_at=at)
            call(stored, filled.parts, filled.reasons, user=user, at=at)
        elif filled.verdict == Verdict.POSITIVE:
            _pass(stored, review, user, at)
        else:
            lifecycle.move(stored, Status.JUDGED, user=user, now=at, event=FormalFailed)
            _announce_each(stored, user, at)
    carry(stored, proposal)
    return review


def _refuse_before_its_day(proposal: Proposal, at: datetime) -> None:
    """Raise Refused while the author still has time to answer a call."""
    waits = open_call(proposal) if proposal.status == Status.RETURNED else None
    if waits is not None and not waits.is_late(localtime(at).date()):
        day = date_format(waits.due_on, "DATE_FORMAT")
        raise Refused(f"Autor ma czas na uzupełnienie do {day}. Poczekaj albo cofnij wezwanie.")


def _pass(proposal: Proposal, review: FormalReview, user: User, at: datetime) -> None:
    each = proposal.edition.evaluating.announced is Announced.EACH
    lifecycle.move(proposal, Status.MERIT_REVIEW, user=user, now=at, silent=not each)
    if each:
        FormalReview.objects.filter(pk=review.pk).update(announced_at=at)


def decide_on_merit(
    proposal: Proposal, filled: Filled, *, user: User, at: datetime, agreed: Agreed = None
) -> MeritReview:
    """Record the merit card with the verified cost (grosze) and judge the proposal. Raises Refused.

    What it will cost is what its author has agreed to: another cost needs a change that they agree to first. While one
    waits for them nothing is decided: their answer would tell what was.
    """
    _refuse_without_reasons(filled)
    positive = filled.verdict == Verdict.POSITIVE
    with transaction.atomic():
        stored = held(proposal, agreed)
        refuse_judging(user, stored, CardKind.MERIT)
        refuse_open_change(stored)
        refuse_open_merge(stored)
        if positive:
            _refuse_unready(stored, filled.cost)
        review = _kept(MeritReview, stored, filled, CardKind.MERIT, user, at)
        event = MeritPassed if positive else MeritFailed
        lifecycle.move(stored, Status.JUDGED, user=user, now=at, event=event)
        _announce_each(stored, user, at)
    carry(stored, proposal)
    return review


def refuse_open_change(proposal: Proposal) -> None:
    """Raise Refused while the author has not answered a proposed change."""
    if Change.objects.unanswered().filter(proposal=proposal).exists():
        raise Refused("Wnioskodawca nie odpowiedział jeszcze na propozycję zmiany. Poczekaj albo ją wycofaj.")


def refuse_open_merge(proposal: Proposal) -> None:
    """Raise Refused while authors have not answered a proposed merge: their answers would tell what was decided."""
    if Consent.objects.undecided().filter(proposal=proposal).exists():
        raise Refused(
            "Autorzy nie odpowiedzieli jeszcze na propozycję połączenia. Poczekaj albo z niej zrezygnuj."
        )


def _refuse_unready(proposal: Proposal, cost: int | None) -> None:
    """Raise Refused where nothing but a refusal can be decided."""
    if cost is None:
        raise Refused("Wpisz koszt zweryfikowany. Bez niego wniosek nie może trafić pod głosowanie.", "cost")
    if proposal.pool and cost > proposal.pool.amount:
        raise Refused("Koszt zweryfikowany jest wyższy niż pula. Taki projekt nie może wygrać.", "cost")
    if cost != proposal.cost:
        raise Refused(
            f"We wniosku jest {zloty(proposal.cost)}. Na inny koszt musi się zgodzić wnioskodawca: zaproponuj mu zmianę, a po "
            "jego zgodzie wydaj decyzję.",
            "cost",
        )


def _refuse_without_reasons(filled: Filled) -> None:
    if filled.verdict != Verdict.POSITIVE and not filled.reasons.strip():
        raise Refused("Napisz uzasadnienie. Trafi do wnioskodawcy i do publicznej karty wniosku.", "reasons")


def _kept(kind: type[R], proposal: Proposal, filled: Filled, card: CardKind, user: User, at: datetime) -> R:
    cost = (
        {"verified_cost": filled.cost, "verified_rows": [list(row) for row in filled.rows]}
        if kind is MeritReview
        else {}
    )
    made: R = kind.objects.create(
        proposal=proposal,
        card=filled.card,
        verdict=filled.verdict,
        answers=filled.answers,
        reasons=filled.reasons,
        reviewer=user,
        decided_at=at,
        **cost,
    )
    made.grounds.set(filled.grounds)
    CardDraft.objects.filter(proposal=proposal, kind=card).delete()
    return made


def _announce_each(proposal: Proposal, user: User, at: datetime) -> None:
    """Where each verdict is announced as soon as it is given."""
    if proposal.edition.evaluating.announced is Announced.EACH:
        announce(proposal, user=None, at=at, by=user.signature)
