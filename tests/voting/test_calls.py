"""What a ballot costs, in calls of functions: a count that a busy machine does not change, as its seconds would.

The limits stand a tenth above what was counted when they were set, by the dearer engine. Whoever makes a page dearer learns it
here; whoever makes it cheaper lowers its limit.
"""

import cProfile

import pytest
from django.test import Client

from tests import factories
from tests.ui.test_holes import PAGES
from wibo.memory import forget
from wibo.rulebook.people.pesel import Sex, make

# By page, for a ballot of three projects.
LIMITS = {
    "identity, form": 1900,
    "identity, sent": 3650,
    "choices, form": 1850,
    "choices, sent": 3200,
    "review": 3300,
    "cast": 5350,
    "receipt": 1770,
    "front page": 740,
}


def calls(act):
    """How many functions the act calls, those of libraries and built in, too."""
    profiler = cProfile.Profile()
    profiler.enable()
    response = act()
    profiler.disable()
    assert response.status_code in (200, 302), response.status_code
    return sum(entry.callcount for entry in profiler.getstats())


@pytest.fixture
def counted(visit, town, settings):
    """The calls of each page, once everything is remembered that may be."""
    settings.REMEMBER_SECONDS = 60
    forget("rows")
    edition = factories.edition(town, identity_kind="pesel-form")
    projects = factories.projects(edition, 100, 200, 300)
    choose = f"/glosowanie/wybor/{projects[0].pool_id}/"

    def walk(number):
        visit.client = Client()
        # A new client makes its middleware with its first request.
        visit.get("/herb.svg")
        born = factories.NOW.date().replace(year=1960)
        said = {"pesel": make(born, number, Sex.MALE), "declared": "on"}
        found = {"front page": calls(lambda: visit.get("/"))}
        found["identity, form"] = calls(lambda: visit.get(PAGES[0]))
        own = {**visit.hidden(PAGES[0]), **said}
        found["identity, sent"] = calls(lambda: visit.post(PAGES[0], own))
        found["choices, form"] = calls(lambda: visit.get(choose))
        own = {**visit.hidden(choose), "projekt": ["1", "2"]}
        found["choices, sent"] = calls(lambda: visit.post(choose, own))
        found["review"] = calls(lambda: visit.get(PAGES[2]))
        own = visit.hidden(PAGES[2])
        found["cast"] = calls(lambda: visit.post("/glosowanie/oddaj/", own))
        found["receipt"] = calls(lambda: visit.get(PAGES[3]))
        return found

    walk(1)
    return walk(2)


def test_no_page_of_a_ballot_calls_more_functions_than_when_it_was_measured(counted):
    assert counted.keys() == LIMITS.keys()
    assert {page: count for page, count in counted.items() if count > LIMITS[page]} == {}
