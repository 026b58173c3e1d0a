"""Passkeys beside the password: what is taken, from where, for which page, and what is left when one is lost."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.accounts.keys import SoftKey, add_soft_key
from tests.accounts.test_second_factor import with_telephone
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.accounts.factors import (
    factor_of,
    needs_factor,
    refuse_without_factor,
    remove_factor,
)
from wibo.accounts.models import Passkey, SecondFactor
from wibo.accounts.passkeys import Site, WrongKey, check_key, remove_key, to_add, to_use
from wibo.housekeeping.doctor.people import of_doors
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


def test_a_page_holds_five_minutes_and_for_its_person(cast):
    key, _ = added(cast.anna)
    asked = to_use(cast.anna, SITE, NOW)
    answer = key.sign(asked.options, SITE.origin)
    for token, at in ((asked.token, NOW + timedelta(minutes=5, seconds=1)), ("x", NOW)):
        with pytest.raises(WrongKey, match="5 minut"):
            check_key(cast.anna, SITE, token, answer, at)
    added(cast.jan, SoftKey(HOST, b"3"))
    with pytest.raises(WrongKey, match="5 minut"):
        check_key(cast.jan, SITE, asked.token, answer, NOW)
    # Another web machine's clock may stand a little behind.
    check_key(cast.anna, SITE, asked.token, answer, NOW - timedelta(seconds=3))


def test_a_signature_of_the_making_opens_nothing(cast):
    key, _ = added(cast.anna)
    adding = to_add(cast.anna, SITE, NOW)
    with pytest.raises(WrongKey, match="nie pasuje"):
        check_key(cast.anna, SITE, adding.token, key.make(adding.options, SITE.origin), NOW)


@pytest.mark.parametrize(
    "answer",
    [
        "[" * 100_000,
        '{"id": "x", "rawId": "x", "type": "public-key", "response": {"clientDataJSON": "W1tb"}}',
        '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "e30", "authenticatorData": "", '
        '"signature": ""}}',
        "null",
    ],
)
def test_an_answer_made_to_break_parsers_is_a_wrong_key(cast, answer):
    added(cast.anna)
    asked = to_use(cast.anna, SITE, NOW)
    with pytest.raises(WrongKey):
        check_key(cast.anna, SITE, asked.token, answer, NOW)


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
    elsewhere = Site("stary.localhost", "http://stary.localhost", "Lipowo")
    added(cast.anna, SoftKey("stary.localhost", b"9"), elsewhere)
    Passkey.objects.create(user=cast.anna, host=HOST, name="x", credential=key.credential, added_at=NOW)
    with pytest.raises(Refused, match="jedyny klucz"):
        # Neither a key of another address nor a row that this program has not written lets her in here.
        remove_key(key, SITE, act=ANNA)
    added(cast.anna, SoftKey(HOST, b"2"))
    remove_key(key, SITE, act=ANNA)
    with_telephone(cast.anna)
    for one in Passkey.objects.filter(user=cast.anna):
        remove_key(one, SITE, act=ANNA)
    assert factor_of(cast.anna).has_telephone


def test_a_row_that_is_deleted_beside_keys_lets_nobody_in_by_a_password(visit, cast, edition):
    added(cast.anna)
    SecondFactor.objects.all().delete()
    page = sign_in(visit)
    assert "klucza dostępu" in factories.words(page)
    assert visit.get("/urzad/").status_code == 302
    assert not needs_factor(cast.anna, NOW + timedelta(days=99))
    refuse_without_factor(cast.anna)


def test_codes_alone_are_no_second_factor_for_decisions_of_two(cast, settings):
    settings.SECOND_FACTOR_DAYS = 7
    added(cast.anna)
    Passkey.objects.all().delete()
    with pytest.raises(Refused, match="telefonem albo kluczem"):
        refuse_without_factor(cast.anna)


def test_doctor_tells_of_keys_and_telephones_that_it_has_not_written(cast):
    added(cast.anna)
    assert list(of_doors()) == []
    Passkey.objects.update(host="zly.example")
    SecondFactor.objects.update(mark="")
    assert len(list(of_doors())) == 2


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


def make(visit, origin, key, name="mój", **proof):
    """Add a key by the pages; the answer to the last."""
    page = visit.post("/konto/klucze/nowy/", {"password": factories.PASSWORD, **proof})
    assert "key-options" in page.text, factories.words(page)
    answer = key.make(options_of(page), origin[0])
    return visit.post("/konto/klucze/nowy/dodaj/", {"name": name, "answer": answer})


def test_an_official_adds_a_key_and_signs_in_with_it(visit, cast, edition, origin):
    where, host = origin
    sign_in(visit)
    wrong = visit.post("/konto/klucze/nowy/", {"password": "nie to"})
    assert "Hasło się nie zgadza" in factories.words(wrong)
    assert "key-options" not in wrong.text
    key = SoftKey(host)
    assert make(visit, origin, key).text.count('class="code"') == 10
    assert "mój" in visit.get("/konto/").text
    visit.post("/konto/wyloguj/", {})
    page = sign_in(visit)
    assert "klucza dostępu" in factories.words(page)
    form = hidden(page, "get")
    for answer in ("{}", ""):
        bad = visit.post("/konto/zaloguj/", {**form, "answer": answer})
        assert "Ten klucz nie pasuje" in factories.words(bad)
    assert visit.get("/urzad/").status_code == 302
    answer = visit.post("/konto/zaloguj/", {**form, "answer": key.sign(options_of(page), where)})
    assert answer["Location"] == "/urzad/edycja/"
    assert visit.get("/urzad/").status_code == 200
    visit.client = Client()
    again = visit.post("/konto/zaloguj/", {**form, "answer": key.sign(options_of(page), where)})
    assert "już użyta" in factories.words(again)


def test_what_was_asked_for_is_taken_once_and_a_wrong_answer_costs_no_code(visit, cast, edition, origin):
    sign_in(visit)
    key = SoftKey(origin[1])
    page = visit.post("/konto/klucze/nowy/", {"password": factories.PASSWORD})
    wrong = visit.post(
        "/konto/klucze/nowy/dodaj/", {"name": "", "answer": key.make(options_of(page), origin[0])}
    )
    assert not Passkey.objects.exists()
    # The page is there again, with another question, and the person need not prove anything anew.
    sent = {"name": "mój", "answer": key.make(options_of(wrong), origin[0])}
    assert visit.post("/konto/klucze/nowy/dodaj/", sent).status_code == 200
    visit.post(
        f"/konto/klucze/{added(cast.anna, SoftKey(HOST, b'2'))[0] and Passkey.objects.first().pk}/usun/", {}
    )
    assert visit.post("/konto/klucze/nowy/dodaj/", sent)["Location"] == "/konto/klucze/nowy/"
    assert Passkey.objects.count() == 2


def test_who_has_a_key_alone_goes_on_with_it_when_no_code_is_left(visit, cast, edition, origin):
    where, host = origin
    key, _ = added(cast.anna, SoftKey(host), Site(host, where, "Lipowo"))
    SecondFactor.objects.update(codes=[])
    page = sign_in(visit)
    wrong = visit.post("/konto/zaloguj/", {**second(page), "number": "ABCDE-FGHJK"})
    assert "Tego kodu nie ma na twojej kartce" in factories.words(wrong)
    visit.post("/konto/zaloguj/", {**hidden(wrong, "get"), "answer": key.sign(options_of(wrong), where)})
    codes = visit.post("/konto/kody/", {"password": factories.PASSWORD})
    assert codes.text.count('class="code"') == 10
    assert make(visit, origin, SoftKey(host, b"2")).status_code == 302
    first = Passkey.objects.first()
    visit.post(f"/konto/klucze/{first.pk}/usun/", {"password": factories.PASSWORD})
    assert Passkey.objects.count() == 1


def test_an_open_session_alone_removes_no_key_and_prints_no_codes(visit, cast, edition, origin, monkeypatch):
    sign_in(visit)
    make(visit, origin, SoftKey(origin[1]))
    make(visit, origin, SoftKey(origin[1], b"2"))
    # What was proved is proved for ten minutes; whoever finds the screen open after that has the password at most.
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=11))
    for path in (f"/konto/klucze/{Passkey.objects.first().pk}/usun/", "/konto/kody/"):
        page = visit.post(path, {"password": factories.PASSWORD})
        assert "Numer z telefonu albo wydrukowany kod" in factories.words(page)
    assert Passkey.objects.count() == 2


def second(page):
    """The hidden fields of the form for numbers and codes."""
    part = (
        page.text.rsplit("<form", 1)[1] if "data-passkey" not in page.text else page.text.split("</form>")[-2]
    )
    found = re.findall(r'name="([^"]+)"\s+value="([^"]*)"', part)
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def test_a_key_of_another_address_is_told_of(visit, cast, edition):
    added(cast.anna, SoftKey("stary.localhost"), Site("stary.localhost", "http://stary.localhost", "Lipowo"))
    said = factories.words(sign_in(visit))
    assert "dodano pod innym adresem" in said
    assert "Użyj klucza" not in said


def test_wrong_answers_do_not_keep_the_person_out(visit, cast, origin):
    where, host = origin
    key, _ = added(cast.anna, SoftKey(host), Site(host, where, "Lipowo"))
    page = sign_in(visit)
    for _ in range(12):
        page = visit.post("/konto/zaloguj/", {**hidden(page, "get"), "answer": "{}"})
    answer = key.sign(options_of(page), where)
    assert visit.post("/konto/zaloguj/", {**hidden(page, "get"), "answer": answer}).status_code == 302


def test_a_key_of_somebody_else_is_not_there(visit, cast, edition):
    added(cast.jan)
    sign_in(visit)
    assert visit.post(f"/konto/klucze/{Passkey.objects.get().pk}/usun/", {}).status_code == 404
    assert Passkey.objects.exists()
