"""Moving a rehearsal on: dates move, and invented people do what nobody of the office has done by then."""

from datetime import datetime

from django.db import transaction
from django_scopes import scope, scopes_disabled

from wibo.editions.actions import change_schedule
from wibo.editions.models import Edition
from wibo.invented.history import BY, History
from wibo.invented.schedule import Calendar
from wibo.journal.acts import Act
from wibo.rehearsal.recipes import recipe_of
from wibo.rehearsal.shapes import shape_of
from wibo.towns.models import Town


def move(real: Edition, twin: Town, stage: str, now: datetime) -> list[str]:
    """Open the stage in the twin; what was done for it, in sentences. Raises Refused. All of it or nothing."""
    with transaction.atomic():
        with scopes_disabled():
            shape = shape_of(real)
            recipe = recipe_of(real, twin, shape)
        calendar = Calendar(stage, now)
        with scope(town=twin):
            change_schedule(_edition(), shape.dates(calendar), act=Act(BY, now), reason="próba")
            return History(recipe, _edition(), calendar).play()


def _edition() -> Edition:
    found: Edition = (
        Edition.objects.select_related("town").prefetch_related("windows", "pools", "areas").get()
    )
    return found
