"""A telephone beside the password: set by its person, asked at sign-in, each number once; codes and a way back for a lost one."""

import re
from datetime import timedelta
from html import unescape

import pyotp
import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.utils import timezone
from django_scopes import scopes_disabled

from tests import factories
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.accounts import telephones
from wibo.accounts.factors import WrongNumber, check_factor, needs_factor, remove_factor, set_factor
from wibo.accounts.models import RoleGrant, SecondFactor, SignedIn
from wibo.accounts.signing import sweep_sessions
from wibo.accounts.tokens import halfway, user_halfway
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.letters.models import Letter
from wibo.voting.models import TwoPersonKind
from wibo.voting.two_people.acts import refuse_person

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ANNA = Act("Anna", NOW)


def number(at=NOW, secret=SECRET):
    return pyotp.TOTP(secret).at(at)


def with_telephone(user):
    return set_factor(user, SECRET, number(), act=ANNA)


def later(**time):
    return NOW + timedelta(**time)


def test_a_number_is_taken_once_and_only_near_its_time(cast):
    with_telephone(cast.anna)
    with pytest.raises(WrongNumber):
        # The one by which the telephone was set.
        check_factor(cast.anna, number(), NOW)
    at = later(minutes=2)
    check_factor(cast.anna, number(at), at)
    with pytest.raises(WrongNumber):
        check_factor(cast.anna, number(at), at)
    for drift in (timedelta(seconds=-90), timedelta(seconds=90)):
        with pytest.raises(WrongNumber):
            check_factor(cast.anna, number(later(minutes=9) + drift), later(minutes=9))
    check_factor(cast.anna, number(later(minutes=9, seconds=-30)), later(minutes=9))


def test_a_printed_code_works_once_however_it_is_written(cast):
    codes = with_telephone(cast.anna)
    assert len(set(codes)) == 10
    written = f"{codes[3][:5].lower()} - {codes[3][5:]}"
    check_factor(cast.anna, written, NOW)
    with pytest.raises(WrongNumber):
        check_factor(cast.anna, codes[3], NOW)
    check_factor(cast.anna, codes[4], NOW)
    assert len(SecondFactor.objects.get().codes) == 8


def test_the_database_alone_has_neither_secret_nor_codes(cast, settings):
    codes = with_telephone(cast.anna)
    row = SecondFactor.objects.get()
    kept = bytes(row.sealed).hex() + str(row.codes)
    assert SECRET.encode().hex() not in kept
    assert not any(code in kept for code in codes)
    settings.SECRET_KEY = "another" * 10
    with pytest.raises(Exception, match="Decryption failed"):
        telephones.opened(bytes(row.sealed))


def test_a_telephone_written_into_the_database_is_not_taken(cast):
    with_telephone(cast.anna)
    foreign = pyotp.random_base32()
    SecondFactor.objects.update(sealed=telephones.sealed(foreign))
    at = later(minutes=5)
    with pytest.raises(WrongNumber, match="Nie da się sprawdzić"):
        check_factor(cast.anna, number(at, foreign), at)


def answer_time(visit):
    return visit.get("/konto/").wsgi_request.now


def sign_in(visit, **more):
    given = {"email": "anna@lipowo.example", "password": factories.PASSWORD, "next": "/urzad/edycja/"}
    return visit.post("/konto/zaloguj/", {**given, **more})


def second(page, typed):
    hidden = dict(re.findall(r'<input\s+type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"', page.text))
    return {
        **{name: unescape(value) for name, value in hidden.items() if name != "csrfmiddlewaretoken"},
        "number": typed,
    }


def test_the_password_alone_lets_nobody_in(visit, cast, edition):
    codes = with_telephone(cast.anna)
    page = sign_in(visit)
    assert page.status_code == 200
    assert "Hasło się zgadza" in factories.words(page)
    assert visit.get("/urzad/").status_code == 302
    wrong = visit.post("/konto/zaloguj/", second(page, "000000"))
    assert "Numer się nie zgadza" in factories.words(wrong)
    assert visit.get("/urzad/").status_code == 302
    answer = visit.post("/konto/zaloguj/", second(wrong, codes[0]))
    assert answer["Location"] == "/urzad/edycja/"
    assert visit.get("/urzad/").status_code == 200


