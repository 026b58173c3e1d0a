"""What is put aside stays in the browser, is shown on the ballot as a help, and goes when the booth is wiped."""

import pytest

from tests import factories
from tests.moments import NOW
from tests.voting.test_vote_types import enter
from wibo.journal.acts import Act
from wibo.voting.ballot.freezing import strike
from wibo.voting.ballot.shortlist import COOKIE, MOST
from wibo.voting.models import Project


@pytest.fixture
def ballot(edition):
    factories.projects(edition, *[1_000_00] * 15)
    return list(Project.objects.in_order())


def put(visit, project, **more):
    return visit.post(
        "/porownanie/zmien/", {"projekt": project.pk, "dodaj": "", "skad": "/projekty/", **more}
    )


def kept(visit):
    return [int(key) for key in visit.client.cookies[COOKIE].value.split(".") if key]


def test_a_project_is_put_aside_and_taken_back(visit, ballot):
    answer = put(visit, ballot[2])
    assert answer["Location"] == f"/projekty/#projekt-{ballot[2].pk}"
    put(visit, ballot[0])
    put(visit, ballot[0])
    assert kept(visit) == [ballot[2].pk, ballot[0].pk]
    page = factories.words(visit.get("/porownanie/"))
    assert page.index(f"{ballot[0].number}. ") < page.index(f"{ballot[2].number}. ")
    visit.post("/porownanie/zmien/", {"projekt": ballot[2].pk, "zdejmij": "", "skad": "/porownanie/"})
    assert kept(visit) == [ballot[0].pk]


def test_the_list_is_emptied_in_one_act(visit, ballot):
    put(visit, ballot[0])
    visit.post("/porownanie/zmien/", {"skad": "/porownanie/"})
    assert kept(visit) == []
    assert "Nic tu jeszcze nie ma." in factories.words(visit.get("/porownanie/"))


def test_it_holds_so_many_and_no_more(visit, ballot):
    for project in ballot:
        put(visit, project)
    assert len(kept(visit)) == MOST == 12


def test_nobody_is_led_to_another_site(visit, ballot):
    for where in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"):
        assert put(visit, ballot[0], skad=where)["Location"].startswith("/porownanie/")


def test_a_cookie_of_rubbish_is_an_empty_list(visit, ballot):
    visit.client.cookies[COOKIE] = "x.9999999999.-1.<b>"
    assert "Nic tu jeszcze nie ma." in factories.words(visit.get("/porownanie/"))
    assert visit.get("/projekty/").status_code == 200


def test_a_struck_project_is_not_compared(visit, ballot):
    put(visit, ballot[0])
    strike(ballot[0], "droga powiatowa", act=Act("Anna", NOW))
    assert "Nic tu jeszcze nie ma." in factories.words(visit.get("/porownanie/"))


def test_the_card_says_what_is_aside(visit, ballot):
    put(visit, ballot[0])
    page = visit.get("/projekty/").text
    assert page.count("Zdejmij z porównania") == 1
    assert page.count("+ Do porównania") == 14


def test_the_ballot_shows_what_was_put_aside_and_marks_nothing(visit, ballot):
    put(visit, ballot[4])
    enter(visit)
    page = visit.get(f"/glosowanie/wybor/{ballot[4].pool_id}/").text
    assert "Odłożone do porównania" in page
    assert f'href="#projekt-{ballot[4].pk}"' in page
    assert "checked" not in page


def test_it_goes_with_the_booth(visit, ballot):
    put(visit, ballot[0])
    visit.post("/glosowanie/nastepna-osoba/")
    assert kept(visit) == []


def test_another_site_puts_nothing_before_a_voter(visit, ballot):
    answer = visit.client.post(
        "/porownanie/zmien/",
        {"projekt": ballot[0].pk, "dodaj": ""},
        headers={"host": visit.host, "origin": "https://evil.example"},
    )
    assert answer["Location"] == "/porownanie/"
    assert COOKIE not in visit.client.cookies


def test_a_full_list_says_so(visit, ballot):
    for project in ballot[:12]:
        put(visit, project)
    put(visit, ballot[12])
    assert "Lista do porównania jest pełna." in factories.words(visit.get("/porownanie/"))


def test_once_voting_is_over_there_is_nothing_to_compare(visit, ballot):
    factories.only_stages(ballot[0].edition)
    page = visit.get("/projekty/").text
    assert "Do porównania" not in page
    assert "/porownanie/" not in page
