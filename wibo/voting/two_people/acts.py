"""Proposing and confirming acts of two people. The worker does the act once both have agreed."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.factors import refuse_without_factor
from wibo.accounts.models import User
from wibo.accounts.seniority import refuse_fresh_role
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.two_people import (
    AnnulmentConfirmed,
    AnnulmentProposed,
    ClosingConfirmed,
    ClosingProposed,
    Confirmed,
    ErasureConfirmed,
    ErasureProposed,
    LostWinnerConfirmed,
    LostWinnerProposed,
    MendingConfirmed,
    MendingProposed,
    PauseProposed,
    ProposalDropped,
    Proposed,
    ResumingProposed,
    ScheduleConfirmed,
    ScheduleProposed,
    UrnOpeningConfirmed,
    UrnOpeningProposed,
    VoterListOpened,
    VoterListProposed,
    VotingPaused,
    VotingResumed,
)
from wibo.voting.two_people.models import WITHIN, TwoPersonAct, TwoPersonKind

_PROPOSED: dict[TwoPersonKind, type[Proposed]] = {
    TwoPersonKind.OPEN_URN: UrnOpeningProposed,
    TwoPersonKind.VOTER_LIST: VoterListProposed,
    TwoPersonKind.PAUSE: PauseProposed,
    TwoPersonKind.RESUME: ResumingProposed,
    TwoPersonKind.SCHEDULE: ScheduleProposed,
    TwoPersonKind.CLOSE_BATCH: ClosingProposed,
    TwoPersonKind.ANNUL: AnnulmentProposed,
    TwoPersonKind.MEND_VOTER: MendingProposed,
    TwoPersonKind.LOST_WINNER: LostWinnerProposed,
    TwoPersonKind.ERASE: ErasureProposed,
}
_CONFIRMED: dict[TwoPersonKind, type[Confirmed]] = {
    TwoPersonKind.OPEN_URN: UrnOpeningConfirmed,
    TwoPersonKind.VOTER_LIST: VoterListOpened,
    TwoPersonKind.PAUSE: VotingPaused,
    TwoPersonKind.RESUME: VotingResumed,
    TwoPersonKind.SCHEDULE: ScheduleConfirmed,
    TwoPersonKind.CLOSE_BATCH: ClosingConfirmed,
    TwoPersonKind.ANNUL: AnnulmentConfirmed,
    TwoPersonKind.MEND_VOTER: MendingConfirmed,
    TwoPersonKind.LOST_WINNER: LostWinnerConfirmed,
    TwoPersonKind.ERASE: ErasureConfirmed,
}
# What each of the two must be allowed to do.
NEEDED = {
    TwoPersonKind.OPEN_URN: Can.OPEN_URN,
    TwoPersonKind.VOTER_LIST: Can.OPEN_VOTER_LIST,
    TwoPersonKind.PAUSE: Can.PAUSE_VOTING,
    TwoPersonKind.RESUME: Can.PAUSE_VOTING,
    TwoPersonKind.SCHEDULE: Can.PAUSE_VOTING,
    TwoPersonKind.CLOSE_BATCH: Can.COUNT_PAPERS,
    TwoPersonKind.ANNUL: Can.OPEN_URN,
    TwoPersonKind.MEND_VOTER: Can.PAUSE_VOTING,
    TwoPersonKind.LOST_WINNER: Can.OPEN_URN,
    TwoPersonKind.ERASE: Can.OPEN_URN,
}
FORGED = "Tego wniosku nie złożono w tym systemie albo go zmieniono. Nic nie zrobiono; wezwij operatora."
Doing = Callable[[TwoPersonAct, datetime], None]


def refuse_person(user: User, kind: TwoPersonKind, at: datetime) -> None:
    """Raise Refused for somebody who may not, whose role is too fresh to count among two, or who signs in by a password alone."""
    if not user.can(NEEDED[kind]):
        raise Refused("Twoja rola nie pozwala na tę decyzję.")
    refuse_fresh_role(user, NEEDED[kind], at)
    refuse_without_factor(user)


def propose(
    edition: Edition,
    kind: TwoPersonKind,
    *,
    reason: str,
    user: User,
    at: datetime,
    told: str = "",
    content: Mapping[str, Any] | None = None,
) -> TwoPersonAct:
    """The first person proposes; another has half an hour to confirm. Raises Refused.

    `told` says to the second person what exactly will be done, `content` to the program.
    """
    refuse_person(user, kind, at)
    if not reason.strip():
        raise Refused("Napisz powód. Stanie w dzienniku.")
    _refuse_repeated(edition, kind, told, dict(content or {}), at)
    with transaction.atomic():
        act: TwoPersonAct = TwoPersonAct.objects.create(
            edition=edition,
            kind=kind,
            first=user,
            reason=reason,
            proposed_at=at,
            told=told,
            content=dict(content or {}),
        )
        act.mark = act.new_mark()
        act.save(update_fields=["mark"])
        record(
            _PROPOSED[kind](reason=reason, told=told),
            Act(user.signature, at),
            town=edition.town,
            edition=edition.pk,
            about=act,
        )
    return act


def _refuse_repeated(
    edition: Edition, kind: TwoPersonKind, told: str, content: dict[str, Any], at: datetime
) -> None:
    """Raise Refused while the same proposal waits: two of them would be confirmed one after the other."""
    waiting = TwoPersonAct.objects.filter(edition=edition, kind=kind, second=None, failure="", told=told)
    if any(act.is_waiting(at) and act.content == content for act in waiting):
        raise Refused("Taki sam wniosek już czeka na drugą osobę. Potwierdza go ona, ze swojego konta.")


def drop(act: TwoPersonAct, *, user: User, at: datetime) -> None:
    """A proposal that waits is taken back by its first person, or refused by somebody who could confirm it. Raises Refused."""
    if act.first != user and not user.can(NEEDED[TwoPersonKind(act.kind)]):
        raise Refused("Twoja rola nie pozwala na tę decyzję.")
    words = "Wycofano" if act.first == user else f"Nie zgadza się: {user}"
    with transaction.atomic():
        dropped = TwoPersonAct.objects.filter(pk=act.pk, second=None, failure="").update(
            # What was to be done is needed no more; it may name a person by tag.
            failure=words[:300],
            content={},
        )
        if not dropped:
            raise Refused("Ten wniosek już nie czeka. Odśwież stronę.")
        record(
            ProposalDropped(what=act.get_kind_display(), told=act.told, outcome=words),
            Act(user.signature, at),
            town=act.edition.town,
            edition=act.edition_id,
            about=act,
        )


def confirm(act: TwoPersonAct, *, user: User, at: datetime, do: Doing | None = None) -> TwoPersonAct:
    """The second person confirms; the caller then queues the worker's task, where there is one. Raises Refused.

    Everything else is what `do` does, here and at once. Where that is refused, nothing is confirmed.
    """
    if act.first == user:
        raise Refused("Potwierdzić musi druga osoba, ze swojego konta.")
    refuse_person(user, TwoPersonKind(act.kind), at)
    if not act.is_genuine:
        # Somebody wrote it, or changed it, beside this program.
        raise Refused(FORGED)
    with transaction.atomic():
        confirmed = TwoPersonAct.objects.filter(
            pk=act.pk, second=None, failure="", proposed_at__gt=at - WITHIN
        ).update(second=user, confirmed_at=at)
        if not confirmed:
            raise Refused("Minęło pół godziny albo ktoś już potwierdził. Zacznijcie od nowa.")
        act.refresh_from_db()
        act.mark = act.new_mark()
        act.save(update_fields=["mark"])
        if do is not None:
            do(act, at)
            TwoPersonAct.objects.filter(pk=act.pk).update(done_at=at)
            act.refresh_from_db()
        record(
            _CONFIRMED[TwoPersonKind(act.kind)](told=act.told),
            Act(user.signature, at),
            town=act.edition.town,
            edition=act.edition_id,
            about=act,
        )
    return act
