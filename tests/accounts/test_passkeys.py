"""Passkeys beside the password: what is taken, from where, for which page, and what is left when one is lost."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from tests import factories
from tests.accounts.keys import SoftKey, add_soft_key
from tests.accounts.test_second_factor import with_telephone
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.accounts.factors import factor_of, refuse_without_factor, remove_factor
from wibo.accounts.models import Passkey, SecondFactor
from wibo.accounts.passkeys import Site, WrongKey, check_key, remove_key, to_add, to_use
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.letters.models import Letter

HOST = "lipowo.localhost"
SITE = Site(HOST, f"http://{HOST}", "Gmina Lipowo")
ANNA = Act("Anna", NOW)
LATER = NOW + timedelta(minutes=1)


def added(user, key=None, site=SITE):
    return add_soft_key(user, ANNA, key, site)


def is_taken(user, question, answer):
    try:
        check_key(user, SITE, question.token, answer, LATER)
    except WrongKey:
        return False
    return True


def test_the_first_key_brings_codes_and_the_next_none(cast):
    key, codes = added(cast.anna)
    assert len(set(codes)) == 10
    assert added(cast.anna, SoftKey(HOST, b"2"))[1] == []
    with pytest.raises(Refused, match="już dodany"):
        added(cast.anna, key)
    assert [one.name for one in Passkey.objects.all()] == ["telefon", "telefon"]
    assert Entry.objects.filter(kind="passkey-added").count() == 2
    assert Letter.objects.filter(template="passkey_added").count() == 2
    refuse_without_factor(cast.anna)


def test_a_signature_is_taken_once_and_a_page_of_before_never_again(cast):
    key, _ = added(cast.anna)
    early, late = to_use(cast.anna, SITE, NOW), to_use(cast.anna, SITE, LATER)
    check_key(cast.anna, SITE, late.token, key.sign(late.options, SITE.origin), LATER)
    for question in (late, early):
        with pytest.raises(WrongKey, match="już użyta"):
            check_key(cast.anna, SITE, question.token, key.sign(question.options, SITE.origin), LATER)
    assert Passkey.objects.get().used_at == LATER


def test_what_does_not_fit_is_not_taken(cast):
    key, _ = added(cast.anna)
    asked = to_use(cast.anna, SITE, LATER)
    other = to_use(cast.anna, SITE, LATER)
    right = key.sign(asked.options, SITE.origin)
    cut = json.loads(right)
    del cut["response"]["signature"]
    wrong = {
        "another page's challenge": key.sign(other.options, SITE.origin),
        "another origin": key.sign(asked.options, "http://lipowo.zly.example"),
        "another host's signature": SoftKey("zly.example").sign(asked.options, SITE.origin),
        "another key of the same number": SoftKey(HOST).sign(asked.options, SITE.origin),
        "nobody was there": key.sign(asked.options, SITE.origin, flags=0),
        "no signature": json.dumps(cut),
        "no answer": "{}",
        "no JSON": "tak",
    }
    taken = [what for what, answer in wrong.items() if is_taken(cast.anna, asked, answer)]
    assert taken == []
    check_key(cast.anna, SITE, asked.token, right, LATER)


def test_a_page_holds_five_minutes_and_for_its_person_and_purpose(cast):
    key, _ = added(cast.anna)
    asked, adding = to_use(cast.anna, SITE, NOW), to_add(cast.anna, SITE, NOW)
    late = NOW + timedelta(minutes=5, seconds=1)
    answer = key.sign(asked.options, SITE.origin)
    for token, at in ((asked.token, late), (adding.token, NOW), ("x", NOW)):
        with pytest.raises(WrongKey, match="5 minut"):
            check_key(cast.anna, SITE, token, answer, at)
    added(cast.jan, SoftKey(HOST, b"3"))
    with pytest.raises(WrongKey, match="5 minut"):
        check_key(cast.jan, SITE, asked.token, answer, NOW)


def test_a_key_works_at_its_own_host_alone(cast):
    added(cast.anna)
    assert to_use(cast.anna, Site("inna.localhost", "http://inna.localhost", "Inna"), NOW) is None


def test_a_key_written_into_the_database_is_not_asked_for(cast):
    added(cast.anna)
    key = Passkey.objects.get()
    Passkey.objects.create(
        user=cast.jan, host=HOST, name="x", credential=key.credential, added_at=NOW, mark=key.mark
    )
    assert to_use(cast.jan, SITE, NOW) is None
    Passkey.objects.filter(user=cast.anna).update(host="inna.localhost")
    assert to_use(cast.anna, Site("inna.localhost", "", ""), NOW) is None


def test_the_last_way_in_is_not_taken_away(cast):
    added(cast.anna)
    key = Passkey.objects.get()
    with pytest.raises(Refused, match="jedyny klucz"):
        remove_key(key, act=ANNA)
    added(cast.anna, SoftKey(HOST, b"2"))
    remove_key(key, act=ANNA)
    with_telephone(cast.anna)
    remove_key(Passkey.objects.get(), act=ANNA)
    assert not Passkey.objects.exists()
    assert factor_of(cast.anna).has_telephone


def test_the_administrator_takes_keys_with_the_telephone(cast):
    added(cast.jan)
    remove_factor(cast.jan, "klucz zgubiony", act=ANNA)
    assert not Passkey.objects.exists()
    assert not SecondFactor.objects.exists()


def test_a_telephone_that_comes_later_keeps_the_keys(cast):
    added(cast.anna)
    with_telephone(cast.anna)
    assert to_use(cast.anna, SITE, NOW) is not None


def options_of(page):
    return json.loads(re.search(r'<script id="key-options"[^>]*>(.*?)</script>', page.text, re.S).group(1))


def hidden(page, form):
    part = page.text.split(f'data-passkey="{form}"')[1].split("</form>")[0]
    inputs = re.findall(r"<input[^>]*>", part)
    found = {}
    for one in inputs:
        name = re.search(r'name="([^"]*)"', one).group(1)
        value = re.search(r'value="([^"]*)"', one)
        found[name] = unescape(value.group(1)) if value else ""
    return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"}


@pytest.fixture
def origin(visit):
    made = visit.get("/").wsgi_request
    return f"{made.scheme}://{made.get_host()}", made.get_host().partition(":")[0]


def sign_in(visit, password=factories.PASSWORD):
    given = {"email": "anna@lipowo.example", "password": password, "next": "/urzad/edycja/"}
    return visit.post("/konto/zaloguj/", given)


def test_an_official_adds_a_key_and_signs_in_with_it(visit, cast, edition, origin):
    where, host = origin
    sign_in(visit)
    wrong = visit.post("/konto/klucze/nowy/", {"password": "nie to"})
    assert "Hasło się nie zgadza" in factories.words(wrong)
    assert "key-options" not in wrong.text
    page = visit.post("/konto/klucze/nowy/", {"password": factories.PASSWORD})
    key = SoftKey(host)
    sent = {**hidden(page, "create"), "name": "mój", "answer": key.make(options_of(page), where)}
    codes = visit.post("/konto/klucze/nowy/", sent)
    assert codes.text.count('class="code"') == 10
    assert "mój" in visit.get("/konto/").text
    # The same page once more: neither a second key nor a fault.
    assert visit.post("/konto/klucze/nowy/", sent)["Location"] == "/konto/klucze/nowy/"
    assert Passkey.objects.count() == 1
    visit.post("/konto/wyloguj/", {})
    page = sign_in(visit)
    assert "klucza dostępu" in factories.words(page)
    assert visit.get("/urzad/").status_code == 302
    form = hidden(page, "get")
    bad = visit.post("/konto/zaloguj/", {**form, "answer": "{}"})
    assert "Ten klucz nie pasuje" in factories.words(bad)
    assert visit.get("/urzad/").status_code == 302
    answer = visit.post("/konto/zaloguj/", {**form, "answer": key.sign(options_of(page), where)})
    assert answer["Location"] == "/urzad/edycja/"
    assert visit.get("/urzad/").status_code == 200
    visit.client = Client()
    again = visit.post("/konto/zaloguj/", {**form, "answer": key.sign(options_of(page), where)})
    assert "już użyta" in factories.words(again)


def test_guessing_with_answers_is_stopped(visit, cast, origin):
    where, host = origin
    site = Site(host, where, "Lipowo")
    key, _ = added(cast.anna, SoftKey(host), site)
    page = sign_in(visit)
    for _ in range(10):
        bad = visit.post("/konto/zaloguj/", {**hidden(page, "get"), "answer": "{}"})
    answer = key.sign(options_of(bad), where)
    said = visit.post("/konto/zaloguj/", {**hidden(bad, "get"), "answer": answer})
    assert "Za dużo prób" in factories.words(said)


def test_a_key_of_somebody_else_is_not_there(visit, cast, edition):
    added(cast.jan)
    sign_in(visit)
    assert visit.post(f"/konto/klucze/{Passkey.objects.get().pk}/usun/", {}).status_code == 404
    assert Passkey.objects.exists()
