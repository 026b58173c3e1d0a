"""The coordinator's page of a rehearsal, and the door of its twin."""

from typing import Any

from django.contrib.auth import login, logout
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, outlasts_service, public, requires
from wibo.access.permissions import Can, Role
from wibo.accounts.models import User
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.invented.schedule import STAGE_WORDS
from wibo.rehearsal import actions
from wibo.rehearsal.building import twin_of
from wibo.rehearsal.entering import NoEntry, email_of, let_in, link_word
from wibo.rehearsal.models import Rehearsal
from wibo.rehearsal.recipes import recipe_of
from wibo.rehearsal.shapes import shape_of
from wibo.rehearsal.visitors import visitors
from wibo.towns.addresses import address_of
from wibo.towns.models import Town
from wibo.towns.requests import TownRequest
from wibo.ui.acting import attempt

_PAGE = "rehearsal:page"


@requires(Can.RUN_EDITION)
@with_edition
def page(request: AccountRequest, edition: Edition) -> HttpResponse:
    """How far the rehearsal is, who can be tried in it, and the way to its end."""
    found = actions.current(edition)
    twin = twin_of(request.town) if found is not None and not found.is_busy else None
    context: dict[str, Any] = {
        "title": "Próba",
        "edition": edition,
        "rehearsal": found,
        "ends_at": actions.ends_at(edition, request.now),
        "last": Rehearsal.objects.filter(edition=edition).exclude(wiped_at=None).first(),
    }
    if found is not None and twin is not None:
        context |= _ready(edition, found, twin, request)
    return render(request, "rehearsal/page.html", context)


def _ready(edition: Edition, found: Rehearsal, twin: Town, request: AccountRequest) -> dict[str, Any]:
    shape = shape_of(edition)
    stages = shape.stages
    recipe = recipe_of(edition, twin, shape)
    return {
        "people": recipe.people,
        "visitors": visitors(edition, localtime(request.now).date()),
        "stage": STAGE_WORDS[found.stage],
        "next": [(stage, STAGE_WORDS[stage]) for stage in stages[stages.index(found.stage) + 1 :]],
    }


@require_POST
@requires(Can.RUN_EDITION)
@with_edition
def begin(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Begin one."""
    said = "Przygotowujemy próbę. Potrwa to do minuty."
    return attempt(request, lambda: actions.begin(edition, act=request.act), said, _PAGE)


@require_POST
@requires(Can.RUN_EDITION)
@with_edition
def move_on(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Open a later stage."""
    found = get_object_or_404(Rehearsal, edition=edition, wiped_at=None)
    stage = request.POST.get("stage", "")
    said = "Wymyślone osoby robią, co trzeba. Potrwa to do minuty."
    return attempt(request, lambda: actions.move_on(found, stage, act=request.act), said, _PAGE)


@require_POST
@requires(Can.RUN_EDITION)
@with_edition
def end(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Remove everything."""
    found = get_object_or_404(Rehearsal, edition=edition, wiped_at=None)
    said = "Usuwamy wszystko, co powstało w próbie."
    return attempt(request, lambda: actions.end(found, act=request.act), said, _PAGE)


@requires(Can.RUN_EDITION)
@with_edition
def visit(request: AccountRequest, edition: Edition, who: str) -> HttpResponse:
    """Go into the twin as an invented person; as nobody by the word "gosc"."""
    twin = twin_of(request.town)
    if twin is None:
        raise Http404
    people = {person.login: person for person in recipe_of(edition, twin, shape_of(edition)).people}
    if who not in (*people, "gosc"):
        raise Http404
    email = f"{who}@{twin.slug}.example" if who in people else ""
    return redirect(f"{address_of(twin)}/_proba/{link_word(twin, email)}/")


@public
@anytime
@outlasts_service
def enter(request: TownRequest, word: str) -> HttpResponse:
    """The door of a twin; 404 in a town of people."""
    if not request.town.is_rehearsal:
        raise Http404
    try:
        email = email_of(word, request.town)
    except NoEntry as error:
        raise Http404 from error
    if not email:
        logout(request)
        return let_in(redirect("home:front"), request.town)
    user = User.objects.by_email(email)
    if user is None:
        raise Http404
    login(request, user, backend="wibo.accounts.backend.TownBackend")
    is_resident = not user.grants.exclude(role=Role.RESIDENT).exists()
    return let_in(redirect("home:front" if is_resident else "home:desk"), request.town)
