"""What the worker does once two people have agreed: the act that is due, and opening the urn."""

import logging
from datetime import datetime

from django.utils import timezone
from django_scopes import scope, scopes_disabled
from django_tasks import task

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.journal.acts import Act
from wibo.voting.course.opening_by_two import obstacles
from wibo.voting.two_people.acts import FORGED
from wibo.voting.two_people.models import TwoPersonAct
from wibo.voting.urn.opening import open_urn
from wibo.voting.urn.stirring import stir

log = logging.getLogger(__name__)


def due(act_id: int) -> TwoPersonAct | None:
    """The confirmed act that the worker has to do now; None when there is nothing to do, or nothing that may be done.

    An act without a genuine mark is told as failed: somebody wrote it, or it was confirmed before acts bore marks.
    """
    with scopes_disabled():
        act: TwoPersonAct = TwoPersonAct.objects.select_related("edition__town", "first", "second").get(
            pk=act_id
        )
        if act.confirmed_at is None or act.done_at:
            return None
        if act.is_genuine:
            return act
        TwoPersonAct.objects.filter(pk=act.pk).update(failure=FORGED)
    log.error("act %s was not written by this program: nothing is done", act.pk)
    return None


@task(queue_name="urns")
def open_confirmed_urn(act_id: int) -> None:
    """Open the urn for a confirmed act; a failure is told on the act and changes nothing. Safe to repeat."""
    act = due(act_id)
    if act is None:
        return
    with scope(town=act.edition.town):
        failure = _opened(act, timezone.now())
        is_open = Edition.objects.exclude(urn_opened_at=None).filter(pk=act.edition_id).exists()
        if is_open:
            # Also after a worker that was killed between the commit and this line.
            stir(act.edition)
            TwoPersonAct.objects.filter(pk=act.pk).update(done_at=timezone.now(), failure="")
        else:
            TwoPersonAct.objects.filter(pk=act.pk).update(failure=failure[:300])


def _opened(act: TwoPersonAct, now: datetime) -> str:
    """Open it and return what went wrong, in words; dates may have changed since both agreed."""
    edition = Edition.objects.select_related("town").prefetch_related("windows").get(pk=act.edition_id)
    found = [] if edition.urn_opened_at else obstacles(edition, now)
    if found:
        return " ".join(found)
    try:
        open_urn(edition, act=Act(f"{act.first} i {act.second}", now))
    except Refused as refused:
        return refused.message
    except Exception as error:
        # The values of an error may hold choices, so only its kind is told.
        log.error("opening the urn failed: %s", type(error).__name__)
        return "Nie udało się otworzyć urny. Nic nie zmieniono; wezwij operatora."
    return ""
