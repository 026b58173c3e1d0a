"""The operator in a town's office: not without the town, not longer than it lets, not to change anything."""

from datetime import timedelta

import pytest
from django.core.signing import TimestampSigner
from django.test import Client
from django_scopes import scope

from tests import factories
from tests.moments import NOW
from wibo.access.permissions import INVITED_ROLES, Role
from wibo.access.refusal import Refused
from wibo.accounts import support
from wibo.accounts.actions import grant_role, sign_up
from wibo.accounts.models import SUPPORT_ADDRESS, RoleGrant, SupportSession, User
from wibo.editions.models import Edition
from wibo.housekeeping.ticking import tick
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.letters.models import Letter
from wibo.service.actions import create_operator

CONSOLE = {"host": "operator.localhost"}
PAGE = "/urzad/osoby/wsparcie/"
ANNA, OLA = Act("Anna", NOW), "operator Ola"


@pytest.fixture
def session(town):
    return support.open_support(town, 2, "awaria karty", act=ANNA)


@pytest.fixture
def inside(visit, session, town):
    """The operator's browser in the office."""
    answer = visit.get(f"/_wsparcie/{support.enter(town, by=OLA, now=NOW)}/")
    assert answer["Location"] == "/urzad/"
    return visit


def kinds():
    return list(Entry.objects.filter(kind__startswith="support").values_list("kind", flat=True))


def test_the_administrator_opens_a_session_by_a_form_and_ends_it(visit, cast, edition):
    visit.as_(cast.anna).post(PAGE, {"hours": "2", "reason": ""})
    assert not SupportSession.objects.exists()
    visit.post(PAGE, {"hours": "2", "reason": "awaria karty"})
    session = SupportSession.objects.get()
    assert session.until == NOW + timedelta(hours=2)
    assert "awaria karty" in visit.get(PAGE).text
    visit.post(f"{PAGE}{session.pk}/zakoncz/")
    assert not RoleGrant.objects.filter(role=Role.SUPPORT).exists()
    assert kinds() == ["support-opened", "support-ended"]


@pytest.mark.parametrize("who", ["maria", "jan", "ewa", "tadeusz", "audytor"])
def test_nobody_else_opens_one(visit, cast, edition, who):
    visit.as_(getattr(cast, who)).post(PAGE, {"hours": "2", "reason": "awaria"})
    assert not SupportSession.objects.exists()


def test_one_session_lasts_at_once(town, session):
    with pytest.raises(Refused, match="już trwa"):
        support.open_support(town, 1, "jeszcze", act=ANNA)


