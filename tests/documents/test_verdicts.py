"""Lists for everyone and the bulletin's text: what is announced, with its reasons, and nothing before."""

import io

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from tests import factories
from tests.evaluation.test_deciding import evaluated
from tests.moments import NOW
from wibo.evaluation import announcing
from wibo.rulebook.spelling.money import zloty

SECRET = "Działka ma innego właściciela"


@pytest.fixture
def judged(edition, cast):
    """One admitted, one refused, one not judged; announced together, so by nobody yet."""
    edition = evaluated(edition, announced="together")
    made = []
    for title in ("Ławki", "Lampy", "Park"):
        proposal = factories.proposal(edition, cast.maria, title=title)
        proposal.edition = edition
        made.append(proposal)
    for one in made[:2]:
        factories.formally(one, cast.ewa)
    factories.on_merit(made[0], cast.piotr)
    factories.on_merit(made[1], cast.piotr, "negative", SECRET)
    return edition


def rows(response):
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    return book.get_sheet_by_index(0).to_python()[1:]


def text_of(response):
    from pypdf import PdfReader

    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages).split()
    )


def docx_of(response):
    document = Document(io.BytesIO(response.content))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    return [paragraph.text for paragraph in document.paragraphs], tables


def test_before_the_announcement_no_list_holds_a_verdict(visit, judged, cast):
    for which in ("wszystkie", "dopuszczone", "niedopuszczone"):
        told = rows(visit.get(f"/wnioski/lista-{which}.xlsx"))
        assert len(told) == (3 if which == "wszystkie" else 0)
        assert {row[4] for row in told} <= {"W ocenie"}
        assert SECRET not in str(told)
        assert SECRET not in text_of(visit.get(f"/wnioski/lista-{which}.pdf"))
        assert SECRET not in factories.words(visit.get(f"/wnioski/?lista={which}"))
    assert SECRET not in str(docx_of(visit.as_(cast.anna).get("/urzad/ogloszenie/bip.docx")))


def test_after_it_each_list_holds_its_own_with_reasons(visit, judged, cast):
    announcing.announce_all(announcing.waiting(judged), user=cast.anna, at=NOW)
    [[number, title, _pool, _place, state, cost, reasons]] = rows(
        visit.get("/wnioski/lista-niedopuszczone.xlsx")
    )
    assert (number, title, state, cost, reasons) == ("2", "Lampy", "Niedopuszczony", 10000, SECRET)
    [admitted] = rows(visit.get("/wnioski/lista-dopuszczone.xlsx"))
    assert (admitted[1], admitted[6]) == ("Ławki", "")
    assert SECRET in text_of(visit.get("/wnioski/lista-niedopuszczone.pdf"))
    page = factories.words(visit.get("/wnioski/?lista=niedopuszczone"))
    assert SECRET in page
    assert "Ławki" not in page
    assert visit.get("/wnioski/lista-inne.pdf").status_code == 404
    assert visit.get("/wnioski/lista-inne.xlsx").status_code == 404


def test_the_bulletin_says_the_same_on_the_page_and_in_the_document(visit, judged, cast):
    announcing.announce_all(announcing.waiting(judged), user=cast.anna, at=NOW)
    anna = visit.as_(cast.anna)
    page = factories.words(anna.get("/urzad/ogloszenie/bip/"))
    paragraphs, [admitted, refused] = docx_of(anna.get("/urzad/ogloszenie/bip.docx"))
    assert "Niedopuszczone do głosowania" in paragraphs
    assert admitted[1] == ["1", "Ławki", "Pula ogólna", zloty(10_000_00)]
    assert refused[1] == ["2", "Lampy", "Pula ogólna", SECRET]
    assert SECRET in page


def test_a_bulletin_without_verdicts_says_so(visit, edition, cast):
    paragraphs, tables = docx_of(visit.as_(cast.anna).get("/urzad/ogloszenie/bip.docx"))
    assert paragraphs.count("Nie ma żadnego wniosku.") == 2
    assert tables == []
