"""The measured town: one list of 25 projects, a PESEL checked as to its form, voting open now."""

from dataclasses import replace

from django.core.management import call_command
from django.utils import timezone
from django_scopes import scope

from wibo.demo.building import build_town
from wibo.demo.recipes import RECIPES
from wibo.editions.models import Edition
from wibo.invented.recipe import PoolPlan
from wibo.rulebook.people.identity import IdentityKind
from wibo.towns.models import Town
from wibo.voting.ballot.lists import lists_of

SLUG = "olszany"
CHOICES = 3


def build() -> Town:
    """Prepare the database and the town; nobody has voted."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    recipe = replace(
        RECIPES[SLUG],
        stage="voting",
        identity=IdentityKind.PESEL_FORM,
        web_ballots=0,
        boxes=(),
        pools=(PoolPlan("Budżet obywatelski", 900_000, None, {"max_length": CHOICES}),),
    )
    return build_town(recipe, timezone.now())


def edition_of(town: Town) -> Edition:
    """The measured edition."""
    with scope(town=town):
        rows = Edition.objects.select_related("town").prefetch_related("windows", "pools", "areas")
        found: Edition = rows.get(year=timezone.now().year + 1)
    return found


def numbers_of(edition: Edition) -> list[str]:
    """The projects that measured voters choose."""
    with scope(town=edition.town):
        return [project.number for project in lists_of(edition)[0].projects[:CHOICES]]
