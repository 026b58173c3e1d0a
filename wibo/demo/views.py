"""The demo's page with its five towns, and the addresses behind its one-click links."""

from typing import Any

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime

from wibo.access.marks import anytime, outlasts_service, public
from wibo.access.permissions import Role
from wibo.accounts.models import User
from wibo.demo.entering import NoEntry, email_of, pass_for
from wibo.demo.recipes import RECIPES
from wibo.home.views.front import image_of
from wibo.invented.people import pesel_of
from wibo.invented.recipe import Recipe
from wibo.invented.schedule import STAGE_WORDS
from wibo.rulebook.people.identity import IdentityKind
from wibo.service.backend import sign_in_operator
from wibo.service.models import Operator
from wibo.towns.addresses import address_of
from wibo.towns.models import Town
from wibo.towns.requests import TownRequest, in_town

# Voters who never vote by themselves: their numbers are handed to visitors.
_SPARE = 4500


@public
@anytime
def start(request: HttpRequest) -> HttpResponse:
    """The towns, what to try in each, and a way in for every role."""
    towns = {town.slug: town for town in Town.objects.filter(slug__in=RECIPES)}
    today = localtime(in_town(request).now).date()
    rows = [_row(recipe, towns[slug], today) for slug, recipe in RECIPES.items() if slug in towns]
    others = Town.objects.exclude(slug__in=RECIPES).order_by("name")[:50]
    operator = Operator.objects.order_by("pk").first()
    context = {
        "title": "Miasta pokazowe",
        "rows": rows,
        "others": [(town, address_of(town)) for town in others],
        "operator": operator and _operator_link(operator.email),
    }
    return render(request, "demo/start.html", context)


@public
@anytime
def arms(request: HttpRequest, slug: str) -> HttpResponse:
    """A town's coat of arms on this host, so that no page needs pictures from another."""
    return image_of(get_object_or_404(Town, slug=slug))


def _row(recipe: Recipe, town: Town, today: Any) -> dict[str, Any]:
    base = address_of(town)
    people = [
        (person, f"{base}/_wejdz/{pass_for(recipe.slug, recipe.address(person))}/")
        for person in recipe.people
    ]
    numbers = []
    if recipe.identity is IdentityKind.PESEL_FORM:
        numbers = [
            pesel_of(_SPARE + at, today, recipe.min_voter_age) for at in range(today.day, today.day + 3)
        ]
    return {
        "recipe": recipe,
        "town": town,
        "base": base,
        "people": people,
        "numbers": numbers,
        "stage": STAGE_WORDS[recipe.stage],
    }


def _operator_link(email: str) -> str:
    base = address_of(Town(slug="operator"))
    return f"{base}/_wejdz/{pass_for('operator', email)}/"


@public
@anytime
@outlasts_service
def enter(request: TownRequest, token: str) -> HttpResponse:
    """Sign in as an invented person of this town; 404 outside a demo."""
    try:
        user = User.objects.by_email(email_of(token, request.town.slug))
    except NoEntry as error:
        raise Http404 from error
    if user is None:
        raise Http404
    login(request, user, backend="wibo.accounts.backend.TownBackend")
    officials_first = user.grants.exclude(role=Role.RESIDENT).exists()
    return redirect("home:desk" if officials_first else "home:front")


@public
@anytime
def enter_console(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in as the demo's operator; 404 outside a demo."""
    try:
        operator = Operator.objects.by_email(email_of(token, "operator"))
    except NoEntry as error:
        raise Http404 from error
    if operator is None:
        raise Http404
    sign_in_operator(request, operator)
    return redirect("console:towns")
