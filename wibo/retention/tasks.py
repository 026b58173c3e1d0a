"""What the worker does once two people have agreed to erase."""

import logging

from django.db import DatabaseError, connection
from django.utils import timezone
from django_scopes import scope
from django_tasks import task

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.retention.actions import erase_by_two, finish_erasure
from wibo.retention.models import Erasure
from wibo.retention.rewriting import rewrite
from wibo.rulebook.calendar.keeping import Clock
from wibo.voting.models import TwoPersonAct
from wibo.voting.tasks import due

log = logging.getLogger(__name__)


@task(queue_name="urns")
def erase_confirmed(act_id: int) -> None:
    """Erase for a confirmed act; a failure is told on the act and changes nothing. Safe to repeat."""
    act = due(act_id)
    if act is None:
        return
    with scope(town=act.edition.town):
        failure = _erased(act)
        done_at = None if failure else timezone.now()
        TwoPersonAct.objects.filter(pk=act.pk).update(failure=failure[:300], done_at=done_at)
        if not failure:
            _finish(act.edition)
    if not failure and not connection.in_atomic_block:
        _rewrite(Clock(act.content["clock"]))


def _erased(act: TwoPersonAct) -> str:
    """What went wrong, in words."""
    try:
        erase_by_two(act, timezone.now())
    except Refused as refused:
        return refused.message
    except Exception as error:
        # The values of an error may hold the data.
        log.error("erasing failed: %s", type(error).__name__)
        return "Nie udało się usunąć danych. Nic nie zmieniono; wezwij operatora."
    return ""


def _finish(edition: Edition) -> None:
    """Files and keys at once; what does not go now goes with the rounds of the worker."""
    for erasure in Erasure.objects.filter(edition=edition, finished_at=None).select_related("edition"):
        try:
            finish_erasure(erasure, timezone.now())
        except OSError as error:
            log.error("files of an erasure are still there: %s", type(error).__name__)


def _rewrite(clock: Clock) -> None:
    try:
        rewrite(clock)
    except DatabaseError as error:
        # Erased it is; until the room is used again its bytes lie in the database's files.
        log.error("the tables could not be rewritten: %s", type(error).__name__)
