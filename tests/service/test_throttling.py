"""Guessing is slowed; many honest people behind one address are not."""

import pytest
from django.test import RequestFactory

from tests import factories
from wibo.access.throttling import IDENTITY, Throttle, TooMany
from wibo.letters.models import Letter
from wibo.rulebook.pesel import Sex, make
from wibo.towns.visitors import visitor

RIGHT = {"password": factories.PASSWORD}


def sign_in(visit, email, password="zgaduję"):
    return visit.post("/konto/zaloguj/", {"email": email, "password": password})


def test_ten_wrong_passwords_close_one_account_for_one_place(visit, cast, edition):
    for _ in range(10):
        assert "nie zgadza" in sign_in(visit, cast.anna.email).content.decode()
    assert "Odczekaj" in sign_in(visit, cast.anna.email, factories.PASSWORD).content.decode()
    assert sign_in(visit, cast.maria.email, factories.PASSWORD).status_code == 302


def test_one_place_cannot_try_all_accounts(visit, cast, edition):
    for at in range(60):
        sign_in(visit, f"ktos{at}@lipowo.example")
    assert "Odczekaj" in sign_in(visit, cast.anna.email, factories.PASSWORD).content.decode()


def test_sixty_voters_in_a_library_are_not_slowed_and_thirty_guesses_are(visit, town):
    edition = factories.edition(town, identity_kind="pesel-register")
    factories.projects(edition, 100)
    today = factories.NOW.date()
    for at in range(IDENTITY.limit):
        number = make(today.replace(year=1960), at, Sex.MALE)
        answer = visit.post("/glosowanie/kim-jestes/", {"pesel": number, "declared": "on"}).content.decode()
        assert "nie możemy przyjąć" in answer
    assert (
        "Odczekaj"
        in visit.post("/glosowanie/kim-jestes/", {"pesel": number, "declared": "on"}).content.decode()
    )


def test_honest_voters_do_not_count(visit, town):
    edition = factories.edition(town, identity_kind="pesel-form")
    factories.projects(edition, 100)
    for at in range(IDENTITY.limit * 2):
        number = make(factories.NOW.date().replace(year=1960), at, Sex.MALE)
        assert visit.post("/glosowanie/kim-jestes/", {"pesel": number, "declared": "on"}).status_code == 302


def test_letters_do_not_go_out_without_end(visit, edition):
    for at in range(62):
        visit.post("/konto/zaloz/", {"first_name": "A", "surname": "B", "email": f"a{at}@x.example"})
    assert Letter.objects.count() == 60


def test_keys_are_apart_and_nothing_readable_is_stored(settings):
    throttle = Throttle("t", 1, 1)
    throttle.failed("a")
    with pytest.raises(TooMany):
        throttle.check("a")
    throttle.check("b")
    assert "10.1.1.1" not in throttle._key("10.1.1.1")


def test_the_header_of_a_proxy_is_trusted_only_when_named(settings):
    request = RequestFactory().get("/", headers={"x-real-ip": "1.2.3.4"})
    assert visitor(request) == "127.0.0.1"
    settings.CLIENT_ADDRESS_HEADER = "X-Real-IP"
    assert visitor(request) == "1.2.3.4"
