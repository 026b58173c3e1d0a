"""What the worker does for voting: opening the urn, once two people have agreed."""

import logging
from datetime import datetime

from django.utils import timezone
from django_scopes import scope, scopes_disabled
from django_tasks import task

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.voting.actions.stirring import stir
from wibo.voting.actions.two_people import obstacles
from wibo.voting.actions.urn import open_urn
from wibo.voting.models import TwoPersonAct

log = logging.getLogger(__name__)


@task(queue_name="urns")
def open_confirmed_urn(act_id: int) -> None:
    """Open the urn for a confirmed act; a failure is told on the act and changes nothing. Safe to repeat."""
    with scopes_disabled():
        act = TwoPersonAct.objects.select_related("edition__town", "first", "second").get(pk=act_id)
    if act.confirmed_at is None or act.done_at:
        return
    if not act.is_genuine:
        log.error("act %s was not written by this program: nothing is opened", act.pk)
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
        open_urn(edition, by=f"{act.first} i {act.second}", at=now)
    except Refused as refused:
        return refused.message
    except Exception as error:
        # The values of an error may hold choices, so only its kind is told.
        log.error("opening the urn failed: %s", type(error).__name__)
        return "Nie udało się otworzyć urny. Nic nie zmieniono; wezwij operatora."
    return ""