def test_what_was_typed_before_comes_through_both_steps(visit, cast, edition):
    codes = with_telephone(cast.anna)
    page = sign_in(visit, zachowane='{"title": ["Ławki"]}')
    assert "Ławki" in page.text
    assert visit.post("/konto/zaloguj/", second(page, codes[0])).status_code == 302
    assert visit.client.session["kept"]["typed"] == {"title": ["Ławki"]}


def test_guessing_is_stopped_and_the_right_number_does_not_help_then(visit, cast):
    codes = with_telephone(cast.anna)
    page = sign_in(visit)
    for _ in range(10):
        page = visit.post("/konto/zaloguj/", second(page, "000000"))
    page = visit.post("/konto/zaloguj/", second(page, codes[0]))
    assert "Za dużo prób" in factories.words(page)
    assert visit.get("/urzad/").status_code == 302


@pytest.mark.parametrize("token", ["", "x", None])
def test_a_token_that_was_made_elsewhere_leads_back_to_the_password(visit, cast, token):
    with_telephone(cast.anna)
    token = signing.dumps([cast.anna.pk, "b"], salt="elsewhere") if token is None else token
    answer = visit.post("/konto/zaloguj/", {"haslo-przyjete": token, "number": number(later(minutes=1))})
    assert answer["Location"] == "/konto/zaloguj/"


def test_the_halfway_token_ends_with_the_password(cast):
    token = halfway(cast.anna)
    assert user_halfway(token) == cast.anna
    cast.anna.set_password("zupełnie inne hasło")
    cast.anna.save()
    assert user_halfway(token) is None


def test_an_official_sets_it_on_their_own_page_and_prints_codes(visit, cast, edition):
    visit.as_(cast.anna)
    page = visit.get("/konto/telefon/")
    assert page["Cache-Control"].startswith("max-age=0")
    secret = re.search(r'Sekret: <span class="code">([A-Z2-7 ]+)<', page.text).group(1).replace(" ", "")
    token = re.search(r'name="sekret" value="([^"]+)"', page.text).group(1)
    given = {"sekret": token, "password": factories.PASSWORD}
    assert "Hasło się nie zgadza" in factories.words(
        visit.post("/konto/telefon/", {**given, "password": "x", "number": "1"})
    )
    wrong = visit.post("/konto/telefon/", {**given, "number": "000000"})
    assert "Ten numer się nie zgadza" in factories.words(wrong)
    # The same secret stays, so that the code need not be scanned again.
    assert secret[:4] in wrong.text
    now = wrong.wsgi_request.now
    given["number"] = pyotp.TOTP(secret).at(now)
    done = visit.post("/konto/telefon/", given)
    shown = re.findall(r'<li class="code">([A-Z2-9]{5})-([A-Z2-9]{5})</li>', done.text)
    assert len(shown) == 10
    assert SecondFactor.objects.get().user == cast.anna
    assert Entry.objects.get(kind="second-factor-set").facts == {}
    assert "ustawiony" in factories.words(visit.get("/konto/"))
    # The page sent again sets nothing, so that the codes that were printed stay good.
    visit.post("/konto/telefon/", given)
    assert len(SecondFactor.objects.get().codes) == 10
    assert Letter.objects.filter(template="telephone_set").count() == 1


def test_the_secret_of_another_person_is_not_taken(visit, cast, edition):
    visit.as_(cast.jan)
    page = visit.get("/konto/telefon/").text
    token = re.search(r'name="sekret" value="([^"]+)"', page).group(1)
    secret = re.search(r'Sekret: <span class="code">([A-Z2-7 ]+)<', page).group(1).replace(" ", "")
    visit.as_(cast.anna)
    answer = visit.post(
        "/konto/telefon/",
        {
            "sekret": token,
            "password": factories.PASSWORD,
            "number": pyotp.TOTP(secret).at(answer_time(visit)),
        },
    )
    assert answer.status_code == 200
    assert not SecondFactor.objects.exists()


