"""When too many come: who has waited long is asked to come again, who has begun goes on, and nothing sent is refused."""

import re
import time

import pytest
from django.test import Client

from tests import factories
from tests.factories import words

IDENTITY = "/glosowanie/kim-jestes/"


@pytest.fixture
def come(visit, town):
    """Ask for a page, as somebody whom the web server in front took in so many seconds ago."""
    factories.projects(factories.edition(town, identity_kind="pesel-form"), 100)
    # Another client has another door, at which nobody has waited yet.
    visit.client = Client()

    def ask(path, seconds, method="get", **form):
        headers = {"X-Request-Start": f"t={time.time() - seconds:.3f}", "host": visit.host}
        return getattr(visit.client, method)(path, form, headers=headers)

    ask("/herb.svg", 0)
    return ask


def test_a_stranger_who_has_waited_long_is_asked_to_come_again_by_itself(come):
    page = come(IDENTITY, 3)
    assert page.status_code == 503
    assert "Za chwilę będzie twoja kolej" in words(page)
    seconds = int(re.search(r'data-seconds="(\d+)"', page.content.decode())[1])
    assert 8 <= seconds <= 20
    assert page["Retry-After"] == str(seconds)
    assert page["Cache-Control"] == "no-store"
    assert "default-src" in page["Content-Security-Policy"]
    assert come(IDENTITY, 0.5).status_code == 200


def test_those_who_are_sent_away_do_not_all_come_back_at_once(come):
    assert len({come("/", 3)["Retry-After"] for _ in range(60)}) > 6


def test_who_has_begun_to_vote_goes_on(come, visit):
    visit.client.cookies["glos"] = "x"
    assert come(IDENTITY, 30).status_code == 200


def test_who_is_signed_in_goes_on(come, visit, cast):
    visit.as_(cast.anna)
    assert come("/urzad/glosowanie/", 30).status_code == 200


def test_nothing_that_was_sent_is_refused(come, visit):
    answer = come(IDENTITY, 30, "post", pesel="1", declared="on")
    assert answer.status_code == 200
    assert "Numer PESEL ma 1" in words(answer)


@pytest.mark.parametrize(
    "said", ["", "t=", "t=abc", "t=0", "1795792000.123", "t=1.5", "t=-1795792000.123", "t=9999999999.9"]
)
def test_what_cannot_be_read_sends_nobody_away(come, visit, said):
    headers = {"X-Request-Start": said, "host": visit.host}
    assert visit.client.get(IDENTITY, headers=headers).status_code == 200
    assert come(IDENTITY, 0).status_code == 200


def test_clocks_that_differ_send_nobody_away_who_has_not_waited(visit, come):
    visit.client = Client()
    assert come(IDENTITY, 60).status_code == 200
    assert come(IDENTITY, 60.5).status_code == 200
    assert come(IDENTITY, 63).status_code == 503


def test_the_page_is_said_in_the_chosen_language(come, visit):
    visit.client.cookies["jezyk"] = "en"
    assert "It will be your turn in a moment" in words(come(IDENTITY, 3))


def test_a_clock_that_drifts_sends_people_away_for_minutes_alone(visit, come, monkeypatch):
    assert come(IDENTITY, 3).status_code == 503
    later = time.monotonic() + 301
    monkeypatch.setattr("wibo.service.crowding.time.monotonic", lambda: later)
    assert come(IDENTITY, 3).status_code == 503
    monkeypatch.setattr("wibo.service.crowding.time.monotonic", lambda: later + 301)
    assert come(IDENTITY, 3).status_code == 200
