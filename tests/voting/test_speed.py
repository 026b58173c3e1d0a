"""What a busy evening costs: queries of the booth's pages stay few, however long the ballot."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from wibo.journal.acts import Act
from wibo.rulebook.people.pesel import Sex, make
from wibo.voting.ballot.freezing import strike
from wibo.voting.models import Project

OWN = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def queries(act):
    with CaptureQueriesContext(connection) as captured:
        response = act()
    assert response.status_code in (200, 302)
    return sum(not query["sql"].startswith(OWN) for query in captured.captured_queries)


@pytest.fixture
def inside(visit, town, settings):
    """A voter who has chosen, as in production: rows are remembered for two seconds."""

    def vote(projects, at):
        settings.REMEMBER_SECONDS = 2
        edition = factories.edition(town, identity_kind="pesel-form", year=2027 + at)
        made = factories.projects(edition, *range(100, 100 + projects))
        pool = f"/glosowanie/wybor/{made[0].pool_id}/"
        number = make(factories.NOW.date().replace(year=1960), at, Sex.MALE)
        visit.client.cookies.clear()
        visit.post("/glosowanie/kim-jestes/", {"pesel": number, "declared": "on"})
        reading = queries(lambda: visit.get(pool))
        visit.post(pool, {"projekt": ["1", "2"]})
        return reading

    return vote


def test_the_cast_is_one_statement_on_postgresql(visit, inside):
    """Here with another, which a process asks once for a ballot: whether it is the one that was frozen."""
    inside(5, 0)
    fields = visit.hidden("/glosowanie/sprawdz/")
    own = 2 if connection.vendor == "postgresql" else 5
    assert queries(lambda: visit.post("/glosowanie/oddaj/", fields)) <= own
    assert "Głos przyjęty" in visit.get("/glosowanie/przyjety/").content.decode()


def test_who_says_who_they_are_costs_three_queries(visit, town, settings):
    settings.REMEMBER_SECONDS = 60
    factories.projects(factories.edition(town, identity_kind="pesel-form"), 100)
    visit.get("/glosowanie/kim-jestes/")
    said = {"pesel": make(factories.NOW.date().replace(year=1960), 7, Sex.MALE), "declared": "on"}
    fields = {**visit.hidden("/glosowanie/kim-jestes/"), **said}
    assert queries(lambda: visit.post("/glosowanie/kim-jestes/", fields)) <= 3


def test_a_page_of_a_moment_ago_asks_the_database_nothing(visit, town, settings):
    settings.REMEMBER_SECONDS = 60
    factories.edition(town)
    visit.get("/")
    assert queries(lambda: visit.get("/")) == 0


@pytest.mark.parametrize("projects", [3, 60])
def test_a_longer_ballot_takes_no_more_queries(inside, projects):
    assert inside(projects, 0) <= 7


def test_what_is_remembered_of_the_first_page_is_the_form(visit, town):
    factories.projects(factories.edition(town, identity_kind="pesel-form"), 100)
    for _ in range(2):
        page = visit.get("/glosowanie/kim-jestes/").content.decode()
        assert 'name="pesel"' in page
        assert 'name="declared"' in page


def test_a_remembered_list_loses_a_struck_project(visit, town):
    edition = factories.edition(town, identity_kind="pesel-form")
    made = factories.projects(edition, 100, 200)
    pool = f"/glosowanie/wybor/{made[0].pool_id}/"
    number = make(factories.NOW.date().replace(year=1960), 1, Sex.MALE)
    visit.post("/glosowanie/kim-jestes/", {"pesel": number, "declared": "on"})
    assert f'id="p{made[1].pk}"' in visit.get(pool).content.decode()
    strike(made[1], "Brak działki.", act=Act("Anna Wilczek", factories.NOW))
    assert f'id="p{made[1].pk}"' not in visit.get(pool).content.decode()
    assert f'id="p{made[0].pk}"' in visit.get(pool).content.decode()


def test_numbers_in_attributes_are_plain_however_large(visit, town):
    edition = factories.edition(town, identity_kind="pesel-form")
    pool = edition.pools.first()
    Project(pk=1_234_567, edition=edition, pool=pool, number="7", title="Drogi", cost=1_250_000_00).save()
    factories.projects(edition, 100)
    number = make(factories.NOW.date().replace(year=1960), 1, Sex.MALE)
    visit.post("/glosowanie/kim-jestes/", {"pesel": number, "declared": "on"})
    page = visit.get(f"/glosowanie/wybor/{pool.pk}/").content.decode()
    assert 'id="p1234567"' in page
    assert 'for="p1234567"' in page
    assert 'data-cost="125000000"' in page
