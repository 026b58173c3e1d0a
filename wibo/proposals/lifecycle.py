"""How a proposal comes in and moves on, in two tables: buttons, server checks and tests share them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.proposals import (
    AppealUpheld,
    DuplicateMarked,
    DuplicateTakenBack,
    FormalFailed,
    FormalPassed,
    MeritFailed,
    MeritPassed,
    OfProposal,
    ProposalAdmittedByList,
    ProposalLoaded,
    ProposalRegistered,
    ProposalSubmitted,
    ProposalSupplemented,
    ProposalWithdrawn,
    SupplementRequested,
    WithdrawnForAuthor,
)
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status as S
from wibo.rulebook.calendar.stages import Feature


@dataclass(frozen=True, slots=True)
class Move:
    """From one status to another: who may, during what, and what the journal calls it."""

    source: S
    target: S
    permission: Can
    feature: Feature
    event: type[OfProposal]


OWN = Can.ACT_ON_OWN_PROPOSAL

MOVES = (
    Move(S.DRAFT, S.SUBMITTED, OWN, Feature.SUBMIT, ProposalSubmitted),
    Move(S.SUBMITTED, S.RETURNED, Can.REVIEW_FORMALLY, Feature.REVIEW, SupplementRequested),
    Move(S.RETURNED, S.SUBMITTED, OWN, Feature.SUPPLEMENT, ProposalSupplemented),
    Move(S.RETURNED, S.SUBMITTED, Can.REGISTER_PAPER, Feature.SUPPLEMENT, ProposalSupplemented),
    Move(S.SUBMITTED, S.MERIT_REVIEW, Can.REVIEW_FORMALLY, Feature.REVIEW, FormalPassed),
    Move(S.SUBMITTED, S.REJECTED, Can.REVIEW_FORMALLY, Feature.REVIEW, FormalFailed),
    Move(S.RETURNED, S.REJECTED, Can.REVIEW_FORMALLY, Feature.REVIEW, FormalFailed),
    Move(S.MERIT_REVIEW, S.ADMITTED, Can.REVIEW_ON_MERIT, Feature.REVIEW, MeritPassed),
    Move(S.MERIT_REVIEW, S.REJECTED, Can.REVIEW_ON_MERIT, Feature.REVIEW, MeritFailed),
    Move(S.REJECTED, S.MERIT_REVIEW, Can.DECIDE_APPEAL, Feature.APPEAL, AppealUpheld),
    Move(S.SUBMITTED, S.WITHDRAWN, OWN, Feature.WITHDRAW, ProposalWithdrawn),
    Move(S.RETURNED, S.WITHDRAWN, OWN, Feature.WITHDRAW, ProposalWithdrawn),
    Move(S.MERIT_REVIEW, S.WITHDRAWN, OWN, Feature.WITHDRAW, ProposalWithdrawn),
    Move(S.SUBMITTED, S.WITHDRAWN, Can.REGISTER_PAPER, Feature.WITHDRAW, WithdrawnForAuthor),
    Move(S.RETURNED, S.WITHDRAWN, Can.REGISTER_PAPER, Feature.WITHDRAW, WithdrawnForAuthor),
    Move(S.MERIT_REVIEW, S.WITHDRAWN, Can.REGISTER_PAPER, Feature.WITHDRAW, WithdrawnForAuthor),
    Move(S.SUBMITTED, S.DUPLICATE, Can.REGISTER_PAPER, Feature.SUPPLEMENT, DuplicateMarked),
    Move(S.RETURNED, S.DUPLICATE, Can.REGISTER_PAPER, Feature.SUPPLEMENT, DuplicateMarked),
    Move(S.MERIT_REVIEW, S.DUPLICATE, Can.REGISTER_PAPER, Feature.SUPPLEMENT, DuplicateMarked),
    Move(S.DUPLICATE, S.SUBMITTED, Can.REGISTER_PAPER, Feature.SUPPLEMENT, DuplicateTakenBack),
)


# What must be open for a text that its author still writes to come to the office.
HANDING_IN = {
    move.source: move.feature for move in MOVES if move.target is S.SUBMITTED and move.permission is OWN
}


@dataclass(frozen=True, slots=True)
class Entrance:
    """How a proposal comes in that no resident has sent: with which status, by whom, and what the journal calls it.

    Until the ballot is frozen; outside of collecting the act says why.
    """

    target: S
    permission: Can
    event: type[OfProposal]


ENTRANCES = (
    Entrance(S.SUBMITTED, Can.REGISTER_PAPER, ProposalRegistered),
    Entrance(S.SUBMITTED, Can.REGISTER_PAPER, ProposalLoaded),
    # A list that the town has drawn up already stands in the place of all evaluation.
    Entrance(S.ADMITTED, Can.RUN_EDITION, ProposalAdmittedByList),
)


def journal(event: OfProposal, proposal: Proposal, act: Act) -> None:
    """Record an event about a proposal."""
    record(event, act, town=proposal.edition.town, edition=proposal.edition_id, about=proposal)


def refuse_entrance(
    edition: Edition, event: type[OfProposal], user: User, now: datetime, reason: str
) -> Entrance:
    """The entrance that the event names. Raises Refused where it is shut, or where a reason is due and missing."""
    entrance = next(one for one in ENTRANCES if one.event is event)
    if not user.can(entrance.permission):
        raise Refused("Wnioski od razu dopuszczone może wczytać tylko administrator gminy.", "status")
    if edition.frozen_at:
        raise Refused("Karta jest już zamrożona. Nowych wniosków nie można dodać.")
    if not edition.enables(Feature.SUBMIT, now) and not reason.strip():
        raise Refused("Nabór teraz nie trwa. Napisz, dlaczego wniosek jest dodawany poza naborem.", "reason")
    return entrance


def release_duplicate(proposal: Proposal, *, of: Proposal, act: Act) -> None:
    """What repeated a proposal that is no more waits for its formal evaluation again, whatever is open."""
    rows = Proposal.objects.filter(pk=proposal.pk, status=S.DUPLICATE)
    if rows.update(status=S.SUBMITTED, duplicate_of=None):
        reason = f"wniosek nr {of.number} jest wycofany"
        journal(DuplicateTakenBack(proposal.number, of.number, reason), proposal, act)


def available(proposal: Proposal, user: User, now: datetime) -> list[Move]:
    """The moves that this person may make now; own ones only for the author."""
    return [
        move
        for move in MOVES
        if move.source == proposal.status
        and user.can(move.permission)
        and (move.permission is not OWN or proposal.author_id == user.pk)
        and proposal.edition.enables(move.feature, now)
    ]


def may(proposal: Proposal, target: S, user: User, now: datetime) -> bool:
    """Whether the person may move the proposal to the target now."""
    return any(move.target is target for move in available(proposal, user, now))


def move(
    proposal: Proposal,
    target: S,
    *,
    user: User,
    now: datetime,
    facts: Mapping[str, str] | None = None,
    by_office: bool | None = None,
    **with_it: Any,
) -> None:
    """Make a move: compare-and-swap of the status, and its journal entry. Raises Refused.

    `by_office` tells an official's move from the author's own where both lead to the target. `facts` are what its event
    tells beside the number, `with_it` columns that change in the same statement. Of two people who press at once, one moves
    and the other is told that the proposal has moved.
    """
    moves = [m for m in available(proposal, user, now) if m.target is target]
    if by_office is not None:
        moves = [m for m in moves if (m.permission is not OWN) is by_office]
    chosen = next(iter(moves), None)
    if chosen is None:
        raise Refused("Tego wniosku nie można teraz tak zmienić. Odśwież stronę i sprawdź jego stan.")
    with transaction.atomic():
        swapped = Proposal.objects.filter(pk=proposal.pk, status=chosen.source).update(
            status=target, **with_it
        )
        if not swapped:
            raise Refused("Ktoś w tej chwili zmienił stan wniosku. Odśwież stronę i sprawdź go.")
        proposal.status = target
        for name, value in with_it.items():
            setattr(proposal, name, value)
        journal(chosen.event(number=proposal.number, **(facts or {})), proposal, Act(user.signature, now))
