"""The console opens every town: a password alone opens it to nobody for long."""

from datetime import timedelta

import pyotp
import pytest

from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.accounts.factors import WrongNumber
from wibo.service.actions import create_operator
from wibo.service.telephones import check_telephone, set_telephone

pytestmark = pytest.mark.django_db
HOST = {"host": "operator.localhost"}
SECRET = "JBSWY3DPEHPK3PXP" * 2
PASSWORD = "haslo bardzo dlugie 1"


@pytest.fixture
def ola(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return create_operator(email="ola@wibo.example", name="Ola", password=PASSWORD, at=NOW)


def number(at=NOW):
    return pyotp.TOTP(SECRET).at(at)


def sign_in(client, typed):
    form = {"email": "ola@wibo.example", "password": PASSWORD, "number": typed}
    return client.post("/zaloguj/", form, headers=HOST)


def test_the_password_alone_opens_nothing_once_a_telephone_is_set(client, ola):
    before = NOW - timedelta(minutes=5)
    set_telephone(ola, SECRET, number(before), before)
    for typed in ("", "000000"):
        answer = sign_in(client, typed)
        assert answer.status_code == 200
        assert "Numer się nie zgadza" in answer.text
        assert client.get("/", headers=HOST).status_code == 302
    assert sign_in(client, number()).status_code == 302
    assert client.get("/", headers=HOST).status_code == 200


def test_a_number_works_once(ola):
    set_telephone(ola, SECRET, number(NOW - timedelta(minutes=5)), NOW - timedelta(minutes=5))
    check_telephone(ola, number(), NOW)
    with pytest.raises(WrongNumber):
        check_telephone(ola, number(), NOW)


def test_after_the_first_days_nobody_comes_in_without_one(ola, settings):
    settings.SECOND_FACTOR_DAYS = 7
    check_telephone(ola, "", NOW + timedelta(days=6))
    with pytest.raises(Refused, match="wibo operator"):
        check_telephone(ola, "", NOW + timedelta(days=7))


def test_guessing_numbers_is_slowed_down(client, ola):
    set_telephone(ola, SECRET, number(NOW - timedelta(minutes=5)), NOW - timedelta(minutes=5))
    for _ in range(10):
        sign_in(client, "000000")
    answer = sign_in(client, number())
    assert "Numer się nie zgadza" not in answer.text
    assert client.get("/", headers=HOST).status_code == 302
