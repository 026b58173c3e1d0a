"""Both catalogues: sifted, ordered and mapped as the address says, in the edition that it names, in constant queries."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from tests import factories
from tests.moments import NOW
from wibo.editions.asking import name_categories
from wibo.editions.mapping import add_layer
from wibo.editions.models import Category
from wibo.journal.acts import Act
from wibo.proposals.models import Proposal
from wibo.results.actions.publishing import publish
from wibo.voting.ballot.freezing import draw_up_ballot, freeze

ANNA = Act("Anna", NOW)
COSTS = (60_000_00, 50_000_00, 30_000_00)


@pytest.fixture
def ideas(edition, cast):
    """Three of two categories, each in its place; a street on the map."""
    name_categories(edition, ["Zieleń", "Sport"], act=ANNA, reason="x")
    kinds = [Category.objects.get(name=name) for name in ("Zieleń", "Sport")]
    factories.judged(
        edition,
        cast,
        *COSTS,
        place=lambda at: {"type": "Point", "coordinates": [17.1, 51.1 + at / 100]},
        category=lambda at: kinds[at % 2],
    )
    street = {"type": "LineString", "coordinates": [[17, 51], [17.3, 51.3]]}
    layer = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {}, "geometry": street}],
    }
    add_layer(edition, "street", "Ulice", json.dumps(layer), act=ANNA, reason="x")
    return edition


@pytest.fixture
def published(ideas):
    edition = factories.counted(ideas, (3, 1, 2), (3, 1), (3,))
    publish(edition, act=ANNA)
    return edition


def found(answer):
    """The ideas of the list in their order, without those on the map."""
    page = re.sub(
        r'<aside class="beside-map".*?</aside>|aria-label="[^"]*"', "", answer.text, flags=re.DOTALL
    )
    return [
        int(number) for number in re.findall(r"Pomysł (\d)", page.replace("&nbsp;", " ").replace("\xa0", " "))
    ]


@pytest.mark.parametrize("path", ["/wnioski/", "/projekty/"])
def test_a_list_is_sifted_by_the_highest_cost(visit, published, path):
    assert found(visit.get(path, koszt="50 000,00")) == [2, 3]
    assert found(visit.get(path, koszt="49 999,99")) == [3]


@pytest.mark.parametrize("path", ["/wnioski/", "/projekty/"])
def test_a_cost_that_is_none_sifts_nothing_and_says_so(visit, published, path):
    answer = visit.get(path, koszt="dużo", pula="x", kategoria="x", kolejnosc="x", edycja="x")
    assert found(answer) == [1, 2, 3]
    assert "Wpisz kwotę w złotych" in factories.words(answer)


def test_a_search_stays_in_the_list_that_was_chosen(visit, published):
    page = visit.get("/wnioski/", lista="dopuszczone", szukaj="Pomysł").text
    assert re.search(r'<input type="hidden" name="lista"[^>]*value="dopuszczone"', page.replace("\n", " "))


def test_proposals_are_sifted_by_category(visit, published):
    sport = Category.objects.get(name="Sport")
    assert found(visit.get("/wnioski/", kategoria=sport.pk)) == [1, 3]


def test_projects_are_sifted_by_category(visit, published):
    assert found(visit.get("/projekty/", kategoria="Sport")) == [1, 3]


@pytest.mark.parametrize("path", ["/wnioski/", "/projekty/"])
def test_a_list_stands_in_the_order_that_was_asked_for(visit, published, path):
    assert found(visit.get(path, kolejnosc="od-najtanszych")) == [3, 2, 1]
    assert found(visit.get(path, kolejnosc="od-najdrozszych")) == [1, 2, 3]


def test_projects_stand_in_the_order_of_the_result(visit, published):
    assert found(visit.get("/projekty/", kolejnosc="wynik")) == [3, 1, 2]


def test_before_there_is_a_result_nobody_can_order_by_it(visit, ideas):
    draw_up_ballot(ideas, act=ANNA)
    freeze(ideas, act=ANNA)
    answer = visit.get("/projekty/", kolejnosc="wynik")
    assert "Według wyniku" not in answer.text
    assert found(answer) == [1, 2, 3]


@pytest.mark.parametrize(("path", "where"), [("/wnioski/", "/wnioski/"), ("/projekty/", "/projekty/")])
def test_the_map_shows_what_the_list_does(visit, published, path, where):
    page = visit.get(path, koszt="30000").text
    assert page.count('<circle class="place') == 1
    assert re.search(rf'<a href="{where}\d+/" aria-label="Nr 3, Pomysł 3">', page)


def test_an_earlier_edition_is_read_by_the_same_lists(visit, published, cast):
    factories.only_stages(published)
    newer = factories.edition(published.town, year=2028, stages=())
    assert found(visit.get("/wnioski/")) == []
    for path in ("/wnioski/", "/projekty/"):
        assert found(visit.get(path, edycja=published.pk)) == [1, 2, 3]
    assert found(visit.get("/projekty/", edycja=published.pk, kolejnosc="wynik")) == [3, 1, 2]
    listed = visit.get("/wyniki/").text
    assert f"/projekty/?edycja={published.pk}" in listed
    assert f"edycja={newer.pk}" not in listed


def test_an_edition_of_another_town_is_none(visit, published, stranger_town):
    with scope(town=stranger_town):
        foreign = factories.edition(stranger_town)
    assert found(visit.get("/wnioski/", edycja=foreign.pk)) == [1, 2, 3]


@pytest.mark.parametrize("path", ["/wnioski/", "/projekty/"])
def test_as_many_queries_however_many_rows(visit, published, cast, path):
    visit.get(path)
    with CaptureQueriesContext(connection) as few:
        visit.get(path)
    for at in range(4, 12):
        row = Proposal.objects.get(number="1")
        row.pk, row.number, row.draft_key = None, str(at), ""
        row.save()
    with CaptureQueriesContext(connection) as many:
        visit.get(path)
    assert len(many) == len(few)


def test_the_menu_offers_what_there_is(visit, edition, ideas):
    menu = visit.get("/kontakt/").text.partition('class="menu"')[2].partition("</nav>")[0]
    assert "Wnioski" in menu
    for label in ("Projekty", "Głosowanie", "Wyniki", "Realizacja"):
        assert label not in menu


def test_once_there_is_a_result_the_menu_leads_to_it(visit, published):
    menu = visit.get("/kontakt/").text.partition('class="menu"')[2].partition("</nav>")[0]
    for label in ("Projekty", "Głosowanie", "Wyniki", "Realizacja"):
        assert label in menu
