"""Erasing by two: one proposes what the plan allows, another confirms what it read, the worker does it and looks again."""

import logging
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.editions.actions import journal
from wibo.editions.models import Edition
from wibo.journal.actions import head
from wibo.journal.acts import BY_ITSELF, Act
from wibo.journal.events.keeping import DataErased, DataErasedAgain
from wibo.keyring import store
from wibo.retention.erasing import erase, finish, held, left
from wibo.retention.models import Erasure
from wibo.retention.planning import refuse_early
from wibo.rulebook.calendar.keeping import Clock
from wibo.rulebook.spelling.polish import counted
from wibo.voting.models import TwoPersonAct, TwoPersonKind
from wibo.voting.two_people.acts import FORGED, confirm, propose

log = logging.getLogger(__name__)
WORDS = {Clock.IDENTITY: "dane osób", Clock.RECORDS: "akta spraw"}


def told(edition: Edition, clock: Clock) -> str:
    """What the second person reads: which data of which edition, and how many rows now."""
    return told_of(edition, clock, sum(number for _, number in held(edition, clock)))


def told_of(edition: Edition, clock: Clock, rows: int) -> str:
    """The same of rows that are counted already."""
    return f"{WORDS[clock]}, {edition.name}, {counted(rows, 'wiersz', 'wiersze', 'wierszy')}"


def propose_erasure(edition: Edition, clock: Clock, *, reason: str, user: User, at: datetime) -> TwoPersonAct:
    """The first person. Raises Refused before the clock's day."""
    refuse_early(edition, clock, at)
    content = {"clock": clock.value}
    return propose(
        edition,
        TwoPersonKind.ERASE,
        reason=reason,
        user=user,
        at=at,
        told=told(edition, clock),
        content=content,
    )


def confirm_erasure(act: TwoPersonAct, *, user: User, at: datetime) -> None:
    """The second person. The caller queues the worker's task. Raises Refused where the data changed since it was proposed."""
    clock = Clock(act.content["clock"])
    refuse_early(act.edition, clock, at)
    if told(act.edition, clock) != act.told:
        raise Refused("Od wniesienia przybyło albo ubyło danych. Wnieście usunięcie jeszcze raz.")
    confirm(act, user=user, at=at)


def erase_by_two(act: TwoPersonAct, at: datetime) -> Erasure:
    """Do what both have agreed to. Raises Refused where the plan has changed, NotTheWorker."""
    edition, clock = act.edition, Clock(act.content["clock"])
    planned = refuse_early(edition, clock, at)
    if not act.told.startswith(WORDS[clock]):
        # What both have read bears the mark; what is to be done alone could have been changed beside the program.
        raise Refused(FORGED)
    with transaction.atomic():
        removed = erase(edition, clock)
        found = left(edition, clock)
        if found:
            raise RuntimeError(f"{found} rows are left")
        by = f"{act.first} i {act.second}"
        event = DataErased(
            what=WORDS[clock],
            rows=removed.count,
            files=len(removed.files) + len(removed.made),
            keys=removed.keys,
        )
        journal(event, edition, Act(by, at))
        last = head()
        made: Erasure = Erasure.objects.create(
            edition=edition,
            clock=clock.value,
            due_on=planned.due_on or localtime(at).date(),
            erased_at=at,
            by=by,
            reason=act.reason,
            removed=[list(row) for row in removed.rows],
            files=len(removed.files) + len(removed.made),
            keys=removed.keys,
            pending={"files": removed.files, "made": removed.made},
            copies_until=_copies_until(at),
            journal_number=last.number if last else 0,
            journal_digest=last.digest if last else "",
        )
    return made


def _copies_until(at: datetime) -> date | None:
    days = settings.BACKUP_DAYS
    return localtime(at).date() + timedelta(days=days) if days else None


def finish_erasure(erasure: Erasure, at: datetime) -> bool:
    """Do what no transaction brings back, once its rows are gone; whether all of it is done. Safe to repeat."""
    still = finish(
        erasure.edition.ring,
        Clock(erasure.clock),
        erasure.pending.get("files", ()),
        erasure.pending.get("made", ()),
    )
    if still:
        log.error("of erasure %s there is still: %s", erasure.pk, len(still))
        return False
    Erasure.objects.filter(pk=erasure.pk, finished_at=None).update(finished_at=at, pending={})
    return True


def finish_due(at: datetime) -> int:
    """Erasures of the town in scope that were cut off between rows and files; how many are whole now."""
    waiting = Erasure.objects.filter(finished_at=None).select_related("edition")
    return sum(finish_erasure(one, at) for one in waiting)


def erase_again(at: datetime) -> list[str]:
    """After a copy was restored: what had been erased since it was made goes again; told in sentences, of the town in scope."""
    said = []
    for edition in Edition.objects.filter(imported=False).select_related("town"):
        for clock in Clock:
            if not store.is_erased(edition.ring, clock.value):
                continue
            removed = erase(edition, clock)
            finish(edition.ring, clock, removed.files, removed.made)
            if removed.count:
                event = DataErasedAgain(what=WORDS[clock], rows=removed.count)
                journal(event, edition, Act(BY_ITSELF, at))
                said.append(f"{edition.name}: {WORDS[clock]}")
    return said
