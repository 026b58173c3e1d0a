"""Who leaves the booth at a shared screen, or begins anew beside it: the next person gets neither choices nor a cast."""

import re

import pytest

from tests import factories
from wibo.rulebook.people.pesel import Sex, make


@pytest.fixture
def inside(visit, town):
    """A voter who has chosen, at the last page."""
    edition = factories.edition(town, identity_kind="pesel-form")
    projects = factories.projects(edition, 100, 200)
    choose = f"/glosowanie/wybor/{projects[0].pool_id}/"
    number = make(factories.NOW.date().replace(year=1960), 5, Sex.MALE)
    visit.post("/glosowanie/kim-jestes/", {"pesel": number, "declared": "on"})
    visit.post(choose, {"projekt": ["1"]})
    return visit.get("/glosowanie/sprawdz/").text


def test_the_link_that_interrupts_shuts_the_booth(visit, inside):
    where = re.search(r'href="([^"]+)">Przerwij głosowanie', inside)[1]
    visit.get(where)
    answer = visit.get("/glosowanie/sprawdz/")
    assert answer["Location"] == "/glosowanie/kim-jestes/"


def test_who_began_anew_is_not_told_that_an_hour_has_passed(visit, inside):
    visit.get("/glosowanie/")
    visit.get("/glosowanie/sprawdz/")
    said = factories.words(visit.get("/glosowanie/kim-jestes/"))
    assert "zaczęto od początku" in said
    assert "Minęła godzina" not in said
