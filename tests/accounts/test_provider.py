"""Signing in by a provider of OpenID Connect, against a real one: whose word is taken, for whom, and what it opens."""

import json
import re
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from django.db import IntegrityError
from django.test import Client

from tests import factories
from tests.moments import NOW
from tests.servers import free_port, wait_for
from wibo.access.permissions import Role
from wibo.access.refusal import Refused
from wibo.access.throttling import Throttle
from wibo.accounts import provider as provider_module
from wibo.accounts.actions import invite
from wibo.accounts.factors import set_factor
from wibo.accounts.models import Provider, ProviderAccount, User
from wibo.accounts.provider import opened, provider_of
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.service.providers import set_provider

OLA = Act("operator Ola", NOW)
PEOPLE = (
    {"sub": "jan", "email": "jan@lipowo.example", "email_verified": True},
    {"sub": "anna-2", "email": "jan@lipowo.example", "email_verified": True},
    {"sub": "ktos", "email": "jan@lipowo.example", "email_verified": False},
    {"sub": "bez", "name": "Bez Poczty"},
    {
        "sub": "nowa",
        "email": "Nowa@poczta.example",
        "email_verified": True,
        "given_name": "Nowa",
        "family_name": "Osoba",
    },
)
# Silent about the letters that mock programs write to each other.
pytestmark = pytest.mark.usefixtures("edition")


@pytest.fixture(scope="module")
def issuer():
    """The address of a provider in a process of its own."""
    port = free_port()
    program = Path(sys.executable).parent / "oidc-provider-mock"
    people = [part for one in PEOPLE for part in ("--user-claims", json.dumps(one))]
    running = subprocess.Popen(
        [program, "--port", str(port), "--require-nonce", "true", *people],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for(port)
    yield f"http://127.0.0.1:{port}"
    running.terminate()
    running.wait()


def entered(town, issuer, **more):
    values = {
        "name": "Zaloguj się kontem urzędu",
        "client": "wibo",
        "secret": "sekret klienta",
        "for_residents": False,
        "is_on": True,
        **more,
    }
    return set_provider(town, issuer=issuer, **values, act=OLA)


@pytest.fixture
def provider(town, issuer):
    return entered(town, issuer)


def answered(visit, who, onward="", spoil=lambda query: query):
    """Go to the provider, say who one is there, and come back."""
    there = visit.get("/konto/dostawca/", next=onward)["Location"]
    answer = requests.post(there, data={"sub": who}, allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["Location"])
    assert (back.hostname, back.path) == ("lipowo.localhost", "/konto/dostawca/powrot/")
    return visit.client.get(f"{back.path}?{spoil(back.query)}", headers={"host": visit.host})


def said(visit, answer):
    """The words of the page to which a refusal leads."""
    assert answer["Location"] == "/konto/zaloguj/"
    return factories.words(visit.get("/konto/zaloguj/"))


def is_in(visit):
    return visit.get("/konto/").status_code == 200


def test_the_button_leads_there_and_an_official_comes_back_signed_in(visit, cast, provider):
    assert "Zaloguj się kontem urzędu" in visit.get("/konto/zaloguj/").text
    assert answered(visit, "jan")["Location"] == "/urzad/"
    assert is_in(visit)
    assert ProviderAccount.objects.get().user == cast.jan
    told = Entry.objects.get(kind="account-linked")
    assert told.sentence == "Konto połączono z logowaniem „Zaloguj się kontem urzędu”."


def test_one_comes_back_to_where_one_was_going_and_never_to_another_site(visit, cast, provider):
    assert answered(visit, "jan", "/urzad/wnioski/")["Location"] == "/urzad/wnioski/"
    visit.post("/konto/wyloguj/")
    assert answered(visit, "jan", "https://zlo.example/")["Location"] == "/urzad/"


def test_once_linked_the_subject_counts_and_no_more_the_address(visit, cast, provider):
    answered(visit, "jan")
    User.objects.filter(pk=cast.jan.pk).update(email="inny@lipowo.example")
    cast.jan.refresh_from_db()
    cast.jan.renew_mark()
    visit.post("/konto/wyloguj/")
    assert answered(visit, "jan")["Location"] == "/urzad/"


def test_another_person_with_the_same_address_does_not_get_the_account(visit, cast, provider):
    answered(visit, "jan")
    visit.post("/konto/wyloguj/")
    assert "należy u dostawcy logowania do kogoś innego" in said(visit, answered(visit, "anna-2"))
    assert not is_in(visit)


@pytest.mark.parametrize("who", ["ktos", "bez"])
def test_an_address_that_the_provider_has_not_verified_opens_nothing(visit, cast, provider, who):
    assert "nie potwierdził twojego adresu" in said(visit, answered(visit, who))
    assert not ProviderAccount.objects.exists()


def test_who_has_no_account_gets_one_only_where_the_town_says_so(visit, cast, town, issuer):
    entered(town, issuer)
    assert "Nie ma tu konta z twoim adresem" in said(visit, answered(visit, "nowa"))
    assert User.objects.by_email("nowa@poczta.example") is None
    entered(town, issuer, for_residents=True)
    assert answered(visit, "nowa")["Location"] == "/moje/"
    made = User.objects.by_email("nowa@poczta.example")
    assert (str(made), made.has_usable_password(), made.is_official) == ("Nowa Osoba", False, False)


def test_who_was_invited_and_never_set_a_password_comes_in(visit, cast, town, provider):
    User.objects.filter(pk=cast.jan.pk).delete()
    invited = {"email": "jan@lipowo.example", "first_name": "Jan", "surname": "Lis", "role": Role.CLERK}
    invite(town=town, act=OLA, base_url="http://lipowo.localhost", **invited)
    assert answered(visit, "jan")["Location"] == "/urzad/"


def test_a_telephone_that_is_set_is_asked_for_afterwards(visit, cast, provider, monkeypatch):
    monkeypatch.setattr("wibo.accounts.telephones.step_of", lambda *a, **k: 1)
    set_factor(cast.jan, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "000000", act=Act("Jan", NOW))
    assert "Numer z telefonu" in answered(visit, "jan").text
    assert not is_in(visit)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda query: re.sub(r"state=\w+", "state=inny", query),
        lambda query: re.sub(r"code=[\w-]+", "code=inny", query),
        lambda query: "error=access_denied&" + re.sub(r"code=[\w-]+&?", "", query),
        lambda query: "",
    ],
    ids=["state", "code", "refused there", "nothing"],
)
def test_a_word_that_does_not_hold_opens_nothing_and_names_nobody(visit, cast, provider, spoil):
    page = said(visit, answered(visit, "jan", spoil=spoil))
    assert "Dostawca logowania nie odpowiada albo odpowiada błędnie." in page
    assert "jan@" not in page
    assert not is_in(visit)


