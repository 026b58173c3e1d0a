"""What the coordinator does with a rehearsal: begins it, moves it on, ends it. The worker does the work."""

from datetime import datetime, timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.editions.actions import journal
from wibo.editions.models import Edition
from wibo.invented.schedule import STAGE_WORDS
from wibo.journal.acts import Act
from wibo.journal.events import Event
from wibo.journal.events.rehearsals import RehearsalBegun, RehearsalEnded, RehearsalMoved
from wibo.rehearsal.models import Rehearsal
from wibo.rehearsal.shapes import shape_of
from wibo.rehearsal.tasks import go_on
from wibo.rulebook.calendar.schedule import Stage
from wibo.towns.models import Town

# Longer nobody tries; what is invented must not be forgotten beside what is real.
_LONGEST = timedelta(days=14)
# Shorter it would be gone before anybody has seen it.
_SHORTEST = timedelta(hours=1)


def current(edition: Edition) -> Rehearsal | None:
    """The rehearsal that is there now; None without one."""
    found: Rehearsal | None = Rehearsal.objects.filter(edition=edition, wiped_at=None).first()
    return found


def ends_at(edition: Edition, now: datetime) -> datetime:
    """When a rehearsal begun now would end by itself: when the next stage of the edition opens, or after two weeks."""
    openings = [window.opens_at for window in edition.windows.all() if window.opens_at > now]
    return min([*openings, now + _LONGEST])


def begin(edition: Edition, *, act: Act) -> Rehearsal:
    """Ask the worker for a twin with invented people at the edition's first stage. Raises Refused."""
    _refuse_late(edition, act.at)
    if not edition.pools.exists():
        raise Refused("Najpierw dodaj co najmniej jedną pulę. Bez niej nie ma na co głosować.")
    ends = ends_at(edition, act.at)
    if ends - act.at < _SHORTEST:
        when = date_format(localtime(ends), "j.m.Y H:i")
        raise Refused(
            f"Następny etap zaczyna się {when}. Na próbę jest już za późno: wymyślone osoby muszą wtedy zniknąć."
        )
    try:
        with transaction.atomic():
            _refuse_another(edition)
            rehearsal: Rehearsal = Rehearsal.objects.create(
                edition=edition,
                begun_at=act.at,
                begun_by=act.by,
                ends_at=ends,
                wanted=shape_of(edition).stages[0],
                wanted_at=act.at,
            )
            rehearsal.mark = rehearsal.new_mark()
            rehearsal.save(update_fields=["mark"])
            journal(RehearsalBegun(ends=date_format(localtime(ends), "j.m.Y H:i")), edition, act)
            transaction.on_commit(partial(go_on.enqueue, rehearsal.pk))
    except IntegrityError as error:
        raise Refused("Próba już trwa.") from error
    return rehearsal


def _refuse_another(edition: Edition) -> None:
    """Raise Refused while another edition of the town is tried: a town has one twin."""
    Town.objects.select_for_update().get(pk=edition.town_id)
    others = Rehearsal.objects.filter(edition__town=edition.town_id, wiped_at=None).exclude(edition=edition)
    if (other := others.select_related("edition").first()) is not None:
        raise Refused(f"Trwa próba edycji „{other.edition.name}”. Zakończ ją, żeby zacząć tę.")


def _refuse_late(edition: Edition, at: datetime) -> None:
    if edition.town.is_rehearsal:
        raise Refused("To już jest próba.")
    if edition.frozen_at or edition.schedule.has_begun(Stage.VOTING, at):
        raise Refused("Karta jest zamrożona albo głosowanie się zaczęło. Próbę robi się wcześniej.")


def move_on(rehearsal: Rehearsal, stage: str, *, act: Act) -> None:
    """Ask the worker to open a later stage. Raises Refused for one that is over, and while it is busy."""
    stages = shape_of(rehearsal.edition).stages
    if stage not in stages or (rehearsal.stage and stages.index(stage) <= stages.index(rehearsal.stage)):
        raise Refused("Próba idzie tylko naprzód. Aby zacząć od nowa, zakończ ją i zacznij jeszcze raz.")
    _ask(rehearsal, RehearsalMoved(stage=STAGE_WORDS[stage]), act, wanted=stage)


def end(rehearsal: Rehearsal, *, act: Act) -> None:
    """Ask the worker to remove everything. Raises Refused while it is busy."""
    _ask(rehearsal, RehearsalEnded(), act, is_ending=True)


def _ask(rehearsal: Rehearsal, event: Event, act: Act, **changes: object) -> None:
    with transaction.atomic():
        rows = Rehearsal.objects.filter(pk=rehearsal.pk, wiped_at=None, wanted="", is_ending=False)
        if not rows.update(**changes, wanted_at=act.at, failure=""):
            raise Refused("Próba jest właśnie przygotowywana. Odśwież stronę za chwilę.")
        journal(event, rehearsal.edition, act)
        transaction.on_commit(partial(go_on.enqueue, rehearsal.pk))