def test_without_a_session_the_console_leads_nowhere(client, town, edition, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    create_operator(email="ola@wibo.example", name="Ola", password=factories.PASSWORD, at=NOW)
    client.post("/zaloguj/", {"email": "ola@wibo.example", "password": factories.PASSWORD}, headers=CONSOLE)
    page = client.post("/gminy/lipowo/wsparcie/", headers=CONSOLE, follow=True).text
    assert "Gmina nie otworzyła sesji wsparcia" in page
    assert not kinds()
    support.open_support(town, 1, "awaria", act=ANNA)
    page = client.post("/gminy/lipowo/wsparcie/", headers=CONSOLE).text
    assert "http://lipowo.localhost" in page
    assert not Entry.objects.filter(kind="support-entered").exists()


def test_the_operator_reads_the_office(inside, edition, cast):
    proposal = factories.proposal(edition, cast.maria)
    for path in ("/urzad/", "/urzad/wnioski/", f"/urzad/wnioski/{proposal.pk}/", "/urzad/edycja/"):
        assert inside.get(path).status_code == 200, path


@pytest.mark.parametrize(
    "path", ["/urzad/osoby/", "/urzad/zestawienia/", "/urzad/glosy/", "/urzad/urna/", "/urzad/karty/", PAGE]
)
def test_what_needs_another_role_stays_shut(inside, edition, path):
    assert inside.get(path).status_code == 403


def test_nothing_is_changed_not_even_what_the_role_reaches(inside, edition):
    data = {"name": "Inna nazwa", "reason": "bo tak"}
    answer = inside.post("/urzad/edycja/ustawienia/", data)
    assert (answer.status_code, "można tylko patrzeć" in answer.text) == (403, True)
    assert Edition.objects.get().name == edition.name


@pytest.mark.parametrize(
    "path", ["/konto/powiadomienia/", "/konto/usun/", "/glosowanie/kim-jestes/", "/konto/telefon/"]
)
def test_nor_is_anything_sent_from_pages_for_everyone(inside, edition, path):
    assert inside.post(path, {"x": "y"}).status_code == 403


def test_the_operator_signs_out(inside, edition):
    assert inside.post("/konto/wyloguj/").status_code == 302
    assert inside.get("/urzad/").status_code == 302


@pytest.fixture
def at(monkeypatch):
    """A function: from now on it is so much later."""

    def move(**later):
        moment = NOW + timedelta(**later)
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
        return moment

    return move


def test_when_the_time_is_over_the_next_page_is_shut_before_any_work_in_the_background(inside, edition, at):
    at(hours=1, minutes=59)
    assert inside.get("/urzad/").status_code == 200
    at(hours=2)
    assert inside.get("/urzad/")["Location"].startswith("/konto/zaloguj/")


def test_a_session_that_is_ended_puts_out_whoever_is_inside(inside, edition, session):
    support.end_support(session, act=ANNA)
    assert inside.get("/urzad/")["Location"].startswith("/konto/zaloguj/")
    with pytest.raises(Refused, match="już zakończona"):
        support.end_support(session, act=ANNA)


def test_the_role_goes_by_itself_when_the_time_is_over(session, at):
    tick(at(hours=1))
    assert RoleGrant.objects.filter(role=Role.SUPPORT).exists()
    tick(at(hours=2))
    assert not RoleGrant.objects.filter(role=Role.SUPPORT).exists()
    assert SupportSession.objects.get().ended_by == "system"


def test_a_new_session_can_follow_one_whose_time_is_over(town, session):
    later = Act("Anna", NOW + timedelta(hours=3))
    assert support.open_support(town, 1, "jeszcze raz", act=later).pk != session.pk
    assert User.objects.filter(surname="operatora").count() == 1


@pytest.mark.parametrize("spoil", ["old", "of another session", "of another town", "forged"])
def test_a_word_that_is_not_this_sessions_opens_nothing(
    visit, town, edition, session, stranger_town, monkeypatch, spoil
):
    word = support.enter(town, by=OLA, now=NOW)
    if spoil == "old":
        # The signature bears the second in which it was made.
        monkeypatch.setattr("wibo.accounts.support._WORD_LASTS", -1)
    if spoil == "of another session":
        support.end_support(session, act=ANNA)
        support.open_support(town, 1, "druga", act=ANNA)
    if spoil == "of another town":
        with scope(town=stranger_town):
            support.open_support(stranger_town, 1, "obca", act=ANNA)
            word = support.enter(stranger_town, by=OLA, now=NOW)
    if spoil == "forged":
        word = TimestampSigner(salt="inna").sign(f"{town.pk}:{session.pk}")
    assert visit.get(f"/_wsparcie/{word}/").status_code == 404
    assert visit.get("/urzad/").status_code == 302


def test_nobody_is_invited_into_that_role_and_no_letter_goes_to_its_account(town, cast, session):
    assert Role.SUPPORT not in INVITED_ROLES
    assert not Letter.objects.filter(address__contains="operator").exists()


def test_a_link_lets_one_browser_in(visit, session, town, client):
    word = support.enter(town, by=OLA, now=NOW)
    assert not Entry.objects.filter(kind="support-entered").exists()
    assert visit.get(f"/_wsparcie/{word}/").status_code == 302
    assert [entry.by for entry in Entry.objects.filter(kind="support-entered")] == ["operator Ola"]
    visit.post("/konto/wyloguj/")
    assert visit.get(f"/_wsparcie/{word}/").status_code == 404


@pytest.mark.parametrize("spoil", ["another account", "another time", "another role"])
def test_rows_that_somebody_wrote_let_nobody_in(visit, session, town, cast, edition, spoil, at):
    word = support.enter(town, by=OLA, now=NOW)
    account = User.objects.get(email=SUPPORT_ADDRESS)
    if spoil == "another account":
        User.objects.filter(pk=account.pk).update(email="x@operator.invalid")
        User.objects.filter(pk=cast.anna.pk).update(email=SUPPORT_ADDRESS)
    if spoil == "another time":
        SupportSession.objects.update(until=NOW + timedelta(days=900))
    if spoil == "another role":
        grant_role(account, Role.COORDINATOR, act=ANNA)
    assert visit.get(f"/_wsparcie/{word}/").status_code == 404


def test_taking_the_role_away_among_the_people_ends_the_session(visit, cast, edition, session, town):
    inside = Client()
    word = support.enter(town, by=OLA, now=NOW)
    inside.get(f"/_wsparcie/{word}/", headers={"host": visit.host})
    grant = RoleGrant.objects.get(role=Role.SUPPORT)
    visit.as_(cast.anna).post(f"/urzad/osoby/{grant.pk}/odbierz/")
    assert SupportSession.objects.get().ended_at
    for path in ("/urzad/", "/moje/"):
        assert inside.get(path, headers={"host": visit.host})["Location"].startswith("/konto/zaloguj/")


def test_a_browser_of_an_earlier_session_is_not_in_the_next(inside, edition, town, session):
    SupportSession.objects.update(ended_at=NOW, ended_by="test")
    support.open_support(town, 1, "druga", act=ANNA)
    assert inside.get("/urzad/")["Location"].startswith("/konto/zaloguj/")


def test_an_account_that_somebody_made_with_the_address_becomes_the_operators(town, cast):
    sign_up(
        town=town, email=SUPPORT_ADDRESS, first_name="Anna", surname="Burmistrz", at=NOW, base_url="http://x"
    )
    support.open_support(town, 1, "awaria", act=ANNA)
    account = User.objects.get(email=SUPPORT_ADDRESS)
    assert (str(account), account.is_genuine, account.has_usable_password()) == (
        "Wsparcie operatora",
        True,
        False,
    )


def test_the_pages_say_that_one_only_looks(inside, edition):
    assert "tylko patrzysz" in inside.get("/urzad/edycja/").text
    assert "tylko patrzysz" in inside.get("/").text
