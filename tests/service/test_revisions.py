"""A town's revision grows with whatever its pages hang on, and with nothing that comes with every vote."""

import time
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.factories import words
from wibo.bulletin.models import Kind, Text
from wibo.editions.models import Area, Edition, Pool, StageWindow
from wibo.results.models import Publication
from wibo.rulebook.people.pesel import Sex, make
from wibo.service.models import Announcement
from wibo.towns.models import Town
from wibo.voting.models import Extension, TwoPersonAct

NOW = factories.NOW
LATER = NOW + timedelta(hours=1)
WATCHED = import_module("wibo.service.migrations.0004_revisions").WATCHED
NEW = {
    "editions_edition": lambda edition, _: Edition(town=edition.town, year=2031, name="BO 2031", slug="2031"),
    "editions_stagewindow": lambda edition, _: StageWindow(
        edition=edition, stage="voting", channel="internet", opens_at=NOW, closes_at=LATER
    ),
    "editions_pool": lambda edition, _: Pool(edition=edition, name="Druga", amount=1_00, max_length=1),
    "editions_area": lambda edition, _: Area(edition=edition, name="Osiedle"),
    "voting_extension": lambda edition, _: Extension(
        edition=edition, before=NOW, until=LATER, reason="awaria", made_at=NOW
    ),
    "voting_twopersonact": lambda edition, user: TwoPersonAct(
        edition=edition, kind="pause", first=user, proposed_at=NOW, reason="awaria"
    ),
    "bulletin_text": lambda edition, _: Text(edition=edition, kind=Kind.DOCUMENT),
    "results_publication": lambda edition, _: Publication(
        edition=edition, published_at=NOW, published_by="Anna", runs=[], protests_until=NOW.date()
    ),
    "service_announcement": lambda _, __: Announcement(
        text="Przerwa", shown_from=NOW, shown_until=LATER, written_at=NOW, written_by="operator"
    ),
}


def revision(town):
    # On PostgreSQL it is counted at the end of the transaction, which here does not come.
    connection.check_constraints()
    return Town.objects.values_list("revision", flat=True).get(pk=town.pk)


def test_every_watched_table_is_tried_here():
    assert {one.table for one in WATCHED} == NEW.keys()


@pytest.mark.parametrize("table", NEW)
def test_a_new_row_revises_its_town(edition, cast, table, stranger_town):
    others = revision(stranger_town)
    before = revision(edition.town)
    row = NEW[table](edition, cast.anna)
    row.save()
    assert row._meta.db_table == table
    assert revision(edition.town) > before
    assert (revision(stranger_town) > others) is (table == "service_announcement")


@pytest.mark.parametrize(
    "table", ["editions_stagewindow", "editions_area", "bulletin_text", "service_announcement"]
)
def test_a_change_and_an_end_of_a_row_revise_its_town(edition, cast, table):
    row = NEW[table](edition, cast.anna)
    row.save()
    before = revision(edition.town)
    row.save()
    changed = revision(edition.town)
    assert changed > before
    row.delete()
    assert revision(edition.town) > changed


def test_a_pause_revises_its_town(edition):
    before = revision(edition.town)
    Edition.objects.filter(pk=edition.pk).update(paused_at=NOW, pause_reason="awaria")
    assert revision(edition.town) > before


def test_who_saves_a_town_with_an_old_number_revises_it_all_the_same(edition):
    town = Town.objects.get(pk=edition.town_id)
    Area(edition=edition, name="Osiedle").save()
    newest = revision(town)
    assert town.revision < newest
    town.colour = "#112233"
    town.save()
    assert revision(town) > newest


def test_votes_revise_nothing(visit, edition):
    """Else every vote would make all pages anew, and votes of a town would wait for each other."""
    Edition.objects.filter(pk=edition.pk).update(identity_kind="pesel-form")
    projects = factories.projects(factories.reload(edition), 100, 200)
    before = revision(edition.town)
    choose = f"/glosowanie/wybor/{projects[0].pool_id}/"
    number = make(NOW.date().replace(year=1960), 1, Sex.MALE)
    visit.post("/glosowanie/kim-jestes/", {"pesel": number, "declared": "on"})
    visit.post(choose, {"projekt": ["1"]})
    visit.post("/glosowanie/oddaj/")
    assert "Głos przyjęty" in words(visit.get("/glosowanie/przyjety/"))
    assert revision(edition.town) == before


@pytest.fixture
def moment(settings):
    """So long is a town's row remembered, and what is made of it a hundred times as long."""
    settings.REMEMBER_SECONDS = 0.05
    return lambda: time.sleep(0.06)


def test_a_page_of_a_town_that_has_not_changed_asks_for_its_row_alone(visit, edition, moment):
    factories.projects(edition, 100)
    visit.get("/glosowanie/kim-jestes/")
    moment()
    with CaptureQueriesContext(connection) as captured:
        visit.get("/glosowanie/kim-jestes/")
    assert [
        query["sql"].split('"')[-2] for query in captured.captured_queries if "towns_town" in query["sql"]
    ]
    assert len(captured.captured_queries) == 1


def test_a_change_is_seen_a_moment_later(visit, edition, moment):
    factories.projects(edition, 100)
    assert "Dokumenty" not in words(visit.get("/glosowanie/kim-jestes/"))
    Text(edition=edition, kind=Kind.DOCUMENT, is_public=True).save()
    revision(edition.town)
    moment()
    assert "Dokumenty" in words(visit.get("/glosowanie/kim-jestes/"))


def test_a_date_that_passes_is_seen_at_once(visit, edition, moment, monkeypatch):
    """Nothing has changed but the clock."""
    factories.projects(edition, 100)
    visit.get("/glosowanie/kim-jestes/")
    end = StageWindow.objects.get(edition=edition, stage="voting").closes_at
    monkeypatch.setattr("django.utils.timezone.now", lambda: end)
    assert 'name="declared"' not in visit.get("/glosowanie/kim-jestes/").content.decode()


def test_a_page_about_one_edition_never_bears_the_frame_of_another(visit, edition, moment):
    """An error is told before the address is read for its edition: its page is about the main one."""
    factories.projects(edition, 100)
    beside = factories.edition(
        edition.town, year=2027, name="BO szkolny", is_beside=True, slug="szkolny", identity_kind="pesel-form"
    )
    factories.projects(factories.reload(beside), 100)
    Edition.objects.filter(pk=beside.pk).update(in_preparation=False)
    path = f"/edycja/{beside.slug}/glosowanie/"
    assert visit.get(f"{path}", x="\0").status_code == 400
    page = words(visit.get(path))
    assert "BO szkolny" in page
    assert "Główny budżet" in page
