"""The brochure: every standing project of the ballot, in two sizes of letters, made anew when one is struck."""

import io

import pytest
from PIL import Image
from pypdf import PdfReader

from tests import factories
from tests.moments import NOW
from wibo.journal.acts import Act
from wibo.proposals.models import Picture
from wibo.ui.pictures import sized
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


def with_picture(project, colour):
    picture = Picture(proposal=project.proposal, words="Huśtawki pod lipą", added_at=NOW)
    drawn = io.BytesIO()
    Image.new("RGB", (800, 600), colour).save(drawn, "PNG")
    picture.fill(sized(drawn.getvalue()))
    picture.save()
    return picture


def drawn_on(answer):
    return [image.data for page in PdfReader(io.BytesIO(answer.content)).pages for image in page.images]


@pytest.mark.parametrize("path", ["/projekty/broszura.pdf", "/projekty/broszura-duzy-druk.pdf"])
def test_a_project_is_shown_with_its_picture_until_the_office_hides_it(visit, edition, cast, path):
    factories.judged(edition, cast, 60_000_00, 50_000_00)
    factories.frozen(edition)
    project = Project.objects.get(number="1")
    picture = with_picture(project, (200, 30, 30))
    shown = drawn_on(visit.get(path))
    assert len(shown) == 1
    with Image.open(io.BytesIO(shown[0])) as printed:
        red, green, blue = printed.convert("RGB").resize((1, 1)).getpixel((0, 0))
    assert (red > 180, green < 60, blue < 60) == (True, True, True)
    picture.is_hidden = True
    picture.save()
    assert drawn_on(visit.get(path)) == []
