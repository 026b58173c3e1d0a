"""Pages put together from what is the same for all and what is one person's: each gets their own, and nothing of another's."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from wibo.memory import forget
from wibo.rulebook.people.pesel import Sex, make

PAGES = ("/glosowanie/kim-jestes/", "{choose}", "/glosowanie/sprawdz/", "/glosowanie/przyjety/")
_OWN = re.compile(r'value="(\w{32,64})"|<strong>([0-9A-Z ]{29})</strong>')


@pytest.fixture
def ballot(visit, town):
    edition = factories.edition(town, identity_kind="pesel-form")
    return edition, factories.projects(edition, 100, 200, 300)


def walk(visit, ballot, number, chosen):
    """A whole ballot in a browser of its own; the text of each page."""
    _, projects = ballot
    choose = f"/glosowanie/wybor/{projects[0].pool_id}/"
    visit.client = Client()
    pages = [visit.get(PAGES[0]).text]
    visit.post(
        PAGES[0], {"pesel": make(factories.NOW.date().replace(year=1960), number, Sex.MALE), "declared": "on"}
    )
    pages.append(visit.get(choose).text)
    visit.post(choose, {"projekt": chosen})
    pages.append(visit.get(PAGES[2]).text)
    visit.post("/glosowanie/oddaj/")
    pages.append(visit.get(PAGES[3]).text)
    return pages


def without_own(page):
    return _OWN.sub("", page)


def test_each_voter_gets_their_own_from_the_same_page(visit, ballot, settings):
    made = walk(visit, ballot, 1, ["1", "2"])
    settings.REMEMBER_SECONDS = 60
    forget("rows")
    first, second = walk(visit, ballot, 2, ["1", "2"]), walk(visit, ballot, 3, ["1", "2"])
    for fresh, one, other in zip(made, first, second, strict=True):
        assert without_own(fresh) == without_own(one) == without_own(other)
        own, others = set(_OWN.findall(one)), set(_OWN.findall(other))
        assert own
        assert not own & others
        assert "\ue000" not in one


def test_what_one_chose_is_on_no_other_page(visit, ballot, settings):
    settings.REMEMBER_SECONDS = 60
    _, projects = ballot
    for number, chosen in enumerate((["1"], ["2", "3"], ["3"]), 10):
        pages = walk(visit, ballot, number, chosen)
        assert f'href="/glosowanie/wybor/{projects[0].pool_id}/"' in pages[2]
        assert "&lt;" not in "".join(pages)
        for project in projects:
            assert (f"{project.number}. {project.title}" in pages[2]) == (project.number in chosen)
        # Who goes back finds their own choice, and who comes next an empty list.
        assert " checked" not in pages[1]
        assert "Głos przyjęty" in pages[3]


def test_words_of_another_language_and_another_edition_are_their_own(visit, ballot, settings):
    settings.REMEMBER_SECONDS = 60
    polish = visit.get(PAGES[0]).text
    visit.client.cookies["jezyk"] = "en"
    english = visit.get(PAGES[0]).text
    assert "Kim jesteś" in polish
    assert "Kim jesteś" not in english
    visit.client = Client()
    assert without_own(visit.get(PAGES[0]).text) == without_own(polish)


def test_who_was_told_something_gets_a_page_made_for_them(visit, ballot, settings, monkeypatch):
    settings.REMEMBER_SECONDS = 60
    visit.get(PAGES[0])
    visit.post(
        PAGES[0], {"pesel": make(factories.NOW.date().replace(year=1960), 30, Sex.MALE), "declared": "on"}
    )
    monkeypatch.setattr(timezone, "now", lambda: factories.NOW + timedelta(minutes=61))
    assert visit.get(PAGES[2])["Location"] == PAGES[0]
    assert "Minęła godzina" in visit.get(PAGES[0]).text
    visit.client = Client()
    assert "Minęła godzina" not in visit.get(PAGES[0]).text


def test_a_form_that_came_back_shows_what_is_wrong_with_it(visit, ballot, settings):
    settings.REMEMBER_SECONDS = 60
    visit.get(PAGES[0])
    assert "Popraw" in factories.words(visit.post(PAGES[0], {"pesel": "123"}))
    assert "Popraw" not in factories.words(visit.get(PAGES[0]))