def test_the_way_back_holds_once(visit, cast, provider):
    queries = []
    answered(visit, "jan", spoil=lambda query: queries.append(query) or query)
    visit.post("/konto/wyloguj/")
    again = visit.client.get(f"/konto/dostawca/powrot/?{queries[0]}", headers={"host": visit.host})
    assert "odpowiada błędnie" in said(visit, again)


def test_a_provider_that_is_down_is_said_in_words(visit, cast, town, issuer):
    entered(town, issuer)
    found = Provider.objects.get()
    found.issuer = f"http://127.0.0.1:{free_port()}"
    found.mark = found.new_mark()
    found.save()
    assert "nie odpowiada" in said(visit, visit.get("/konto/dostawca/"))


def test_a_provider_written_into_the_database_leads_nowhere(visit, cast, provider):
    Provider.objects.update(issuer="https://zlo.example")
    assert provider_of(provider.town) is None
    assert visit.get("/konto/dostawca/").status_code == 404
    assert "kontem urzędu" not in visit.get("/konto/zaloguj/").text


def test_a_link_written_into_the_database_opens_nothing(visit, cast, provider):
    answered(visit, "jan")
    visit.post("/konto/wyloguj/")
    ProviderAccount.objects.update(user=cast.anna)
    answer = answered(visit, "jan")
    assert answer["Location"] != "/urzad/edycja/"
    assert str(cast.anna) not in visit.get("/urzad/").text


def test_one_that_is_switched_off_is_not_there(visit, cast, town, issuer):
    entered(town, issuer, is_on=False)
    assert visit.get("/konto/dostawca/").status_code == 404


