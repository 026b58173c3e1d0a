"""A list of the ballot: points beside names that say all, what is too much, and nothing lost on the way."""

import re

import pytest

from tests import factories
from tests.voting.test_vote_types import enter
from wibo.editions.models import Pool
from wibo.voting.models import Envelope

POINTS = {"vote_type": "cumulative", "max_length": None, "max_sum_points": 10, "max_points": 6}


@pytest.fixture
def spread(town, visit):
    """Points to spread over three projects; a voter inside."""
    return within(town, visit, POINTS)


@pytest.fixture
def ticked(town, visit):
    """At most two of three projects; a voter inside."""
    return within(town, visit, {"vote_type": "approval", "max_length": 2})


def within(town, visit, values):
    edition = factories.edition(town)
    Pool.objects.filter(edition=edition).update(**values)
    factories.projects(factories.reload(edition), 10_00, 20_00, 30_00)
    enter(visit)
    return f"/glosowanie/wybor/{factories.reload(edition).pools.first().pk}/"


def followed(visit, path, sent):
    """Where the answer leads, and the page there."""
    answer = visit.post(path, sent)
    assert answer.status_code == 302
    where = answer["Location"]
    parts = re.fullmatch(r"([^?#]*)(?:\?(\w+)=(\w+))?(?:#.*)?", where)
    return where, visit.get(parts[1], **({parts[2]: parts[3]} if parts[2] else {})).content.decode()


def values(page):
    """What the fields of points hold, by project."""
    return {
        field["name"]: field["value"]
        for field in re.finditer(r'name="p-(?P<name>\d+)".*?value="(?P<value>\d*)"', page, re.DOTALL)
    }


def test_a_press_of_plus_adds_a_point_and_keeps_all_others(visit, spread):
    where, page = followed(visit, spread, {"p-1": "2", "p-2": "3", "wiecej": "2"})
    assert "#p" in where
    assert values(page) == {"1": "2", "2": "4", "3": ""}
    assert "Popraw ten wybór" not in page


def test_a_press_of_minus_takes_a_point_and_never_goes_below_none(visit, spread):
    _, page = followed(visit, spread, {"p-1": "1", "p-2": "3", "mniej": "1"})
    assert values(page) == {"1": "", "2": "3", "3": ""}
    _, page = followed(visit, spread, {"p-2": "3", "mniej": "1"})
    assert values(page) == {"1": "", "2": "3", "3": ""}


def test_a_button_of_a_project_that_is_not_on_the_list_does_nothing(visit, spread):
    assert visit.post(spread, {"p-1": "6", "p-2": "4", "wiecej": "77"})["Location"] == "/glosowanie/sprawdz/"


def test_enter_in_a_field_keeps_the_choice_and_stays(visit, spread):
    where, page = followed(visit, spread, {"p-1": "6", "p-2": "4", "zostan": "1"})
    assert where.startswith(spread)
    assert values(page) == {"1": "6", "2": "4", "3": ""}
    # What was only kept is not yet chosen: the way on leads back here.
    assert visit.get("/glosowanie/sprawdz/")["Location"] == spread


def test_a_fault_names_the_project_and_leads_to_its_field(visit, spread):
    _, page = followed(visit, spread, {"p-1": "7"})
    assert values(page) == {"1": "7", "2": "", "3": ""}
    link = re.search(r'<a class="ds-link" href="#(p\d+)">([^<]*)</a>', page)
    assert link[2] == "Projekt nr 1, „Projekt 1”: 7 to za dużo. Jeden projekt może dostać punktów najwyżej 6."
    assert f'id="{link[1]}"' in page


def test_points_in_words_are_shown_again_as_they_were_typed(visit, spread):
    answer = visit.post(spread, {"p-1": "dwa", "p-2": "3"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'value="dwa"' in page
    assert "wpisz liczbę punktów cyframi" in page


def test_too_many_points_in_all_say_by_how_many(visit, spread):
    _, page = followed(visit, spread, {"p-1": "6", "p-2": "6"})
    assert "Za dużo punktów: rozdano 12, a jest 10. Odejmij 2." in page


def test_too_many_ticks_stay_ticked_and_do_not_reach_the_review(visit, ticked):
    _, page = followed(visit, ticked, {"projekt": ["1", "2", "3"]})
    assert len(re.findall(r"\bchecked\b", page)) == 3
    assert visit.get("/glosowanie/sprawdz/")["Location"] == ticked
    visit.post("/glosowanie/oddaj/")
    assert not Envelope.objects.exists()


def test_a_field_of_points_says_to_a_reader_number_title_price_and_most(visit, spread):
    page = visit.get(spread).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    label = re.search(r'<label for="p\d+">(.*?)</label>', page, re.DOTALL)[1]
    said = " ".join(re.sub(r"<[^>]*>", " ", label).split())
    assert said == "Punkty, nr 1: Projekt 1 , 10 zł, najwyżej 6"


def test_the_review_tells_unused_points(visit, spread):
    visit.post(spread, {"p-1": "4"})
    page = " ".join(visit.get("/glosowanie/sprawdz/").content.decode().split())
    assert "Rozdano punktów: 4 z 10." in page
    assert "Możesz dać jeszcze 6." in page


def test_who_has_voted_at_home_ends_with_a_clean_browser(visit, ticked):
    visit.post(ticked, {"projekt": ["1"]})
    visit.post("/glosowanie/oddaj/")
    assert "Zakończ i wyczyść" in visit.get("/glosowanie/przyjety/").content.decode()
    # Back to the beginning: the vote is not forgotten, and the receipt still there.
    assert "Z tej przeglądarki głos jest już oddany" in visit.get("/glosowanie/").content.decode()
    assert "Głos przyjęty" in visit.get("/glosowanie/przyjety/").content.decode()
    assert visit.post("/glosowanie/nastepna-osoba/")["Location"] == "/"
    assert visit.get("/glosowanie/przyjety/").status_code == 302
    assert "głos jest już oddany" not in visit.get("/glosowanie/").content.decode()


def test_who_voted_already_gets_a_calm_page_with_whom_to_ask(visit, ticked, town):
    town.contact_phone = "55 000 00 12"
    town.save()
    visit.post(ticked, {"projekt": ["1"]})
    visit.post("/glosowanie/oddaj/")
    visit.post("/glosowanie/nastepna-osoba/")
    enter(visit)
    page = visit.get("/glosowanie/nie-przyjeto/").content.decode()
    assert "Błąd" not in page
    assert "Głos tej osoby jest już oddany" in page
    assert "55 000 00 12" in page


def test_the_field_that_is_wrong_says_so_to_a_reader_and_the_summary_takes_the_focus(visit, spread):
    _, page = followed(visit, spread, {"p-1": "3", "p-2": "7"})
    wrong = re.findall(r'<input[^>]*name="p-(\d)"[^>]*aria-invalid="true" aria-describedby="es"', page)
    assert wrong == ["2"]
    # The address ends in #es: what it names must be able to take the focus, or the browser takes it from the script.
    assert re.search(r'<div class="ds-error-summary" id="es" tabindex="-1"', page)
