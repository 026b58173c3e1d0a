"""The measured town: one list of 25 projects, a PESEL checked as to its form, voting open now."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.utils import timezone
from django.utils.timezone import localtime
from django_scopes import scope

from wibo.access.permissions import Role
from wibo.accounts.actions import grant_role
from wibo.accounts.models import User
from wibo.demo.building import build_town
from wibo.demo.recipes import RECIPES
from wibo.editions.actions import create_edition
from wibo.editions.models import Edition, Pool, StageWindow
from wibo.invented.recipe import PoolPlan
from wibo.journal.acts import Act
from wibo.rulebook.calendar.schedule import Stage
from wibo.rulebook.people.identity import IdentityKind
from wibo.towns.models import Town
from wibo.voting.ballot.freezing import freeze
from wibo.voting.ballot.lists import lists_of
from wibo.voting.models import Project
from wibo.voting.papers.batches import confirm_count, open_batch

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


PASSWORD = "hasło na wieczór 2027"


def many(count: int) -> list[dict]:
    """Small towns that vote now, each with a list of 20 projects, a clerk with an open batch, and a coordinator."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    return [_small(f"gmina-{at}", timezone.now()) for at in range(1, count + 1)]


def _small(slug: str, now: datetime) -> dict:
    act = Act("bench", now - timedelta(days=3))
    town = Town.objects.create(
        slug=slug,
        name=slug.title(),
        name_genitive=slug.title(),
        population=35_000,
        contact_email=f"bo@{slug}.example",
    )
    with scope(town=town):
        edition = create_edition(
            town=town,
            act=act,
            year=now.year + 1,
            name="Budżet obywatelski",
            identity_kind=IdentityKind.PESEL_FORM.value,
        )
        begun, ends = now - timedelta(days=5), now + timedelta(days=5)
        for stage in (Stage.VOTING, Stage.PAPER_ENTRY):
            StageWindow.objects.create(edition=edition, stage=stage, opens_at=begun, closes_at=ends)
        award = {"rule": "greedy", "on_misfit": "skip", "threshold": 0}
        pool = Pool.objects.create(
            edition=edition, name="Cała gmina", amount=900_000_00, max_length=CHOICES, award=award
        )
        Project.objects.bulk_create(
            Project(
                edition=edition, pool=pool, number=str(at), title=f"Projekt {at}", cost=at * 10_000_00
            ).derive()
            for at in range(1, 21)
        )
        freeze(edition, act=act)
        people = [_official(town, role, act) for role in (Role.CLERK, Role.COMMISSION, Role.COORDINATOR)]
        clerk, second, coordinator = people
        batch = open_batch(edition_of(town), "Urząd", localtime(now).date(), 9_000, user=clerk, at=now)
        confirm_count(batch, 9_000, user=second, at=now)
    return {
        "host": f"{slug}.localhost",
        "projects": [str(at) for at in range(1, 21)],
        "batch": batch.pk,
        "clerk": clerk.email,
        "coordinator": coordinator.email,
    }


def _official(town: Town, role: Role, act: Act) -> User:
    made = User(
        town=town,
        email=f"{role.value}@{town.slug}.example",
        first_name="Jan",
        surname="Lis",
        created_at=act.at,
        confirmed_at=act.at,
        password=make_password(PASSWORD),
    )
    made.save()
    grant_role(made, role, act=act)
    return made
