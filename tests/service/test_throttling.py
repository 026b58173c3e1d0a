"""Guessing is slowed; many honest people behind one address are not."""

from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import RequestFactory
from django.utils import timezone

from tests import factories
from wibo.access import throttling
from wibo.access.models import Tries
from wibo.access.throttling import (
    IDENTITY_PLACE,
    SIGN_IN_ACCOUNT,
    Throttle,
    TooMany,
    Try,
    attempts,
    forget_old_tries,
)
from wibo.journal.acts import Act
from wibo.letters.models import Letter
from wibo.rulebook.people.pesel import Sex, make
from wibo.towns.visitors import visitor
from wibo.voting.booth.casting import NotAccepted
from wibo.voting.electorate.register import import_register
from wibo.voting.electorate.register_reading import read_register

ROOT = Path(__file__).resolve().parent.parent.parent

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


def test_numbers_tried_one_after_another_are_slowed(visit, town):
    edition = factories.edition(town, identity_kind="pesel-register")
    today = factories.NOW.date()
    import_register(
        edition,
        read_register(edition, make(date(1950, 1, 1), 1, Sex.MALE), at=factories.NOW),
        act=Act("t", factories.NOW),
    )
    factories.projects(edition, 100)
    for at in range(IDENTITY_PLACE.limit):
        number = make(today.replace(year=1960), at, Sex.MALE)
        answer = visit.post("/glosowanie/kim-jestes/", {"pesel": number, "declared": "on"})
        assert answer["Location"] == "/glosowanie/nie-przyjeto/"
    assert (
        "Odczekaj"
        in visit.post("/glosowanie/kim-jestes/", {"pesel": number, "declared": "on"}).content.decode()
    )


def test_a_mobile_network_of_voters_behind_one_address_is_not_slowed(visit, town):
    edition = factories.edition(town, identity_kind="pesel-form")
    factories.projects(edition, 100)
    for at in range(IDENTITY_PLACE.limit * 2):
        number = make(factories.NOW.date().replace(year=1960), at, Sex.MALE)
        assert visit.post("/glosowanie/kim-jestes/", {"pesel": number, "declared": "on"}).status_code == 302


def test_letters_do_not_go_out_without_end(visit, edition):
    for at in range(62):
        visit.post("/konto/zaloz/", {"first_name": "A", "surname": "B", "email": f"a{at}@x.example"})
    assert Letter.objects.count() == 60


def test_one_account_is_guarded_from_many_places(visit, cast, edition, settings):
    settings.CLIENT_ADDRESS_HEADER = "X-Real-IP"
    for at in range(SIGN_IN_ACCOUNT.limit):
        visit.client.defaults["HTTP_X_REAL_IP"] = f"10.0.{at // 5}.{at % 5}"
        sign_in(visit, cast.anna.email)
    visit.client.defaults["HTTP_X_REAL_IP"] = "10.9.9.9"
    assert "Odczekaj" in sign_in(visit, cast.anna.email, factories.PASSWORD).content.decode()


def test_a_window_ends_and_old_counters_go(db, monkeypatch):
    throttle = Throttle("t", 1, 10)
    throttle.take("a")
    with pytest.raises(TooMany):
        throttle.take("a")
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr(timezone, "now", lambda: later)
    throttle.take("a")
    assert forget_old_tries(later) == 0
    assert forget_old_tries(later + timedelta(minutes=11)) == 1


def test_only_failures_stay_counted_and_leave_nothing_else_behind(db):
    throttle = Throttle("t", 2, 10)
    for _ in range(5):
        with throttle.attempt("a", NotAccepted):
            pass
    assert not Tries.objects.exists()
    with suppress(ValueError), throttle.attempt("a", NotAccepted):
        raise ValueError
    assert not Tries.objects.exists()
    for _ in range(2):
        with suppress(NotAccepted), throttle.attempt("a", NotAccepted):
            raise NotAccepted
    with pytest.raises(TooMany), throttle.attempt("a", NotAccepted):
        raise AssertionError


def test_the_handbook_says_the_limits_that_hold():
    """Every limit stands in docs/operators.md as `name: LIMIT in MINUTES min`."""
    told = (ROOT / "docs/operators.md").read_text("utf-8")
    for one in vars(throttling).values():
        if isinstance(one, Throttle):
            assert f"| `{one.name}` | {one.limit} | {one.minutes} |" in told, one


def test_keys_are_apart_and_nothing_readable_is_stored(db):
    throttle = Throttle("t", 1, 1)
    throttle.take("a")
    with pytest.raises(TooMany):
        throttle.take("a")
    throttle.take("b")
    throttle.take("10.1.1.1")
    assert not [row for row in Tries.objects.all() if b"10.1" in bytes(row.key)]


def test_the_header_of_a_proxy_is_trusted_only_when_named(settings):
    request = RequestFactory().get("/", headers={"x-real-ip": "1.2.3.4"})
    assert visitor(request) == "127.0.0.1"
    settings.CLIENT_ADDRESS_HEADER = "X-Real-IP"
    assert visitor(request) == "1.2.3.4"


def test_a_try_in_two_ways_counts_in_both_or_in_neither(db):
    one, two = Throttle("one", 5, 10), Throttle("two", 2, 30)
    ways = [Try(one, "a"), Try(two, "b")]
    for _ in range(2):
        with suppress(NotAccepted), attempts(ways, NotAccepted):
            raise NotAccepted
    with pytest.raises(TooMany, match="30 minut"), attempts(ways, NotAccepted):
        raise AssertionError
    kept = {bytes(row.key): row.count for row in Tries.objects.all()}
    assert kept == {one.digest("a"): 2, two.digest("b"): 2}


def test_a_try_in_two_ways_that_was_honest_leaves_what_others_have_counted(db):
    one, two = Throttle("one", 5, 10), Throttle("two", 5, 10)
    with suppress(NotAccepted), one.attempt("a", NotAccepted):
        raise NotAccepted
    with attempts([Try(one, "a"), Try(two, "b"), Try(one, "a")], NotAccepted):
        assert {row.count for row in Tries.objects.all()} == {1, 2}
    assert [(bytes(row.key), row.count) for row in Tries.objects.all()] == [(one.digest("a"), 1)]
