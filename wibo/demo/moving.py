"""Moving an invented town to another stage of its year: dates move, and people do what is still missing."""

from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from wibo.access.refusal import Refused
from wibo.demo.playing import play
from wibo.demo.recipes import RECIPES
from wibo.demo.servicing import extend_service
from wibo.editions.actions import change_schedule
from wibo.editions.models import Edition
from wibo.housekeeping.ticking import tick
from wibo.invented.history import BY
from wibo.invented.schedule import STAGES, Calendar
from wibo.journal.acts import Act
from wibo.towns.models import Town


def move_to(slug: str, stage: str) -> str:
    """Open the stage now and say what was done. Raises Refused when there is no way back to it."""
    town = Town.objects.filter(slug=slug).first()
    if town is None or slug not in RECIPES:
        raise Refused(f"Nie ma miasta pokazowego „{slug}”. Są: {', '.join(RECIPES)}.")
    now = timezone.now()
    with scope(town=town):
        edition = _edition()
        _refuse_going_back(edition, stage)
        calendar = Calendar(stage, now)
        with transaction.atomic():
            extend_service(town, calendar)
            change_schedule(
                _edition(), calendar.dates(), act=Act(BY, now), reason="przesunięcie miasta pokazowego"
            )
            done = play(RECIPES[slug], _edition(), calendar)
    tick(now)
    return f"{town.name}, etap: {stage}. {' '.join(done)}".strip()


def _edition() -> Edition:
    rows = Edition.objects.prefetch_related("windows", "pools", "areas").select_related("town")
    edition: Edition = rows.filter(imported=False).latest("year")
    return edition


def _refuse_going_back(edition: Edition, stage: str) -> None:
    place = STAGES.index(stage)
    again = "a z tego nie ma powrotu. Dodaj --rebuild, aby zbudować miasta od nowa."
    if edition.urn_opened_at and place < STAGES.index("counting"):
        raise Refused(f"Urna jest już otwarta, {again}")
    if edition.frozen_at and place < STAGES.index("voting"):
        raise Refused(f"Karta jest już zamrożona, {again}")