@pytest.mark.parametrize(
    ("days", "age", "needed"), [(None, 99, False), (7, 6, False), (7, 7, True), (0, 0, True)]
)
def test_after_the_first_days_an_official_must_have_one(cast, settings, days, age, needed):
    settings.SECOND_FACTOR_DAYS = days
    RoleGrant.objects.update(granted_at=NOW - timedelta(days=age))
    assert needs_factor(cast.anna, NOW) == needed
    assert not needs_factor(cast.maria, NOW)


def test_who_must_set_one_is_led_there_from_every_page_of_the_office(visit, cast, edition, settings):
    settings.SECOND_FACTOR_DAYS = 0
    visit.as_(cast.anna)
    for path in ("/urzad/", "/urzad/edycja/", "/urzad/osoby/"):
        assert visit.get(path)["Location"] == "/konto/telefon/"
    assert visit.get("/konto/telefon/").status_code == 200
    # A resident's account has no office.
    assert visit.as_(cast.maria).get("/moje/").status_code == 200
    with_telephone(cast.anna)
    assert visit.as_(cast.anna).get("/urzad/").status_code == 200


def test_a_lost_telephone_is_taken_off_by_the_coordinator_with_a_reason(visit, cast, edition):
    with_telephone(cast.jan)
    visit.as_(cast.anna)
    path = f"/urzad/osoby/{cast.jan.pk}/telefon/"
    assert path in visit.get("/urzad/osoby/").text
    visit.post(path, {"reason": " "})
    assert SecondFactor.objects.exists()
    assert visit.post(path, {"reason": "zgubiony, rozmowa telefoniczna"})["Location"] == "/urzad/osoby/"
    assert not SecondFactor.objects.exists()
    assert Entry.objects.get(kind="second-factor-removed").facts == {
        "reason": "zgubiony, rozmowa telefoniczna"
    }
    with pytest.raises(Refused):
        remove_factor(cast.jan, "x", act=ANNA)


def test_nobody_takes_off_their_own(visit, cast, edition):
    with_telephone(cast.anna)
    answer = visit.as_(cast.anna).post(f"/urzad/osoby/{cast.anna.pk}/telefon/", {"reason": "x"})
    assert answer["Location"] == "/konto/telefon/"
    assert SecondFactor.objects.exists()


def test_sessions_are_listed_and_ended_from_another_browser(visit, cast, edition):
    sign_in(visit)
    first = visit.client.cookies["sessionid"].value
    other = type(visit.client)()
    given = {"email": "anna@lipowo.example", "password": factories.PASSWORD}
    agent = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
    other.post("/konto/zaloguj/", given, headers={"host": visit.host, "user-agent": agent})
    page = factories.words(visit.get("/konto/"))
    assert page.count("(tutaj)") == 1
    assert "Firefox, Android" in page
    row = SignedIn.objects.get(browser="Firefox, Android")
    assert first not in {one.session for one in SignedIn.objects.all()}
    visit.post(f"/konto/sesje/{row.pk}/zakoncz/")
    assert other.get("/urzad/", headers={"host": visit.host}).status_code == 302
    assert visit.get("/urzad/").status_code == 200


def test_a_session_of_another_is_not_there(visit, cast, edition):
    sign_in(visit)
    row = SignedIn.objects.get()
    assert visit.as_(cast.jan).post(f"/konto/sesje/{row.pk}/zakoncz/").status_code == 404


def test_a_session_alone_does_not_replace_a_telephone(visit, cast, edition):
    codes = with_telephone(cast.anna)
    visit.as_(cast.anna)
    page = visit.get("/konto/telefon/").text
    token = re.search(r'name="sekret" value="([^"]+)"', page).group(1)
    secret = re.search(r'Sekret: <span class="code">([A-Z2-7 ]+)<', page).group(1).replace(" ", "")
    given = {
        "sekret": token,
        "password": factories.PASSWORD,
        "number": pyotp.TOTP(secret).at(answer_time(visit)),
    }
    kept = bytes(SecondFactor.objects.get().sealed)
    for more in ({}, {"current": "000000"}, {"current": codes[0], "password": "x"}):
        visit.post("/konto/telefon/", {**given, **more})
        assert bytes(SecondFactor.objects.get().sealed) == kept
    visit.post("/konto/telefon/", {**given, "current": codes[0]})
    assert bytes(SecondFactor.objects.get().sealed) != kept


