"""What the operator tells all towns: who sees it and when; and how the service says that it stands."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from tests import factories
from tests.moments import NOW
from wibo.editions.models import StageWindow
from wibo.housekeeping.ticking import LAST_TICK
from wibo.journal.acts import Act
from wibo.rulebook.calendar.schedule import Stage
from wibo.service.actions import announce, create_operator, withdraw_announcement
from wibo.service.models import Announcement

HOST = {"host": "operator.localhost"}
OLA = Act("operator Ola", NOW)
HOUR = timedelta(hours=1)
BREAK = "W nocy przerwa od 1 do 3."


@pytest.fixture
def console(client, db, monkeypatch):
    create_operator(email="ola@wibo.example", name="Ola", password=factories.PASSWORD, at=NOW)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    client.post("/zaloguj/", {"email": "ola@wibo.example", "password": factories.PASSWORD}, headers=HOST)
    return client


def told(for_residents=True, shown_from=NOW - HOUR, shown_until=NOW + HOUR):
    values = {"for_residents": for_residents, "shown_from": shown_from, "shown_until": shown_until}
    return announce({"text": BREAK, **values}, act=OLA)


def test_residents_read_what_is_for_them_on_every_page(visit, edition):
    told()
    assert BREAK in visit.get("/").text
    assert BREAK in visit.get("/wnioski/").text


def test_what_is_for_offices_no_resident_reads(visit, cast, edition):
    told(for_residents=False)
    assert BREAK not in visit.get("/").text
    assert BREAK not in visit.as_(cast.maria).get("/moje/").text
    assert BREAK in visit.as_(cast.jan).get("/urzad/").text


@pytest.mark.parametrize(
    ("first", "last"), [(NOW + HOUR, NOW + 2 * HOUR), (NOW - 2 * HOUR, NOW - HOUR), (NOW - HOUR, NOW)]
)
def test_outside_of_its_time_nobody_reads_it(visit, edition, first, last):
    told(shown_from=first, shown_until=last)
    assert BREAK not in visit.get("/").text


def test_what_is_withdrawn_is_gone_and_who_withdrew_it_stands(visit, edition, console):
    one = told()
    console.post(f"/ogloszenia/{one.pk}/zdejmij/", headers=HOST)
    assert BREAK not in visit.get("/").text
    one.refresh_from_db()
    assert one.withdrawn_by == "operator Ola"
    again = console.post(f"/ogloszenia/{one.pk}/zdejmij/", headers=HOST, follow=True)
    assert "jest już zdjęte" in again.text


def test_the_operator_announces_by_a_form_and_reads_it_in_the_list(console, edition, visit):
    given = {"text": BREAK, "for_residents": "on"}
    backwards = {"shown_from": "2027-10-10T13:00", "shown_until": "2027-10-10T12:00"}
    answer = console.post("/ogloszenia/", {**given, **backwards}, headers=HOST)
    assert "Koniec jest przed początkiem" in answer.text
    assert not Announcement.objects.exists()
    console.post(
        "/ogloszenia/",
        {**given, "shown_from": "2027-10-10T11:00", "shown_until": "2027-10-10T13:00"},
        headers=HOST,
    )
    assert BREAK in console.get("/ogloszenia/", headers=HOST).text
    assert BREAK in visit.get("/").text


def page(visit):
    return factories.words(visit.get("/stan/")).replace("\N{NO-BREAK SPACE}", " ")


def test_everyone_reads_until_when_voting_lasts(visit, edition):
    assert "trwa do 20 października 2027 r., godz. 11:59" in page(visit)


def test_a_pause_and_a_beginning_are_told(visit, edition):
    edition.paused_at = NOW - HOUR
    edition.save()
    assert "wstrzymane od 10 października 2027 r., godz. 11:00" in page(visit)
    opens = NOW + timedelta(days=5)
    StageWindow.objects.filter(stage=Stage.VOTING).update(opens_at=opens)
    assert "zacznie się 15 października 2027 r., godz. 12:00" in page(visit)
    StageWindow.objects.filter(stage=Stage.VOTING).delete()
    assert "teraz nie trwa" in page(visit)


@pytest.mark.parametrize(("ago", "late"), [(timedelta(minutes=9), False), (timedelta(minutes=11), True)])
def test_work_in_the_background_that_is_late_is_told(visit, edition, ago, late):
    cache.set(LAST_TICK, NOW - ago)
    assert ("opóźnione od" in page(visit)) is late
    assert ("na bieżąco" in page(visit)) is not late


def test_breaks_to_come_are_told_and_those_of_offices_are_not(visit, edition):
    told(shown_from=NOW + HOUR, shown_until=NOW + 2 * HOUR)
    assert BREAK in page(visit)
    withdraw_announcement(Announcement.objects.get(), act=OLA)
    told(for_residents=False, shown_from=NOW + HOUR, shown_until=NOW + 2 * HOUR)
    assert BREAK not in page(visit)
