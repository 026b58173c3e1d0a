"""The picture of a shared page: a PNG of the size that networks show, whatever the title."""

import io

from PIL import Image

from tests import factories
from wibo.ui.cards import share_card


def drawn(title):
    made = share_card(title=title, above="BO 2027, nr 3", below="1 000 zł", town="Gmina", colour="#15532b")
    return Image.open(io.BytesIO(made))


def test_it_has_the_size_that_networks_show():
    for title in ("Ławki", "Bardzo długi tytuł " * 10, "Ł" * 150, "🎉"):
        picture = drawn(title)
        assert (picture.format, picture.size) == ("PNG", (1200, 630))


def test_two_titles_make_two_pictures():
    assert drawn("Ławki").tobytes() != drawn("Drzewa").tobytes()


def test_a_proposal_without_a_picture_is_shared_with_one(visit, edition, cast):
    proposal = factories.proposal(edition, cast.maria)
    page = visit.get(f"/wnioski/{proposal.pk}/").text
    path = f"/wnioski/{proposal.pk}/obrazek.png"
    assert f'property="og:image" content="http://lipowo.localhost{path}"' in page
    assert visit.get(path)["Content-Type"] == "image/png"


def test_a_draft_has_none(visit, edition, cast):
    assert visit.get(f"/wnioski/{factories.draft(edition, cast.maria).pk}/obrazek.png").status_code == 404


def test_no_line_runs_off_the_picture():
    plain = drawn("a")
    for title in ("BUDOWA PLACU ZABAW PRZY SZKOLE PODSTAWOWEJ NUMER DWA", "W" * 80):
        picture = drawn(title).convert("L")
        right = picture.crop((1125, 100, 1200, 560))
        assert right.getextrema() == plain.convert("L").crop((1125, 100, 1200, 560)).getextrema()