def test_setting_a_telephone_ends_sessions_that_were_begun_by_the_password_alone(visit, cast, edition):
    sign_in(visit)
    thief = type(visit.client)()
    given = {"email": "anna@lipowo.example", "password": factories.PASSWORD}
    thief.post("/konto/zaloguj/", given, headers={"host": visit.host})
    assert thief.get("/urzad/", headers={"host": visit.host}).status_code == 200
    page = visit.get("/konto/telefon/").text
    token = re.search(r'name="sekret" value="([^"]+)"', page).group(1)
    secret = re.search(r'Sekret: <span class="code">([A-Z2-7 ]+)<', page).group(1).replace(" ", "")
    number = pyotp.TOTP(secret).at(answer_time(visit))
    visit.post("/konto/telefon/", {"sekret": token, "password": factories.PASSWORD, "number": number})
    assert thief.get("/urzad/", headers={"host": visit.host}).status_code == 302
    assert visit.get("/urzad/").status_code == 200


@pytest.mark.parametrize("typed", ["１２３４５６", "ąęśćżó", "", "1e5000", "-12345"])
def test_what_is_no_number_is_wrong_and_no_error(visit, cast, typed):
    with_telephone(cast.anna)
    page = sign_in(visit)
    answer = visit.post("/konto/zaloguj/", second(page, typed))
    assert answer.status_code == 200
    assert visit.get("/urzad/").status_code == 302


def test_decisions_of_two_ask_for_it_from_the_first_day(cast, edition, settings):
    settings.SECOND_FACTOR_DAYS = 7
    with pytest.raises(Refused, match="telefonem"):
        refuse_person(cast.anna, TwoPersonKind.PAUSE, NOW)
    with_telephone(cast.anna)
    refuse_person(cast.anna, TwoPersonKind.PAUSE, NOW)


def test_who_must_set_one_cannot_take_it_off_others_meanwhile(visit, cast, edition, settings):
    settings.SECOND_FACTOR_DAYS = 0
    with_telephone(cast.jan)
    answer = visit.as_(cast.anna).post(f"/urzad/osoby/{cast.jan.pk}/telefon/", {"reason": "x"})
    assert answer["Location"] == "/konto/telefon/"
    assert SecondFactor.objects.exists()


def test_sessions_that_have_ended_are_forgotten(visit, cast):
    sign_in(visit)
    sign_in(visit, email="maria@lipowo.example")
    assert SignedIn.objects.exists()
    Session.objects.update(expire_date=timezone.now())
    with scopes_disabled():
        sweep_sessions()
    assert not SignedIn.objects.exists()
    assert not Session.objects.exists()


def test_an_old_halfway_token_leads_back_to_the_password(visit, cast, monkeypatch):
    codes = with_telephone(cast.anna)
    page = sign_in(visit)
    monkeypatch.setattr("wibo.accounts.tokens._HALFWAY_LASTS", -1)
    assert visit.post("/konto/zaloguj/", second(page, codes[0]))["Location"] == "/konto/zaloguj/"


def test_the_list_of_people_says_how_and_when_each_signs_in(visit, cast, edition):
    with_telephone(cast.jan)
    sign_in(visit)
    rows = dict(
        re.findall(r"<th scope=.row.>\s*([^<]+?)<br>(.*?)</th>", visit.get("/urzad/osoby/").text, re.DOTALL)
    )
    assert "ostatnie logowanie" in rows[str(cast.anna)]
    assert "samo hasło" in rows[str(cast.anna)]
    assert "nie było logowania" in rows[str(cast.jan)]
    assert "telefon albo klucz" in rows[str(cast.jan)]
