"""The brochure: every standing project of the ballot, in two sizes of letters, made anew when one is struck."""

import io

from pypdf import PdfReader

from tests import factories
from tests.moments import NOW
from wibo.journal.acts import Act
from wibo.voting.ballot.freezing import strike
from wibo.voting.models import Project


def read(answer):
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split()
    )


def test_there_is_none_before_the_freeze(visit, edition):
    assert visit.get("/projekty/broszura.pdf").status_code == 404


def test_it_tells_every_project_with_its_cost(visit, edition):
    factories.projects(edition, 60_000_00, 50_000_00)
    text = read(visit.get("/projekty/broszura.pdf"))
    for project in Project.objects.all():
        assert f"{project.number}. {project.title}" in text
    assert "60 000,00 zł" in text.replace("\xa0", " ")


def test_a_struck_project_leaves_it(visit, edition):
    factories.projects(edition, 60_000_00, 50_000_00)
    first = Project.objects.get(number="1")
    assert f"1. {first.title}" in read(visit.get("/projekty/broszura.pdf"))
    strike(first, "droga powiatowa", act=Act("Anna", NOW))
    assert "60 000,00" not in read(visit.get("/projekty/broszura.pdf")).replace("\xa0", " ")


def test_large_print_is_large(visit, edition):
    factories.projects(edition, *[1_000_00] * 12)
    small, large = (
        len(PdfReader(io.BytesIO(visit.get(path).content)).pages)
        for path in ("/projekty/broszura.pdf", "/projekty/broszura-duzy-druk.pdf")
    )
    assert large > small
