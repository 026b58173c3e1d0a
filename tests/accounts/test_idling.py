"""Officials who leave their computer are signed out, and lose nothing that they had typed."""

import html
import re
from datetime import timedelta

import pytest

from tests import factories
from tests.moments import NOW

LATER = timedelta(minutes=60)


@pytest.fixture
def at(monkeypatch, settings):
    """A function: it is so much later now."""
    settings.IDLE_MINUTES = 60

    def move(later):
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + later)

    return move


def test_after_an_hour_without_a_page_an_official_signs_in_again(visit, cast, edition, at):
    at(timedelta(0))
    assert visit.as_(cast.jan).get("/urzad/").status_code == 200
    at(LATER - timedelta(seconds=1))
    assert visit.get("/urzad/").status_code == 200
    at(LATER - timedelta(seconds=1) + LATER)
    assert visit.get("/urzad/")["Location"].startswith("/konto/zaloguj/?next=%2Furzad%2F")


def test_who_goes_on_working_is_never_asked(visit, cast, edition, at):
    visit.as_(cast.jan)
    for hours in range(1, 7):
        at(hours * timedelta(minutes=59))
        assert visit.get("/urzad/").status_code == 200


def test_residents_are_left_alone(visit, cast, edition, at):
    visit.as_(cast.maria).get("/moje/")
    at(5 * LATER)
    assert visit.get("/moje/").status_code == 200


def test_what_was_typed_before_comes_back_after_the_sign_in(visit, cast, edition, at):
    path = "/urzad/teksty/nowy/news/"
    hidden = visit.as_(cast.anna).hidden(path)
    at(2 * LATER)
    typed = {**hidden, "title": "Spotkanie", "body": "O 17 w świetlicy.", "day": "2027-10-10"}
    sent_on = visit.client.post(path, typed, headers={"host": visit.host})
    assert sent_on.status_code == 307
    page = visit.client.post(sent_on["Location"], typed, headers={"host": visit.host}).text
    kept = html.unescape(re.search(r'name="zachowane"\s+value="([^"]*)"', page)[1])
    given = {"email": cast.anna.email, "password": factories.PASSWORD, "zachowane": kept, "next": path}
    answer = visit.client.post("/konto/zaloguj/", {**given}, headers={"host": visit.host}, follow=True)
    assert "O 17 w świetlicy." in answer.text


def test_an_installation_can_leave_it_out(visit, cast, edition, at, settings):
    settings.IDLE_MINUTES = None
    visit.as_(cast.jan).get("/urzad/")
    at(7 * LATER)
    assert visit.get("/urzad/").status_code == 200


def test_a_whole_day_of_work_ends_after_eight_hours(visit, cast, edition, at):
    visit.as_(cast.jan)
    for halves in range(16):
        at(halves * LATER / 2)
        assert visit.get("/urzad/").status_code == 200
    at(16 * LATER / 2)
    assert visit.get("/urzad/")["Location"].startswith("/konto/zaloguj/")


def test_a_page_for_everyone_signs_out_whoever_left_too(visit, cast, edition, at):
    at(timedelta(0))
    visit.as_(cast.jan).get("/urzad/")
    at(LATER)
    assert "Zaloguj się" in visit.get("/").text
