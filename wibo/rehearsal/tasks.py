"""What the worker does for a rehearsal: build it, move it on, remove it. Safe to repeat."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localtime
from django_scopes import scope, scopes_disabled
from django_tasks import task

from wibo.access.refusal import Refused
from wibo.editions.actions import journal
from wibo.editions.models import Edition
from wibo.journal.acts import BY_ITSELF, Act
from wibo.journal.events.rehearsals import RehearsalWiped
from wibo.rehearsal.building import build, twin_of
from wibo.rehearsal.models import Rehearsal
from wibo.rehearsal.moving import move
from wibo.rehearsal.wiping import wipe_rest, wipe_rows
from wibo.rulebook.spelling.polish import counted

log = logging.getLogger(__name__)
# An end that did not succeed is tried again.
_AGAIN = timedelta(minutes=10)
_STILL_THERE = "Nie wszystko dało się jeszcze usunąć. Program próbuje dalej; jeśli to trwa, poproś operatora o sprawdzenie."
_BROKEN = "Nie udało się. W próbie nic nie zmieniono; poproś operatora o sprawdzenie."


@task(queue_name="rehearsals")
def go_on(rehearsal_id: int) -> None:
    """Do what was asked of a rehearsal; a failure is told on it and changes nothing in the twin."""
    with scopes_disabled():
        rehearsal = Rehearsal.objects.select_related("edition__town").get(pk=rehearsal_id)
    if not rehearsal.is_busy:
        return
    if not rehearsal.is_genuine:
        log.error("rehearsal %s was not begun by this program: nothing is done", rehearsal.pk)
        return
    now = timezone.now()
    with scope(town=rehearsal.edition.town):
        if rehearsal.is_ending:
            _end(rehearsal, now)
        else:
            _move(rehearsal, now)


def _move(rehearsal: Rehearsal, now: datetime) -> None:
    wanted, told = rehearsal.wanted, ""
    failure = ""
    try:
        told = _moved(rehearsal, wanted, now)
    except Refused as refused:
        failure = refused.message
    except Exception as error:
        log.exception("a rehearsal could not go on: %s", type(error).__name__)
        failure = _BROKEN
    rows = Rehearsal.objects.filter(pk=rehearsal.pk, wanted=wanted)
    stage = rehearsal.stage if failure else wanted
    rows.update(stage=stage, wanted="", failure=failure[:300], told=told[:300])


def _moved(rehearsal: Rehearsal, wanted: str, now: datetime) -> str:
    real = Edition.objects.select_related("town").get(pk=rehearsal.edition_id)
    twin = twin_of(real.town)
    if twin is None:
        twin = build(real, now, wanted)
    return " ".join(move(real, twin, wanted, now))


def _end(rehearsal: Rehearsal, now: datetime) -> None:
    """Rows first, with a note of what is to go after them; a worker that is killed in between goes on from the note."""
    try:
        twin = twin_of(rehearsal.edition.town)
        if twin is not None:
            with transaction.atomic():
                rehearsal.wiped, rehearsal.doomed = wipe_rows(twin)
                rehearsal.save(update_fields=["wiped", "doomed"])
        wipe_rest(rehearsal.doomed)
    except Exception as error:
        log.exception("a rehearsal could not be removed: %s", type(error).__name__)
        Rehearsal.objects.filter(pk=rehearsal.pk).update(failure=_STILL_THERE)
        return
    rows = sum(rehearsal.wiped.values())
    Rehearsal.objects.filter(pk=rehearsal.pk).update(
        wiped_at=now, is_ending=False, wanted="", failure="", doomed={}
    )
    said = counted(rows, "wiersz", "wiersze", "wierszy")
    journal(RehearsalWiped(removed=said), rehearsal.edition, Act(BY_ITSELF, now))


def resume_rehearsals() -> None:
    """What a process that was killed has left undone."""
    with scopes_disabled():
        busy = [one.pk for one in Rehearsal.objects.filter(wiped_at=None) if one.is_busy]
    for key in busy:
        go_on.enqueue(key)


def end_due(now: datetime) -> int:
    """End rehearsals whose time is over, of all towns; how many."""
    with scopes_disabled():
        open_ones = Rehearsal.objects.filter(wiped_at=None)
        due = list(open_ones.filter(is_ending=False, ends_at__lte=now))
        stuck = list(open_ones.filter(is_ending=True, wanted_at__lte=now - _AGAIN))
        Rehearsal.objects.filter(pk__in=[one.pk for one in due]).update(is_ending=True, wanted_at=now)
        Rehearsal.objects.filter(pk__in=[one.pk for one in stuck]).update(wanted_at=now)
    for one in stuck:
        go_on.enqueue(one.pk)
    for one in due:
        log.warning("rehearsal %s ends at %s by itself", one.pk, localtime(one.ends_at))
        go_on.enqueue(one.pk)
    return len(due)
