"""Every address says who may call it and when, and the middleware keeps to it."""

import pytest
from django.urls import resolve, reverse
from django.urls.converters import IntConverter

from tests.house.urls import patterns
from wibo.access.permissions import GRANTS, LABELS, Can, Role

ALL = list(patterns())


@pytest.mark.parametrize(("name", "pattern"), ALL, ids=[name for name, _ in ALL])
def test_every_view_declares_who_and_when(name, pattern):
    assert hasattr(pattern.callback, "access"), f"{name}: add @public or @requires"
    assert hasattr(pattern.callback, "feature"), f"{name}: add @during, @with_edition or @anytime"


def address(name, pattern):
    converters = pattern.pattern.converters
    values = {key: 1 if type(c).__name__ == "RowConverter" else "x" for key, c in converters.items()}
    return reverse(name, kwargs=values, urlconf="wibo.config.urls")


CLOSED = [(name, pattern) for name, pattern in ALL if getattr(pattern.callback, "access", None) is not None]


@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_are_sent_to_sign_in(visit, edition, method):
    for name, pattern in CLOSED:
        response = getattr(visit, method)(address(name, pattern))
        # A form whose text is kept is sent on to the sign-in page.
        sends_on = method == "post" and getattr(pattern.callback, "keeps_typed", False)
        assert response.status_code == (307 if sends_on else 302), name
        assert response["Location"].startswith("/konto/zaloguj/?next="), name


OFFICE = [
    (name, pattern) for name, pattern in CLOSED if pattern.callback.access is not Can.ACT_ON_OWN_PROPOSAL
]


@pytest.mark.parametrize("who", ["maria", "jan", "ewa", "piotr", "anna", "tadeusz", "audytor"])
def test_a_role_without_the_permission_is_refused(visit, cast, edition, who):
    user = getattr(cast, who)
    browser = visit.as_(user)
    answers = {
        name: browser.get(address(name, pattern)).status_code
        for name, pattern in OFFICE
        if not user.can(pattern.callback.access)
    }
    assert answers
    assert answers == dict.fromkeys(answers, 403)


@pytest.mark.parametrize(("name", "pattern"), ALL, ids=[name for name, _ in ALL])
def test_an_address_leads_to_its_own_view_whichever_stands_first(name, pattern):
    values = {
        key: 7 if isinstance(made, IntConverter) else "abc"
        for key, made in pattern.pattern.converters.items()
    }
    assert resolve(reverse(name, kwargs={**pattern.default_args, **values})).func is pattern.callback


def test_nobody_of_the_cast_is_left_out(cast):
    assert set(vars(cast)) == {"maria", "jan", "ewa", "piotr", "anna", "tadeusz", "audytor"}


def test_every_permission_is_granted_to_somebody_and_every_role_has_a_name():
    assert frozenset().union(*GRANTS.values()) == set(Can)
    assert set(GRANTS) == set(LABELS) == set(Role)


def test_the_one_who_registers_does_not_judge_and_two_roles_judge():
    clerk, formal, merit = (
        GRANTS[role] for role in (Role.CLERK, Role.FORMAL_EVALUATOR, Role.MERIT_EVALUATOR)
    )
    assert not clerk & {Can.REVIEW_FORMALLY, Can.REVIEW_ON_MERIT}
    assert Can.REVIEW_ON_MERIT not in formal
    assert Can.REVIEW_FORMALLY not in merit
