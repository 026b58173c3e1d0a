"""What whoever can write to the database does not become by it: a session copied, an account unconfirmed by hand."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests import factories
from tests.moments import NOW
from wibo.accounts.sessions import stored
from wibo.letters.models import Letter

LATER = NOW.replace(year=NOW.year + 1)


def sign_in(visit):
    return visit.post("/konto/zaloguj/", {"email": "anna@lipowo.example", "password": factories.PASSWORD})


def test_a_session_copied_under_a_key_of_ones_own_opens_nothing(visit, cast, edition):
    sign_in(visit)
    assert visit.get("/urzad/").status_code == 200
    theirs = Session.objects.get()
    mine = "a" * 32
    Session.objects.create(session_key=stored(mine), session_data=theirs.session_data, expire_date=LATER)
    thief = Client()
    thief.cookies["sessionid"] = mine
    thief.cookies["__Host-sessionid"] = mine
    assert thief.get("/urzad/", headers={"host": visit.host}).status_code == 302
    assert visit.get("/urzad/").status_code == 200


@pytest.mark.parametrize("address", ["anna@lipowo.example", "zly@poczta.example"])
def test_an_account_unconfirmed_by_hand_is_not_given_to_whoever_signs_up(visit, cast, edition, address):
    type(cast.anna).objects.filter(pk=cast.anna.pk).update(confirmed_at=None, email=address)
    visit.post("/konto/zaloz/", {"first_name": "A", "surname": "W", "email": address})
    link = re.search(r"/konto/potwierdz/[^\s?]+", Letter.objects.latest("pk").body)
    page = visit.get(link.group())
    assert "Odnośnik nie działa" in factories.words(page)
    visit.post(link.group(), {"password": "zupełnie nowe hasło 7"})
    assert visit.get("/urzad/").status_code == 302
    cast.anna.refresh_from_db()
    assert cast.anna.check_password(factories.PASSWORD)
