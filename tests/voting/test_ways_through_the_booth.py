"""Time runs out, another person sits down, a staffed computer: choices stay with their person and with nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from tests.moments import NOW
from wibo.voting.models import Envelope, Project

MARIA = {
    "first_name": "Maria",
    "surname": "Lis",
    "birth_date": "05.05.1970",
    "address": "Długa 1",
    "declared": "on",
}
JAN = MARIA | {"first_name": "Jan"}


@pytest.fixture
def booth(visit, edition, monkeypatch):
    factories.projects(edition, 10_00, 20_00)
    visit.pool = f"/glosowanie/wybor/{edition.pools.first().pk}/"
    visit.later = lambda **wait: monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(**wait))
    visit.post("/glosowanie/kim-jestes/", MARIA)
    visit.post(visit.pool, {"projekt": ["2"]})
    return visit


def chosen(page):
    return 'value="2"' in page and "checked" in page.split('value="2"')[1].split(">")[0]


def test_after_an_hour_the_same_person_finds_her_choices(booth):
    booth.later(minutes=61)
    page = booth.get("/glosowanie/sprawdz/", follow=True)
    assert page.status_code == 302
    assert "Twoje wybory są zachowane" in booth.get("/glosowanie/kim-jestes/").content.decode()
    booth.post("/glosowanie/kim-jestes/", MARIA)
    assert chosen(booth.get(booth.pool).content.decode())
    booth.post("/glosowanie/oddaj/")
    assert Envelope.objects.count() == 1


def test_another_person_at_the_same_screen_finds_nothing(booth):
    booth.get("/glosowanie/")
    assert booth.get("/glosowanie/sprawdz/").status_code == 302
    booth.post("/glosowanie/kim-jestes/", JAN)
    assert not chosen(booth.get(booth.pool).content.decode())


def test_after_four_hours_nothing_is_left(booth):
    booth.later(hours=4, minutes=1)
    booth.post("/glosowanie/kim-jestes/", MARIA)
    assert not chosen(booth.get(booth.pool).content.decode())


def test_a_station_forgets_a_voter_after_ten_minutes_and_at_the_button(visit, edition, monkeypatch):
    factories.projects(edition, 10_00, 20_00)
    pool = f"/glosowanie/wybor/{edition.pools.first().pk}/"
    assert "Nie loguj się" in visit.get("/glosowanie/stanowisko/").content.decode()
    visit.post("/glosowanie/stanowisko/")
    assert "jest stanowiskiem" in visit.get("/glosowanie/stanowisko/").content.decode()
    visit.post("/glosowanie/kim-jestes/", MARIA)
    visit.post(pool, {"projekt": ["1"]})
    visit.post("/glosowanie/oddaj/")
    assert "Zakończ. Następna osoba" in visit.get("/glosowanie/przyjety/").content.decode()
    visit.post("/glosowanie/nastepna-osoba/")
    assert visit.get("/glosowanie/przyjety/").status_code == 302
    assert not visit.client.cookies["booth"].value if "booth" in visit.client.cookies else True
    visit.post("/glosowanie/kim-jestes/", JAN)
    visit.post(pool, {"projekt": ["2"]})
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=11))
    visit.post("/glosowanie/kim-jestes/", JAN)
    assert not chosen(visit.get(pool).content.decode())


def test_kinds_of_projects_can_be_picked_from(visit, edition):
    pool = edition.pools.first()
    for at, kind in enumerate(("zieleń", "sport"), start=7):
        Project(edition=edition, pool=pool, number=str(at), title=f"P{at}", cost=1, category=kind).save()
    factories.projects(edition, 10_00)
    visit.post("/glosowanie/kim-jestes/", MARIA)
    page = visit.get(f"/glosowanie/wybor/{pool.pk}/").content.decode()
    assert '<option lang="pl">sport</option>' in page
    assert 'data-category="zieleń"' in page
