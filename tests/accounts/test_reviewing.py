"""The review of roles: what it points at, that it is noted, and when it is asked for again."""

from datetime import timedelta

import pytest

from tests import factories
from tests.moments import NOW
from wibo.accounts.models import RoleGrant, User
from wibo.accounts.reviewing import review_of, unused
from wibo.journal.models import Entry

HALF = timedelta(days=180)
ASKED = "Od pół roku nikt nie przejrzał, kto ma jaką rolę."


def test_roles_are_looked_through_by_the_administrator_alone_and_the_journal_says_so(
    visit, cast, town, edition
):
    visit.as_(cast.jan).post("/urzad/osoby/przeglad/")
    assert review_of(town, NOW).at is None
    visit.as_(cast.anna).post("/urzad/osoby/przeglad/")
    assert review_of(town, NOW).at == NOW
    assert Entry.objects.get(kind="access-reviewed").sentence == "Przejrzano, kto ma jaką rolę: 6."


@pytest.mark.parametrize(("age", "due"), [(HALF - timedelta(seconds=1), False), (HALF, True)])
def test_half_a_year_after_the_first_role_it_is_asked_for(visit, cast, town, edition, age, due):
    RoleGrant.objects.update(granted_at=NOW - age)
    assert review_of(town, NOW).is_due is due
    assert (ASKED in factories.words(visit.as_(cast.anna).get("/urzad/"))) is due
    assert ASKED not in factories.words(visit.as_(cast.jan).get("/urzad/"))


def test_a_review_puts_it_off_for_half_a_year(visit, cast, town, edition):
    RoleGrant.objects.update(granted_at=NOW - HALF)
    visit.as_(cast.anna).post("/urzad/osoby/przeglad/")
    assert not review_of(town, NOW + HALF - timedelta(seconds=1)).is_due
    assert review_of(town, NOW + HALF).is_due


@pytest.mark.parametrize(
    ("signed_in", "granted", "told"),
    [(None, 89, False), (None, 90, True), (90, 200, True), (89, 200, False), (200, 10, False)],
)
def test_who_has_not_signed_in_for_a_quarter_is_pointed_at(cast, edition, signed_in, granted, told):
    grant = RoleGrant.objects.select_related("user").get(user=cast.jan)
    grant.granted_at = NOW - timedelta(days=granted)
    grant.user.last_login = None if signed_in is None else NOW - timedelta(days=signed_in)
    assert (grant.pk in unused([grant], NOW)) is told


def test_the_page_points_at_them(visit, cast, edition):
    RoleGrant.objects.filter(user=cast.jan).update(granted_at=NOW - timedelta(days=100))
    User.objects.filter(pk=cast.jan.pk).update(last_login=NOW - timedelta(days=95))
    page = visit.as_(cast.anna).get("/urzad/osoby/").text
    assert page.count("od kwartału bez logowania") == 1