def test_the_operator_enters_only_what_answers_and_an_empty_secret_stays(town, issuer):
    with pytest.raises(Refused, match="nie odpowiada dostawca"):
        entered(town, f"http://127.0.0.1:{free_port()}")
    with pytest.raises(Refused, match="Wpisz sekret"):
        entered(town, issuer, secret="")
    entered(town, issuer)
    entered(town, issuer, secret="", name="Inny napis")
    found = Provider.objects.get()
    assert (opened(bytes(found.sealed)), found.name, found.is_genuine) == (
        "sekret klienta",
        "Inny napis",
        True,
    )
    assert b"sekret" not in bytes(found.sealed)
    told = [entry.sentence for entry in Entry.objects.filter(kind="provider-set").order_by("pk")]
    assert told == [
        f"Operator ustawił logowanie „{name}” ({issuer}), włączone, dla osób, które mają konto."
        for name in ("Zaloguj się kontem urzędu", "Inny napis")
    ]


def test_who_writes_an_address_into_the_database_links_nothing(visit, cast, provider):
    User.objects.filter(pk=cast.jan.pk).update(email="inny@lipowo.example")
    User.objects.filter(pk=cast.anna.pk).update(email="jan@lipowo.example")
    assert "nie można teraz użyć" in said(visit, answered(visit, "jan"))
    assert not ProviderAccount.objects.exists()


def test_another_provider_begins_anew_with_the_same_people(visit, cast, town, provider):
    answered(visit, "jan")
    visit.post("/konto/wyloguj/")
    link = ProviderAccount.objects.get()
    link.issuer = "https://dawny.example"
    link.mark = link.new_mark()
    link.save()
    assert answered(visit, "jan")["Location"] == "/urzad/"
    assert ProviderAccount.objects.get().issuer == provider.issuer


def test_a_provider_that_stays_silent_is_given_up(visit, cast, town, issuer, monkeypatch):
    entered(town, issuer)
    monkeypatch.setattr("wibo.accounts.provider._PATIENCE", 0.5)
    with closing(socket.socket()) as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        found = Provider.objects.get()
        found.issuer = f"http://127.0.0.1:{silent.getsockname()[1]}"
        found.mark = found.new_mark()
        found.save()
        began = time.monotonic()
        assert "nie odpowiada" in said(visit, visit.get("/konto/dostawca/"))
    assert time.monotonic() - began < 5


def test_with_another_key_of_the_service_the_button_says_so_in_words(visit, cast, provider, settings):
    settings.SECRET_KEY = "inny klucz usługi, dostatecznie długi"
    assert "nie odpowiada" in said(visit, visit.get("/konto/dostawca/"))


def test_ways_to_the_provider_are_counted(visit, cast, provider, monkeypatch):
    monkeypatch.setattr("wibo.accounts.provider_pages.PROVIDER", Throttle("provider-test", 1, 15))
    assert "127.0.0.1" in visit.get("/konto/dostawca/")["Location"]
    assert visit.get("/konto/dostawca/")["Location"] == "/konto/zaloguj/"


@pytest.mark.parametrize("who", ["jan", "nowa"])
def test_of_two_ways_back_at_once_both_come_in_by_one_link(visit, cast, town, issuer, monkeypatch, who):
    entered(town, issuer, for_residents=True)
    first, look = Client(), provider_module._known
    overtaken = []

    def known(*given):
        """When the second way back looks and finds nothing, the first one arrives and links."""
        if not overtaken:
            overtaken.append(look(*given))
            mine, visit.client = visit.client, first
            assert answered(visit, who).status_code == 302
            visit.client = mine
            return None
        return look(*given)

    monkeypatch.setattr(provider_module, "_known", known)
    answer = answered(visit, who)
    assert answer["Location"] in ("/urzad/", "/moje/")
    assert is_in(visit)
    assert ProviderAccount.objects.count() == 1
    assert Entry.objects.filter(kind="account-linked").count() == 1


def test_who_makes_an_account_at_the_same_moment_comes_in_by_the_one_that_was_made(
    visit, cast, town, issuer, monkeypatch
):
    entered(town, issuer, for_residents=True)
    make = provider_module._linked

    def late(*given):
        make(*given)
        raise IntegrityError("account_is_unique_in_town")

    monkeypatch.setattr(provider_module, "_linked", late)
    assert answered(visit, "nowa")["Location"] == "/moje/"
    assert is_in(visit)
    assert User.objects.filter(email="nowa@poczta.example").count() == 1
