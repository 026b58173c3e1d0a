"""The operator's console: towns, windows, invitations; closed to everyone else and to other hosts."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django_scopes import scope

from tests import factories
from tests.house.urls import patterns
from tests.moments import NOW
from wibo.accounts.models import User
from wibo.journal.models import Entry
from wibo.letters.models import Letter
from wibo.service.actions import create_operator
from wibo.towns.models import Town

HOST = {"host": "operator.localhost"}
VALUES = {
    "name": "Gmina Nowa",
    "name_genitive": "Gminy Nowa",
    "slug": "nowa",
    "host": "",
    "colour": "#f2c500",
    "arms": "",
    "population": "5000",
    "contact_person": "Ula Iks",
    "contact_place": "Rynek 1",
    "contact_phone": "55 1",
    "contact_email": "bo@nowa.example",
    "dpo_contact": "",
    "service_from": "2027-10-10",
    "service_until": "2027-12-04",
    "admin-first_name": "Ula",
    "admin-surname": "Iks",
    "admin-email": "Ula@nowa.example",
}


@pytest.fixture
def operator(db):
    return create_operator(email="ola@wibo.example", name="Ola", password=factories.PASSWORD, at=NOW)


@pytest.fixture
def console(client, operator, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    client.post("/zaloguj/", {"email": "ola@wibo.example", "password": factories.PASSWORD}, headers=HOST)
    return client


CLOSED = [name for name, p in patterns(urls="wibo.service.urls") if p.callback.access is not None]


@pytest.mark.parametrize("name", sorted(set(CLOSED)))
def test_strangers_are_sent_to_sign_in(client, stranger_town, name):
    slug = (
        {"slug": "obce"}
        if name.split(":")[1] in ("town", "change-town", "window", "administrator", "support", "provider")
        else {}
    )
    slug |= {"pk": 1} if name == "console:withdraw-announcement" else {}
    response = client.get(reverse(name, kwargs=slug, urlconf="wibo.service.urls"), headers=HOST)
    assert (response.status_code, response["Location"][:10]) == (302, "/zaloguj/?")


def test_every_address_says_who_and_when():
    for urls in (
        "wibo.service.urls",
        "wibo.service.urls_public",
        "wibo.demo.urls_operator",
        "wibo.demo.urls_base",
    ):
        for name, pattern in patterns(urls=urls):
            assert hasattr(pattern.callback, "access"), name
            assert hasattr(pattern.callback, "feature"), name


def test_the_console_is_on_its_own_host_alone(console, town):
    assert console.get("/gminy/nowa/", headers=HOST).status_code == 200
    assert console.get("/gminy/nowa/", headers={"host": "localhost"}).status_code == 404
    assert console.get("/gminy/nowa/", headers={"host": "lipowo.localhost"}).status_code == 404


def test_an_operator_is_nobody_in_a_town_and_an_official_nobody_here(console, client, town, cast):
    response = console.get("/urzad/", headers={"host": "lipowo.localhost"})
    assert response.status_code == 302
    client.force_login(cast.anna)
    assert client.get("/", headers=HOST).status_code == 302


def test_founding_a_town_invites_its_administrator_who_gets_to_the_desk(console):
    response = console.post("/gminy/nowa/", VALUES, headers=HOST)
    assert response["Location"] == "/gminy/nowa/" or response["Location"].endswith("/gminy/nowa/")
    town = Town.objects.get(slug="nowa")
    assert (town.service_from, town.service_until) == (date(2027, 10, 10), date(2027, 12, 4))
    with scope(town=town):
        letter = Letter.objects.get()
        assert letter.address == "ula@nowa.example"
        kinds = list(Entry.objects.order_by("pk").values_list("kind", flat=True))
        assert kinds == ["town-created", "service-window-changed", "role-granted", "official-invited"]
        assert "ula" not in str(list(Entry.objects.values_list("facts", flat=True))).casefold()
    path = re.search(r"/konto/potwierdz/\S+", letter.body).group()
    there = {"host": "nowa.localhost"}
    assert console.post(path, {"password": "długie hasło uli"}, headers=there)["Location"] == "/urzad/"
    assert console.get("/urzad/", headers=there).status_code == 200


def test_faults_of_all_three_forms_show_at_once_and_nothing_is_lost(console):
    faulty = {**VALUES, "slug": "operator", "service_until": "", "admin-email": "x"}
    response = console.post("/gminy/nowa/", faulty, headers=HOST)
    text = response.content.decode()
    assert response.status_code == 200
    assert "są zajęte" in text
    assert 'value="Gmina Nowa"' in text
    assert not Town.objects.exists()


@pytest.mark.parametrize(
    "arms",
    [
        "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
        "<svg xmlns='http://www.w3.org/2000/svg'><image href='//x.example/a.png'/></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg'><rect fill='url(//x.example)'/></svg>",
        "<!DOCTYPE svg [<!ENTITY a 'a'>]><svg xmlns='http://www.w3.org/2000/svg'/>",
        "<svg>",
        "herb",
    ],
)
def test_arms_may_hold_shapes_alone(console, arms):
    assert (
        "czysty plik SVG"
        in console.post("/gminy/nowa/", {**VALUES, "arms": arms}, headers=HOST).content.decode()
    )


def send(console, path, values):
    """Send a form with what its page says of the version that it shows."""
    page = console.get(path, headers=HOST).content.decode()
    version = re.search(r'name="wersja"\s+value="(\w+)"', page).group(1)
    return console.post(path, {"wersja": version, **values}, headers=HOST)


def test_the_window_is_extended_with_a_reason(console, town):
    days = {"service_from": "2027-10-01", "service_until": "2028-03-01", "reason": "aneks"}
    send(console, "/gminy/lipowo/okres/", days)
    town.refresh_from_db()
    assert town.service_until == date(2028, 3, 1)
    wrong = {**days, "service_until": "2027-09-01"}
    assert "przed jego początkiem" in send(console, "/gminy/lipowo/okres/", wrong).content.decode()


def test_changing_a_town_keeps_its_address_and_tells_the_journal_field_names(console, town):
    values = {**VALUES, "slug": "inna", "contact_phone": "600 700 800"}
    send(console, "/gminy/lipowo/dane/", values)
    town.refresh_from_db()
    assert (town.slug, town.colour, town.contact_phone) == ("lipowo", "#f2c500", "600 700 800")
    entry = Entry.objects.get(kind="town-changed")
    assert "contact_phone" in entry.sentence
    assert "600" not in entry.sentence


def test_a_host_that_is_taken_is_refused_in_words(console, town, stranger_town):
    Town.objects.filter(pk=stranger_town.pk).update(host="bo.obce.pl")
    response = send(console, "/gminy/lipowo/dane/", {**VALUES, "host": "bo.obce.pl"})
    assert "należy już do innej gminy" in response.content.decode()


def test_an_address_of_the_service_itself_is_no_domain_of_a_town(console, town):
    for host in ("operator.localhost", "inna.localhost"):
        response = send(console, "/gminy/lipowo/dane/", {**VALUES, "host": host})
        assert "adres samej usługi" in response.content.decode()


def test_the_list_takes_a_constant_number_of_queries(console, town, django_assert_num_queries):
    with django_assert_num_queries(9):
        console.get("/", headers=HOST)
    for at in range(20):
        factories.town(f"g{at}")
    with django_assert_num_queries(9):
        console.get("/", headers=HOST)


def test_ten_wrong_passwords_are_enough(client, operator):
    wrong = {"email": "ola@wibo.example", "password": "zgaduję"}
    for _ in range(10):
        assert "nie zgadza" in client.post("/zaloguj/", wrong, headers=HOST).content.decode()
    right = {"email": "ola@wibo.example", "password": factories.PASSWORD}
    assert "Odczekaj" in client.post("/zaloguj/", right, headers=HOST).content.decode()


def test_an_invited_resident_keeps_the_account_and_gets_the_role(console, town, cast):
    person = {"first_name": "Maria", "surname": "X", "email": cast.maria.email}
    console.post("/gminy/lipowo/administrator/", person, headers=HOST)
    assert User.objects.get(pk=cast.maria.pk).is_official
    assert "Konto już masz" in Letter.objects.get(template="invitation").body


def test_every_page_of_the_console_leads_to_the_others(console, stranger_town):
    for path in ("/", "/gminy/nowa/", "/gminy/obce/", "/ogloszenia/"):
        page = console.get(path, headers=HOST).text
        for way in ('href="/"', 'href="/gminy/nowa/"', 'href="/ogloszenia/"', 'action="/wyloguj/"'):
            assert way in page, (path, way)
