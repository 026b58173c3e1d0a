"""The named voter list, made by the worker."""

import secrets
import shutil

from django.utils import timezone
from django_scopes import scope
from django_tasks import task

from wibo.documents.engine.sheets import workbook
from wibo.documents.reports.ballots import named_voters
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.results import VoterListMade
from wibo.keyring import store
from wibo.voting.models import Envelope, TwoPersonAct
from wibo.voting.tasks import due


@task(queue_name="urns")
def make_voter_list(act_id: int) -> None:
    """Make the list for a confirmed act; a failure is told on the act."""
    act = due(act_id)
    if act is None:
        return
    now = timezone.now()
    with scope(town=act.edition.town):
        try:
            sheets = named_voters(act.edition)
        except store.KeyMissing:
            TwoPersonAct.objects.filter(pk=act.pk).update(failure="Nie ma już klucza urzędu do tych danych.")
            return
        act.made_file = f"{secrets.token_hex(16)}.xlsx"
        path = act.made_path
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with workbook(sheets) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
        TwoPersonAct.objects.filter(pk=act.pk).update(done_at=now, made_file=act.made_file)
        record(
            VoterListMade(count=Envelope.objects.filter(edition=act.edition).valid().count()),
            Act(f"{act.first} i {act.second}", now),
            town=act.edition.town,
            edition=act.edition_id,
            about=act,
        )
