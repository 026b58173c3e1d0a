"""The year before: an edition that is over, and how far its winners are built."""

from dataclasses import replace
from datetime import datetime, timedelta

from wibo.access.permissions import Role
from wibo.accounts.models import User
from wibo.demo.asking import category_of
from wibo.demo.drawing import WORDS, drawing
from wibo.editions.models import Edition
from wibo.invented.recipe import Placed, Recipe
from wibo.invented.schedule import Calendar
from wibo.journal.acts import Act
from wibo.works.actions import Progress, change_work, write_post
from wibo.works.models import State
from wibo.works.winners import Winner, published_here, winners

_YEAR = timedelta(days=365)
# One in so many of today's voters took part.
_FEWER = 8
# How far the winners are, one after another.
_STATES = (State.DONE, State.BUILDING, State.DONE, State.TENDER, State.PLANNED, State.GIVEN_UP)
_GIVEN_UP = "Działkę przejęła kolej pod budowę nowego peronu. Pieniądze wracają do puli na następny rok."
_POSTS = {
    State.BUILDING: "Wykonawca wszedł na teren. Do **końca prac** przejście obok jest zamknięte.",
    State.DONE: "Odebraliśmy prace. Zapraszamy: wszystko już działa i jest otwarte dla każdego.",
}


def past_of(recipe: Recipe) -> Recipe:
    """The recipe of the year before: the town's rules, other places, fewer people, only on the web."""
    return replace(
        recipe,
        stage="results",
        places=recipe.past,
        web_ballots=recipe.web_ballots // _FEWER + 20,
        boxes=(),
        tie=False,
        questions=(),
    )


def past_calendar(now: datetime) -> Calendar:
    """When it was."""
    return Calendar("results", now - _YEAR)


def build_works(recipe: Recipe, edition: Edition, calendar: Calendar) -> None:
    """Tell how far each winner of the edition is today."""
    coordinator = User.objects.by_email(recipe.login(Role.COORDINATOR))
    places = {placed.title: placed for placed in recipe.places}
    chosen = [one for one in winners(published_here()) if one.project.edition_id == edition.pk]
    for number, one in enumerate(chosen):
        state = _STATES[number % len(_STATES)]
        at = calendar.now + timedelta(days=120 + number * 11 % 90)
        act = Act(str(coordinator), at)
        change_work(one.project, _progress(one, state, at), act=act)
        if state in _POSTS:
            _post(one, places[one.project.title], state, act)


def _progress(one: Winner, state: State, at: datetime) -> Progress:
    begun = state in (State.BUILDING, State.DONE)
    spent = {State.DONE: one.project.cost * 97 // 100, State.BUILDING: one.project.cost * 4 // 10}
    return Progress(
        state=state,
        percent={State.DONE: 100, State.BUILDING: 45}.get(state, 0),
        starts_on=at.date() - timedelta(days=40) if begun else None,
        ends_on=None
        if state is State.GIVEN_UP
        else at.date() + timedelta(days=0 if state is State.DONE else 290),
        spent=spent.get(state),
        reason=_GIVEN_UP if state is State.GIVEN_UP else "",
    )


def _post(one: Winner, placed: Placed, state: State, act: Act) -> None:
    category = category_of(placed.key)
    picture = (drawing(category, f"{placed.location} {state}"), WORDS[category])
    write_post(one.project, day=act.at.date(), body=_POSTS[state], pictures=[picture], act=act)
