"""A town's own words on pages that every town has: in versions, in their place, and gone in one act."""

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tests.moments import NOW
from wibo.bulletin.actions import Written, add_text, hide_text
from wibo.bulletin.models import Kind, Text
from wibo.editions.models import Edition
from wibo.home.usual_words import privacy
from wibo.journal.acts import Act
from wibo.ui.markdown import rendered

ANNA = Act("Anna", NOW)


def own(edition, kind=Kind.PRIVACY, body="# Po co\n\nDo głosowania.", public=True):
    return add_text(edition, kind, Written("Dane osobowe w Lipowie", body), public=public, act=ANNA)


def test_own_words_take_the_place_of_the_usual_ones_once_they_are_shown_and_go_in_one_act(visit, edition):
    text = own(edition, public=False)
    assert "Kto odpowiada za dane" in factories.words(visit.get("/dane-osobowe/"))
    Text.objects.update(is_public=True)
    page = factories.words(visit.get("/dane-osobowe/"))
    assert "Dane osobowe w Lipowie" in page
    assert "Kto odpowiada za dane" not in page
    hide_text(text, "wracamy do gotowych", act=ANNA)
    assert "Kto odpowiada za dane" in factories.words(visit.get("/dane-osobowe/"))


def test_in_another_language_the_page_says_that_the_towns_words_are_polish(visit, edition):
    own(edition)
    visit.get("/", jezyk="en")
    page = factories.words(visit.get("/dane-osobowe/"))
    assert "This text is in Polish only." in page
    assert '<div class="written" lang="pl">' in page


def test_the_coordinator_begins_with_the_usual_words_and_the_towns_data(visit, cast, edition):
    visit.as_(cast.anna)
    assert "/urzad/teksty/nowy/privacy/" in visit.get("/urzad/teksty/").text
    body = visit.get("/urzad/teksty/nowy/privacy/").context["form"]["body"].value()
    assert f"Administratorem danych jest {edition.town.name}." in body
    assert "# Twoje prawa" in body
    assert "[bo@lipowo.example](mailto:bo@lipowo.example)" in body
    # What is written so is read so: every heading and item comes out as one.
    made = rendered(body)
    assert made.count("<h3") == body.count("# ")
    assert made.count("<li>") == body.count("\n- ")
    assert "{{" not in body
    assert "<" not in body


def test_of_such_a_page_there_is_one_text(visit, cast, edition):
    text = own(edition)
    visit.as_(cast.anna)
    assert visit.get("/urzad/teksty/nowy/privacy/")["Location"] == f"/urzad/teksty/{text.pk}/"
    with pytest.raises(IntegrityError), transaction.atomic():
        own(edition)
    own(edition, Kind.ACCESS)


def test_what_the_town_adds_stands_below_the_statement_whose_marks_stay(visit, edition):
    own(edition, Kind.ACCESS, "Winda jest od ulicy Długiej.")
    page = visit.get("/dostepnosc/").text
    assert "Winda jest od ulicy Długiej." in page
    for mark in (
        "wstep",
        "podmiot",
        "url",
        "status",
        "data-sporzadzenie",
        "kontakt",
        "osoba",
        "email",
        "telefon",
        "procedura",
    ):
        assert page.count(f'id="a11y-{mark}"') == 1, mark


@pytest.mark.parametrize(
    ("kind", "path", "usual"),
    [
        (Kind.HELP, "/pomoc/", "Nie mam kodu potwierdzenia"),
        (Kind.TERMS, "/warunki/", "Czego potrzebujesz"),
    ],
)
def test_help_and_terms_are_ready_and_the_town_may_say_its_own(visit, cast, edition, kind, path, usual):
    for code, words in (("pl", usual), ("en", ""), ("uk", "")):
        visit.get("/", jezyk=code)
        page = factories.words(visit.get(path))
        assert words in page
        # Whole in every language: of another one no word of the Polish page is left.
        assert (usual in page) == (code == "pl")
    visit.get("/", jezyk="pl")
    visit.as_(cast.anna)
    body = visit.get(f"/urzad/teksty/nowy/{kind}/").context["form"]["body"].value()
    assert f"# {usual}" in body
    assert rendered(body).count("<li>") == body.count("\n- ")
    text = own(edition, kind, "Pytaj w pokoju 12.")
    assert usual not in factories.words(visit.get(path))
    assert "Pytaj w pokoju 12." in factories.words(visit.get(path))
    hide_text(text, "wracamy", act=ANNA)
    assert usual in factories.words(visit.get(path))


def test_help_says_what_to_look_at_by_how_the_edition_knows_its_voters(visit, edition):
    found = set()
    for kind in ("pesel-form", "code", "name"):
        Edition.objects.filter(pk=edition.pk).update(identity_kind=kind)
        page = factories.words(visit.get("/pomoc/"))
        found |= {word for word in ("numer PESEL ma 11 cyfr", "Przepisz kod") if word in page}
        assert ("PESEL" in page) == (kind == "pesel-form")
    assert len(found) == 2


def test_the_usual_words_are_polish_whatever_the_reader_speaks(edition):
    title, body = privacy(edition)
    assert title == "Dane osobowe"
    assert "Jak długo" in body
