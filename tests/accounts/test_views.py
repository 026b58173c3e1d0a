"""Accounts: nobody learns who has one, nobody prepares one for another, and a link works once."""

import re

from tests import factories
from wibo.accounts.models import User
from wibo.letters.models import Letter

DATA = {"first_name": "Jan", "surname": "Lis", "email": "jan.lis@x.example"}


def link_of(letter):
    return re.search(r"/konto/\S+", letter.body).group()


def test_an_account_works_once_its_address_is_confirmed(visit):
    assert visit.post("/konto/zaloz/", DATA)["Location"] == "/konto/sprawdz-poczte/"
    user = User.objects.get()
    assert not user.has_usable_password()
    link = link_of(Letter.objects.get())
    assert visit.get(link).status_code == 200
    assert User.objects.get().confirmed_at is None
    assert visit.post(link, {"password": "krótkie"}).status_code == 200
    assert visit.post(link, {"password": "dość długie hasło"}).status_code == 302
    assert User.objects.get().confirmed_at
    assert "już nie działa" in visit.get(link).content.decode()


def test_who_was_going_somewhere_arrives_there_with_a_new_account(visit):
    page = visit.get("/konto/zaloguj/?next=/wspolautor/abc:1/").content.decode()
    to_sign_up = re.search(r'/konto/zaloz/\?next=[^"]+', page).group()
    assert 'name="next" value="/wspolautor/abc:1/"' in visit.get(to_sign_up).content.decode()
    visit.post("/konto/zaloz/", DATA | {"next": "/wspolautor/abc:1/"})
    link = link_of(Letter.objects.get())
    assert visit.post(link, {"password": "dość długie hasło"})["Location"] == "/wspolautor/abc:1/"


def test_a_new_account_leads_nowhere_else_than_to_this_site(visit):
    visit.post("/konto/zaloz/", DATA | {"next": "https://zlo.example/"})
    link = link_of(Letter.objects.get())
    assert "zlo" not in link
    answer = visit.post(f"{link}?next=//zlo.example/", {"password": "dość długie hasło"})
    assert answer["Location"] == "/moje/"


def test_a_known_address_gets_the_same_page_and_another_letter(visit, cast):
    known = DATA | {"email": cast.maria.email.upper()}
    assert visit.post("/konto/zaloz/", known)["Location"] == "/konto/sprawdz-poczte/"
    assert Letter.objects.get().template == "account_exists"
    assert User.objects.filter(email=cast.maria.email).count() == 1


def test_signing_in_says_one_thing_for_every_mistake(visit, cast):
    answers = set()
    for data in (
        {"email": cast.maria.email, "password": "złe"},
        {"email": "nikt@x.example", "password": "złe"},
    ):
        page = visit.post("/konto/zaloguj/", data).content.decode()
        answers.add(re.search(r"E-mail albo hasło[^<]*", page).group())
    assert len(answers) == 1
    good = {"email": cast.maria.email, "password": factories.PASSWORD, "next": "https://zlo.example/"}
    assert visit.post("/konto/zaloguj/", good)["Location"] == "/moje/"


def test_a_forgotten_password_is_set_anew(visit, cast):
    visit.post("/konto/haslo/", {"email": "nikt@x.example"})
    assert not Letter.objects.exists()
    visit.post("/konto/haslo/", {"email": cast.maria.email})
    link = link_of(Letter.objects.get())
    assert visit.post(link, {"password": "całkiem nowe hasło"}).status_code == 302
    assert User.objects.get(pk=cast.maria.pk).check_password("całkiem nowe hasło")
    assert "już nie działa" in visit.get(link).content.decode()
