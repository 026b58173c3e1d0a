"""Building the twin: the town, its invented people, and the edition's own rules, lists and application."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django_scopes import scope, scopes_disabled

from wibo.accounts.actions import grant_role
from wibo.accounts.models import User
from wibo.editions.actions import change_schedule, create_edition
from wibo.editions.models import Edition
from wibo.editions.starting.copies import copy_into
from wibo.invented.history import BY
from wibo.invented.people import AUTHORS, author_name
from wibo.invented.recipe import Recipe
from wibo.invented.schedule import Calendar
from wibo.journal.acts import Act
from wibo.rehearsal.proposing import load_list, propose
from wibo.rehearsal.recipes import recipe_of
from wibo.rehearsal.shapes import shape_of
from wibo.towns.models import Town

_PREFIX = "proba-"
_LONGEST_SLUG = 40
# Roles are old enough to count in decisions of two people.
_HELD = timedelta(days=30)
_REASON = "próba"


def twin_of(town: Town) -> Town | None:
    """The town in which this one rehearses; None while it does not."""
    return Town.objects.filter(rehearses=town).first()


def build(real: Edition, now: datetime, stage: str) -> Town:
    """Build the twin with everything that residents have handed in by the stage. Raises Refused.

    In one transaction: a rehearsal is there whole or not at all.
    """
    town = real.town
    with transaction.atomic():
        twin = Town.objects.create(
            slug=_free_slug(town),
            name=town.name,
            name_genitive=town.name_genitive,
            colour=town.colour,
            arms=town.arms,
            population=town.population,
            contact_place=town.contact_place,
            contact_person="Dorota Próbna",
            rehearses=town,
        )
        with scopes_disabled():
            shape = shape_of(real)
            recipe = recipe_of(real, twin, shape)
            edition = _edition(real, twin, now)
            with scope(town=twin):
                people = _people(twin, recipe, now)
                calendar = Calendar(stage, now)
                change_schedule(edition, shape.dates(calendar), act=Act(BY, now), reason=_REASON)
                (propose if shape.collects else load_list)(edition.pk, recipe, people, calendar)
    return twin


def _free_slug(town: Town) -> str:
    """The first name that no town has: long ones are cut, and a town may be called so already."""
    trunk = f"{_PREFIX}{town.slug}"[: _LONGEST_SLUG - 3]
    names = (trunk if at == 0 else f"{trunk}-{at}" for at in range(100))
    return next(name for name in names if not Town.objects.filter(slug=name).exists())


def _edition(real: Edition, twin: Town, now: datetime) -> Edition:
    with scope(town=twin):
        edition = create_edition(town=twin, act=Act(BY, now), year=real.year, name=real.name)
    # What is copied lies in two towns: read in one, written in the other.
    copy_into(edition, real)
    return edition


def _people(twin: Town, recipe: Recipe, now: datetime) -> dict[str, User]:
    rows = [(recipe.address(p), p.first_name, p.surname, p.roles) for p in recipe.people]
    rows += [(f"mieszkaniec{at}@{twin.slug}.example", *author_name(at), ()) for at in range(1, AUTHORS + 1)]
    found, since = {}, now - _HELD
    for email, first_name, surname, roles in rows:
        found[email] = User.objects.create(
            town=twin,
            email=email,
            first_name=first_name,
            surname=surname,
            created_at=since,
            confirmed_at=since,
            # Nobody signs in with it: one comes in from the office of the real town.
            password=make_password(None),
        )
        for role in roles:
            grant_role(found[email], role, act=Act(BY, since))
    return found
