"""A published result reaches every page and letter about a project, and nothing does before."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.moments import NOW
from wibo.journal.acts import Act
from wibo.letters.models import Letter
from wibo.proposals.models import Proposal
from wibo.results.actions.counting import count_all
from wibo.results.actions.publishing import publish, revise
from wibo.voting.ballot.freezing import draw_up_ballot, freeze, strike
from wibo.voting.models import Project

ANNA = Act("Anna", NOW)
COSTS = (60_000_00, 50_000_00, 30_000_00)


@pytest.fixture
def counted(edition, cast):
    """Of proposals 1, 2 and 3 (60 000, 50 000 and 30 000 zł of 100 000) 1 and 3 win with 3 and 1 votes; 2 has 2."""
    factories.judged(edition, cast, *COSTS)
    edition = factories.counted(edition, (1, 2, 3), (1, 2), (1,))
    Letter.objects.all().delete()
    return edition


def pages(visit, edition, cast):
    """What is said of proposal 2 where everyone and its author look."""
    lost = Proposal.objects.get(number="2")
    project = lost.project
    everyone = ["/", "/wnioski/", f"/wnioski/{lost.pk}/", "/projekty/"]
    visit.client.logout()
    found = {path: plain(visit.get(path)) for path in everyone}
    found["own"] = plain(visit.as_(cast.maria).get(f"/moje/{lost.pk}/"))
    assert visit.get(f"/projekty/{project.pk}/")["Location"] == f"/wnioski/{lost.pk}/"
    return found


def plain(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).replace("\xa0", " ").split())


def test_before_it_is_published_no_page_tells_a_result(visit, counted, cast):
    for page in pages(visit, counted, cast).values():
        assert not re.search(r"\b(Wybrany|Niewybrany|zabrakło|Zbudujemy)\b", page)
    assert not Letter.objects.exists()


def test_a_published_result_stands_on_every_page(visit, counted, cast):
    publish(counted, act=ANNA)
    found = pages(visit, counted, cast)
    lost = Proposal.objects.get(number="2")
    why = (
        "2 głosy , miejsce 2 z 3 w puli „Pula ogólna”. Nie wygrał: zabrakło 10 000 zł. Kosztował 50 000 zł, a w puli "
        "zostało 40 000 zł. Do najbliższego lepszego, który wygrał: 1 głos."
    )
    assert why in found[f"/wnioski/{lost.pk}/"]
    assert why in found["own"]
    assert "Pomysł 2 Niewybrany" in found["/wnioski/"]
    assert "Pomysł 1 Wybrany" in found["/wnioski/"]
    assert "Zbudujemy: 2 wybrane projekty" in found["/"]
    assert found["/"].index("Pomysł 1") < found["/"].index("Pomysł 3")
    assert "Pomysł 2" not in found["/"]


def test_authors_read_how_it_came_out_once(counted):
    publish(counted, act=ANNA, protests_until=(NOW + timedelta(days=7)).date())
    letters = {letter.about: letter for letter in Letter.objects.filter(template="result")}
    assert len(letters) == 3
    lost = Proposal.objects.get(number="2")
    told = letters[f"proposal:{lost.pk}"]
    assert told.subject == "Projekt „Pomysł 2” nie wygrał"
    body = told.body.replace("\xa0", " ")
    assert "zabrakło 10 000 zł" in body
    assert "protesty można składać w urzędzie do 17 października 2027 r." in body
    assert f"/wyniki/{counted.pk}/" in told.body
    won = Proposal.objects.get(number="1")
    assert letters[f"proposal:{won.pk}"].subject == "Projekt „Pomysł 1” wygrał"


def test_after_a_change_those_hear_for_whom_it_changes(counted):
    publication = publish(counted, act=ANNA, protests_until=(NOW + timedelta(days=7)).date())
    Letter.objects.all().delete()
    strike(Project.objects.get(number="1"), "Cudza działka", act=ANNA)
    count_all(counted, act=ANNA)
    revise(publication, "uwzględniony protest", act=ANNA)
    subjects = sorted(Letter.objects.filter(template="result").values_list("subject", flat=True))
    assert subjects == [
        "Zmienił się wynik: Projekt „Pomysł 1” nie wygrał",
        "Zmienił się wynik: Projekt „Pomysł 2” wygrał",
    ]


def test_a_list_of_many_asks_for_the_result_once(visit, counted, cast):
    publish(counted, act=ANNA)
    visit.get("/wnioski/")
    with CaptureQueriesContext(connection) as few:
        visit.get("/wnioski/", szukaj="Pomysł 1")
    with CaptureQueriesContext(connection) as all_of_them:
        visit.get("/wnioski/")
    assert len(all_of_them) <= len(few)


def test_a_project_leads_to_the_booth_while_one_can_vote_and_to_its_neighbours(visit, edition, cast):
    for at in range(1, 4):
        made = factories.proposal(edition, cast.maria, title=f"Pomysł {at}", cost=1_000_00)
        factories.formally(made, cast.ewa)
        factories.on_merit(made, cast.piotr, cost=1_000_00)
    draw_up_ballot(edition, act=ANNA)
    before = plain(visit.get(f"/wnioski/{Proposal.objects.get(number='2').pk}/"))
    assert "Oddaj głos" not in before
    freeze(edition, act=ANNA)
    page = plain(visit.get(f"/wnioski/{Proposal.objects.get(number='2').pk}/"))
    assert "Projekt nr 2" in page
    assert "Oddaj głos" in page
    assert "Poprzedni: 1. Pomysł 1" in page
    assert "Następny: 3. Pomysł 3" in page
    first = plain(visit.get(f"/wnioski/{Proposal.objects.get(number='1').pk}/"))
    assert "Poprzedni" not in first


def test_a_project_without_a_proposal_has_a_page_of_its_own(visit, edition):
    made = factories.projects(edition, 10_00, 20_00)
    page = plain(visit.get(f"/projekty/{made[0].pk}/"))
    assert "Projekt nr 1" in page
    assert "Następny: 2. Projekt 2" in page


def test_a_shared_page_shows_its_title_and_first_words_and_nothing_of_its_author(visit, edition, cast):
    made = factories.proposal(
        edition, cast.maria, title='Ławki "dla wszystkich"', summary="Sześć ławek. " * 40
    )
    page = visit.get(f"/wnioski/{made.pk}/").content.decode()
    shared = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)"', page))
    assert shared["title"] == "Ławki &quot;dla wszystkich&quot;"
    assert len(shared["description"]) == 200
    assert shared["url"] == f"http://lipowo.localhost/wnioski/{made.pk}/"
    assert "Maria" not in "".join(shared.values())
