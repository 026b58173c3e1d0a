"""How a proposal moves: by the table of moves alone, each with its entry in the journal and its letter."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.proposals import DuplicateTakenBack, OfProposal, ProposalSupplemented
from wibo.proposals.following import tell_followers
from wibo.proposals.models import Proposal
from wibo.proposals.moves import ENTRANCES, MOVES, OWN, Entrance, Move
from wibo.proposals.reopening import close_call
from wibo.proposals.statuses import IN_EVALUATION
from wibo.proposals.statuses import Status as S
from wibo.proposals.writing import write_to_author
from wibo.rulebook.calendar.stages import Feature


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
        and move.permission is not None
        and user.can(move.permission)
        and (move.permission is not OWN or proposal.author_id == user.pk)
        and _is_time(move, proposal.edition, now)
    ]


def _is_time(move: Move, edition: Edition, now: datetime) -> bool:
    """Whether the move is open: by its feature, and before the freeze where what is on the ballot depends on it."""
    bound = move.feature in (None, Feature.REVIEW) or S.ADMITTED in (move.source, move.target)
    if bound and edition.frozen_at is not None:
        return False
    return move.feature is None or edition.enables(move.feature, now)


def by_rule(proposal: Proposal, now: datetime) -> list[Move]:
    """The moves that the edition's rule makes by itself."""
    found = [move for move in MOVES if move.source == proposal.status and move.permission is None]
    return [move for move in found if _is_time(move, proposal.edition, now)]


def _hold_freeze(proposal: Proposal, move: Move) -> None:
    """Let no freeze come between a move that changes what is on the ballot and its commit. Raises Refused after one."""
    if S.ADMITTED not in (move.source, move.target) and move.feature is not None:
        return
    held: Edition = Edition.objects.select_for_update().get(pk=proposal.edition_id)
    if held.frozen_at is not None:
        raise Refused("Karta jest już zamrożona. Tego wniosku nie można teraz tak zmienić.")


def may(proposal: Proposal, target: S, user: User, now: datetime) -> bool:
    """Whether the person may move the proposal to the target now."""
    return any(move.target is target for move in available(proposal, user, now))


def move(
    proposal: Proposal,
    target: S,
    *,
    user: User | None,
    now: datetime,
    by: str = "",
    event: type[OfProposal] | None = None,
    facts: Mapping[str, str] | None = None,
    told: Mapping[str, Any] | None = None,
    silent: bool = False,
    **with_it: Any,
) -> None:
    """Make a move: compare-and-swap of the status, its journal entry and its letter. Raises Refused.

    Without a `user` the edition's rule makes it, and `by` is who the journal names. `event` tells two moves to one target
    apart. `facts` are what the event tells beside the number, `told` what the letter tells beside them, `with_it` columns
    that change in the same statement; `silent` withholds the letter. Of two people who press at once, one moves and the
    other is told that it has moved.
    """
    moves = available(proposal, user, now) if user else by_rule(proposal, now)
    chosen = next((m for m in moves if m.target is target and event in (None, m.event)), None)
    if chosen is None:
        raise Refused("Tego wniosku nie można teraz tak zmienić. Odśwież stronę i sprawdź jego stan.")
    said, shown = dict(facts or {}), proposal.shown
    with transaction.atomic():
        _hold_freeze(proposal, chosen)
        swapped = Proposal.objects.filter(pk=proposal.pk, status=chosen.source).update(
            status=target, **with_it
        )
        if not swapped:
            raise Refused("Ktoś w tej chwili zmienił stan wniosku. Odśwież stronę i sprawdź go.")
        if chosen.source is S.RETURNED:
            close_call(proposal, now, answered=chosen.event is ProposalSupplemented)
        proposal.status = target
        for name, value in with_it.items():
            setattr(proposal, name, value)
        act = Act(user.signature if user else by, now)
        journal(chosen.event(number=proposal.number, **said), proposal, act)
        if proposal.shown != shown and S.JUDGED not in _within(chosen):
            _tell_everyone(proposal, now)
        if chosen.letter and not silent:
            write_to_author(proposal, chosen.letter, at=now, **{**said, **(told or {})})


def _within(chosen: Move) -> set[S]:
    """What a move within evaluation touches: between a card and the announcement nothing is known to everyone."""
    touched = {chosen.source, chosen.target}
    return touched if touched <= set(IN_EVALUATION) else set()


def _tell_everyone(proposal: Proposal, now: datetime) -> None:
    """Who follows the proposal reads its new status, as everyone may know it."""
    label = proposal.shown.label
    said = f"Nowy stan wniosku nr {proposal.reference}: {label}."
    if proposal.status != S.WITHDRAWN:
        said += " Szczegóły i powody są na stronie wniosku."
    tell_followers(proposal, said, at=now, subject=label)
