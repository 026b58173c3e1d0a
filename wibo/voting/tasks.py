"""What the worker does for voting: opening the urn, once two people have agreed."""

from django.utils import timezone
from django_scopes import scope, scopes_disabled
from django_tasks import task

from wibo.access.refusal import Refused
from wibo.voting.actions.urn import open_urn
from wibo.voting.models import TwoPersonAct


@task()
def open_confirmed_urn(act_id: int) -> None:
    """Open the urn for a confirmed act; a failure is told on the act and changes nothing."""
    with scopes_disabled():
        act = TwoPersonAct.objects.select_related("edition__town", "first", "second").get(pk=act_id)
    if act.confirmed_at is None or act.done_at:
        return
    now = timezone.now()
    with scope(town=act.edition.town):
        try:
            open_urn(act.edition, by=f"{act.first} i {act.second}", at=now)
        except Refused as refused:
            TwoPersonAct.objects.filter(pk=act.pk).update(failure=refused.message[:300])
            return
        TwoPersonAct.objects.filter(pk=act.pk).update(done_at=now, failure="")
