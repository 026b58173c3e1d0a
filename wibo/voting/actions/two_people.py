"""Proposing and confirming acts of two people. The worker does the act once both have agreed."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.kinds import Kind
from wibo.rulebook.schedule import Channel, Stage
from wibo.voting.models import About, PaperBatch, Protest, TwoPersonAct, TwoPersonKind
from wibo.voting.models.two_people import WITHIN

_PROPOSED = {
    TwoPersonKind.OPEN_URN: Kind.URN_OPENING_PROPOSED,
    TwoPersonKind.VOTER_LIST: Kind.VOTER_LIST_PROPOSED,
    TwoPersonKind.PAUSE: Kind.PAUSE_PROPOSED,
    TwoPersonKind.RESUME: Kind.RESUMING_PROPOSED,
}
_CONFIRMED = {
    TwoPersonKind.OPEN_URN: Kind.URN_OPENING_CONFIRMED,
    TwoPersonKind.VOTER_LIST: Kind.VOTER_LIST_OPENED,
    TwoPersonKind.PAUSE: Kind.VOTING_PAUSED,
    TwoPersonKind.RESUME: Kind.VOTING_RESUMED,
}


def obstacles(edition: Edition, now: datetime) -> list[str]:
    """What still stands in the way of opening the urn, in words; empty when nothing does."""
    found: list[str] = []
    schedule = edition.schedule
    if not edition.frozen_at:
        found.append("Karta do głosowania nie jest zamrożona.")
    if edition.urn_opened_at:
        found.append(f"Urnę otwarto {localtime(edition.urn_opened_at):%d.%m.%Y}.")
    for channel, words in ((Channel.WEB, "przez internet"), (Channel.PAPER, "na papierze")):
        if schedule.of(Stage.VOTING, channel) and not schedule.has_ended(Stage.VOTING, now, channel):
            found.append(f"Głosowanie {words} jeszcze trwa albo się nie zaczęło.")
    if schedule.of(Stage.PAPER_ENTRY) and not schedule.has_ended(Stage.PAPER_ENTRY, now):
        found.append("Czas wpisywania kart papierowych jeszcze nie minął.")
    open_batches = PaperBatch.objects.filter(edition=edition, closed_at=None)
    found += [f"Paczka „{batch.name}” nie jest zamknięta." for batch in open_batches]
    found += [
        f"Protest z pisma {protest.letter} czeka na rozstrzygnięcie."
        for protest in Protest.objects.filter(edition=edition, about=About.BALLOTS, decided_at=None)
    ]
    return found


def propose(edition: Edition, kind: TwoPersonKind, *, reason: str, user: User, at: datetime) -> TwoPersonAct:
    """The first person proposes; another has half an hour to confirm. Raises Refused."""
    if kind == TwoPersonKind.OPEN_URN and (found := obstacles(edition, at)):
        raise Refused(" ".join(found))
    if not reason.strip():
        raise Refused("Napisz powód. Stanie w dzienniku.")
    with transaction.atomic():
        act: TwoPersonAct = TwoPersonAct.objects.create(
            edition=edition, kind=kind, first=user, reason=reason, proposed_at=at
        )
        record(
            _PROPOSED[kind], town=edition.town, by=user.signature, at=at, edition=edition.pk,
            about=act, reason=reason,
        )  # fmt: skip
    return act


def _pause(act: TwoPersonAct, at: datetime) -> None:
    stops = act.kind == TwoPersonKind.PAUSE
    values = (
        {"paused_at": at, "pause_reason": act.reason} if stops else {"paused_at": None, "pause_reason": ""}
    )
    if not Edition.objects.filter(pk=act.edition_id, paused_at__isnull=stops).update(**values):
        raise Refused("To już zrobiono. Odśwież stronę.")
    TwoPersonAct.objects.filter(pk=act.pk).update(done_at=at)


def confirm(act: TwoPersonAct, *, user: User, at: datetime) -> TwoPersonAct:
    """The second person confirms; the caller then queues the worker's task, where there is one. Raises Refused.

    Stopping and resuming happen here and at once.
    """
    if act.first == user:
        raise Refused("Potwierdzić musi druga osoba, ze swojego konta.")
    if act.kind == TwoPersonKind.OPEN_URN and (found := obstacles(act.edition, at)):
        raise Refused(" ".join(found))
    with transaction.atomic():
        confirmed = TwoPersonAct.objects.filter(pk=act.pk, second=None, proposed_at__gt=at - WITHIN).update(
            second=user, confirmed_at=at
        )
        if not confirmed:
            raise Refused("Minęło pół godziny albo ktoś już potwierdził. Zacznijcie od nowa.")
        act.refresh_from_db()
        if act.kind in (TwoPersonKind.PAUSE, TwoPersonKind.RESUME):
            _pause(act, at)
        record(
            _CONFIRMED[TwoPersonKind(act.kind)], town=act.edition.town, by=user.signature, at=at,
            edition=act.edition_id, about=act,
        )  # fmt: skip
    return act
