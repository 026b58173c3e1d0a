"""The reconciliation, the protocol, the announcement and the poster say what was counted, and nothing too early."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from tests import factories
from tests.moments import NOW
from wibo.journal.acts import Act
from wibo.results.actions.counting import count_all
from wibo.results.actions.money import add_project, adjust_pool
from wibo.results.actions.publishing import publish
from wibo.results.actions.ties import announce_draw, settle_by_draw
from wibo.rulebook.voting.reasons import Reason
from wibo.voting.course.protests import decide_protest, file_protest
from wibo.voting.models import Project
from wibo.voting.urn.annulment import annul
from wibo.voting.urn.opening import open_urn

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def tied(edition):
    factories.projects(edition, 60_000_00, 60_000_00, 10_000_00)
    edition = factories.reload(edition)
    for at in range(4):
        factories.ballot(edition, at, 1 + at % 2, 3)
    annul(factories.ballot(edition, 30, 2), Reason.NOT_RESIDENT, "Zgłoszenie", act=Act("Anna", NOW))
    open_urn(edition, act=Act("dwie osoby", NOW))
    count_all(edition, act=Act("x", NOW))
    return edition


def text_of(response):
    assert response.status_code == 200
    pages = PdfReader(io.BytesIO(response.content)).pages
    return " ".join(
        "\n".join(page.extract_text() for page in pages).replace("\N{NO-BREAK SPACE}", " ").split()
    )


def test_while_a_tie_decides_the_protocol_says_so_and_nothing_is_announced(tied, visit, cast):
    visit.as_(cast.anna)
    said = text_of(visit.get("/urzad/urna/protokol.pdf"))
    assert "Wynik nie jest ustalony. O liście rozstrzyga remis: Pula ogólna (projekty nr 1, 2)" in said
    for name in ("ogloszenie", "plakat"):
        assert visit.get(f"/urzad/urna/{name}.pdf").status_code == 302
    assert visit.get(f"/wyniki/{tied.pk}/protokol.pdf").status_code == 404


def test_the_protocol_has_sums_draw_protest_and_other_money(tied, visit, cast):
    run = tied.pools.get().runs.first()
    announce_draw(run, "sala 3", LATER, act=Act("T", NOW))
    order = settle_by_draw(run, "4162253164", "Kostka przy świadkach", act=Act("T", LATER)).order
    adjust_pool(tied.pools.get(), 1_000_00, "Zarządzenie nr 5", act=Act("Anna", NOW))
    decide_protest(
        file_protest(tied, "BO.77", NOW.date(), "x", act=Act("A", NOW)),
        upheld=False,
        answer="Bez racji",
        act=Act("A", NOW),
    )
    won = count_all(tied, act=Act("x", LATER))[0]
    assert won.funded == ["3", order[0]]
    add_project(
        Project.objects.get(number=order[1]), 60_000_00, "Rezerwa", "Decyzja wójta", act=Act("A", NOW)
    )
    publish(tied, act=Act("x", LATER))
    said = text_of(visit.get(f"/wyniki/{tied.pk}/protokol.pdf"))
    for words in (
        "Głosy ważne koperty 4; osoby, których głos się liczy 4 ✓",
        "Głosy nieważne koperty 1; dziennik 1 ✓",
        "N13",
        "100 000,00 zł",
        "101 000,00 zł",
        "Zarządzenie nr 5",
        "ziarno 4162253164",
        "Kostka przy świadkach",
        "BO.77",
        "oddalony",
        "Rezerwa",
        "podpis członka komisji",
    ):
        assert words in said, words
    assert won.input_digest in said.replace(" ", "")
    visit.as_(cast.anna)
    assert "koperty 4; osoby, których głos się liczy 4 ✓" in text_of(visit.get("/urzad/urna/uzgodnienie.pdf"))
    assert f"Projekt {order[0]}" in text_of(visit.get("/urzad/urna/ogloszenie.pdf"))
    poster = text_of(visit.get("/urzad/urna/plakat.pdf"))
    assert f"{order[0]}. Projekt {order[0]}" in poster
    assert f"{order[1]}. Projekt {order[1]}" not in poster
