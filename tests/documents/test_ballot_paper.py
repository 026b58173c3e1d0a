"""The ballot paper in its forms, and the record of a box."""

import pytest

from tests import factories
from tests.documents.test_reports import text_of
from tests.moments import NOW
from wibo.documents.ballot_paper.data import ballot_data
from wibo.documents.ballot_paper.plan import BallotPlan
from wibo.documents.batch_record.data import batch_data
from wibo.documents.engine.pdf import pdf
from wibo.editions.actions import change_rules
from wibo.editions.models import Area
from wibo.journal.acts import Act
from wibo.voting.models import Project
from wibo.voting.papers import batches, entering
from wibo.voting.papers.checking import PaperCard


@pytest.fixture
def areas(edition):
    for at, name in enumerate(("Północ", "Południe")):
        area = Area.objects.create(edition=edition, name=name)
        pool = factories.pool(edition, f"Pula {name}", area=area, position=at + 2)
        Project(edition=edition, pool=pool, number=str(20 + at), title=f"Projekt {name}", cost=5_00).save()
    change_rules(
        edition,
        {},
        {"guardian_age": 13, "fault_scope": "list", "waived": ["N09"]},
        act=Act("t", NOW),
        reason="t",
    )
    factories.projects(edition, 10_00)
    return factories.reload(edition)


def printed(edition, **plan):
    data = ballot_data(edition, BallotPlan(**plan))
    return " ".join(text_of(pdf("ballot_paper", data)).split())


@pytest.mark.parametrize("form", ["a4", "large", "booklet"])
def test_every_form_has_every_project_and_the_editions_own_words(areas, form):
    text = printed(areas, form=form)
    for title in ("Projekt 1", "Projekt Północ", "Projekt Południe"):
        assert title in text
    assert "nie ma 13 lat: zgoda" in text
    assert "reszta karty jest ważna" in text
    assert "podpisu" not in text.split("Karta jest nieważna także")[1].split("Dane osobowe")[0]


def test_a_paper_for_one_area_has_its_list_and_the_common_ones(areas):
    text = printed(areas, area=Area.objects.get(name="Północ"))
    assert "Projekt Północ" in text
    assert "Projekt 1" in text
    assert "Projekt Południe" not in text
    assert "Obszar: Północ" in text


def test_numbered_papers_have_their_number_on_both_parts(areas):
    text = printed(areas, first=137, count=2, detachable=True)
    assert text.count("Karta nr 137") == 2
    assert text.count("Karta nr 138") == 2
    assert text.count("Część z danymi osoby") == 2


def test_the_form_of_prints_explains_and_makes_the_file(visit, cast, areas):
    visit.as_(cast.anna)
    assert "duży druk" in visit.get("/urzad/karta/wydruk/").content.decode()
    wanted = {"drukuj": "1", "form": "a4", "first": 1, "count": 0, "detachable": "on"}
    assert "muszą mieć numery" in visit.get("/urzad/karta/wydruk/", **wanted).content.decode()
    made = visit.get("/urzad/karta/wydruk/", **wanted | {"count": 3})
    assert made["Content-Type"] == "application/pdf"
    assert visit.as_(cast.jan).get("/urzad/karta/wydruk/").status_code == 403


def test_the_record_of_a_box_adds_up(areas, cast):
    batch = factories.batch(areas, expected=3)
    card = PaperCard(factories.voter(areas, 1), None, {}, "N09")
    entering.enter_paper(batch, 1, card, user=cast.jan, at=NOW)
    batch = batches.close_batch(batch, "Dwie karty zabrał wiatr", user=cast.jan, at=NOW, second="Jan i Anna")
    data = batch_data(batch)
    assert {row["name"]: row["value"] for row in data["sums"]} == {
        "Karty policzone w urnie": "3",
        "Karty wpisane": "1",
        "w tym ważne": "0",
        "w tym nieważne": "1",
        "Różnica": "2",
    }
    text = text_of(pdf("batch_record", data))
    assert "Dwie karty zabrał wiatr" in text
    assert "N09: brak podpisu" in text
