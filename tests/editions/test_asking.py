"""The coordinator says what the application asks, and authors are asked just that."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.journal.stories import told
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.editions import asking
from wibo.editions.models import Category, Edition, PriceItem, Question
from wibo.editions.price_lists import LIMIT, read_prices
from wibo.journal.acts import Act
from wibo.proposals.actions import save_draft
from wibo.proposals.models import Proposal
from wibo.rulebook.proposing.parts import Need, Part, asked

ANNA = Act("Anna", NOW)
HOME = "/urzad/edycja/formularz/"


@pytest.fixture
def anna(visit, edition, cast):
    return visit.as_(cast.anna)


def sent(anna, path, **changes):
    """Send the page's form as it stands, with the changes."""
    form = anna.get(path).context["form"]
    stands = {bound.name: bound.value() for bound in form}
    values = {name: value for name, value in stands.items() if value not in (None, False)}
    return anna.post(path, values | {"reason": "uchwała nr 5"} | changes)


def test_parts_are_switched_on_and_needed(anna, edition):
    answer = sent(anna, f"{HOME}czesci/", plot="needed", ground="optional", summary="off")
    assert answer["Location"] == HOME
    now = Edition.objects.get(pk=edition.pk)
    assert now.application == {"summary": "off", "plot": "needed", "ground": "optional"}
    assert told()[-1] == (
        "Zmieniono formularz wniosku: Krótki opis: nie pytamy; Numer działki: trzeba podać; Czyj jest teren: można "
        "podać. Powód: uchwała nr 5"
    )


def test_the_same_parts_once_more_are_no_change(edition):
    before = len(told())
    assert not asking.ask_parts(edition, edition.asked, act=ANNA, reason="x")
    assert len(told()) == before


def test_title_pool_and_costs_cannot_be_left_out(anna):
    fields = anna.get(f"{HOME}czesci/").context["form"].fields
    assert not {"title", "pool", "costs"} & set(fields)


def test_categories_keep_their_proposals(anna, edition, cast):
    sent(anna, f"{HOME}kategorie/", categories="Zieleń\n\nSzkoła \nDrogi")
    assert [one.name for one in Category.objects.all()] == ["Zieleń", "Szkoła", "Drogi"]
    draft = factories.draft(edition, cast.maria)
    save_draft(draft, at=NOW, category=Category.objects.get(name="Szkoła"))
    sent(anna, f"{HOME}kategorie/", categories="Drogi\nSzkoła")
    assert [one.name for one in Category.objects.all()] == ["Drogi", "Szkoła"]
    assert Proposal.objects.get().category.name == "Szkoła"
    page = sent(anna, f"{HOME}kategorie/", categories="Drogi")
    assert "Kategorii „Szkoła” nie można usunąć: ma ją 1\N{NO-BREAK SPACE}wniosek." in page.content.decode()
    assert Category.objects.count() == 2
    assert [sentence for sentence in told() if "kategorie" in sentence] == [
        "Zmieniono formularz wniosku: kategorie: Zieleń, Szkoła, Drogi. Powód: uchwała nr 5",
        "Zmieniono formularz wniosku: kategorie: Drogi, Szkoła. Powód: uchwała nr 5",
    ]


def test_a_category_named_twice_is_refused(edition):
    with pytest.raises(Refused, match="raz"):
        asking.name_categories(edition, ["A", " A "], act=ANNA, reason="x")
    assert not asking.name_categories(edition, ["", " "], act=ANNA, reason="x")


def test_a_category_too_long_is_told_and_kept_in_the_field(anna):
    page = sent(anna, f"{HOME}kategorie/", categories="x" * 81)
    assert "Skróć do 80 znaków" in factories.words(page)
    assert "x" * 81 in factories.words(page)


def test_a_question_is_asked_and_changed_until_somebody_answers(anna, edition, cast):
    sent(anna, f"{HOME}pytanie/", label="Dla kogo?", is_needed="on", is_on="on")
    question = Question.objects.get()
    assert (question.label, question.is_needed, question.position) == ("Dla kogo?", True, 1)
    sent(anna, f"{HOME}pytanie/{question.pk}/", label="Komu to pomoże?")
    draft = factories.draft(edition, cast.maria)
    save_draft(draft, at=NOW, answers={question.pk: "Dzieciom"})
    page = sent(anna, f"{HOME}pytanie/{question.pk}/", label="Ile drzew?")
    assert "ktoś już odpowiedział" in factories.words(page)
    assert Question.objects.get().label == "Komu to pomoże?"
    form = anna.get(f"{HOME}pytanie/{question.pk}/").context["form"]
    stands = {bound.name: bound.value() for bound in form if bound.value() not in (None, False)}
    del stands["is_on"]
    anna.post(f"{HOME}pytanie/{question.pk}/", stands | {"reason": "x"})
    assert not Question.objects.get().is_on
    assert told()[-1] == "Zmieniono formularz wniosku: pytanie „Komu to pomoże?” (wyłączone). Powód: x"


def test_a_choice_needs_something_to_choose(anna):
    page = sent(anna, f"{HOME}pytanie/", label="Kiedy?", kind="choice", choices="Latem")
    assert "co najmniej dwie odpowiedzi" in factories.words(page)
    assert not Question.objects.exists()


def test_help_is_written_and_not_written_twice(anna, edition):
    sent(anna, f"{HOME}podpowiedzi/", never_funded="Sprzęt prywatny", fit_list="Czy pasuje? (art. 7)")
    now = Edition.objects.get(pk=edition.pk)
    assert (now.never_funded, now.fit_list) == ("Sprzęt prywatny", "Czy pasuje? (art. 7)")
    before = len(told())
    sent(anna, f"{HOME}podpowiedzi/")
    assert len(told()) == before


def upload(text):
    return SimpleUploadedFile("cennik.csv", text.encode())


def test_a_price_list_is_loaded_shown_and_replaced(anna, edition):
    anna.post(
        f"{HOME}cennik/",
        {"file": upload("Nazwa;J.m.;Cena\nŁawka;szt.;1 800,50\nKosz;szt.;300"), "reason": "x"},
    )
    assert [(one.name, one.unit, one.price) for one in PriceItem.objects.all()] == [
        ("Ławka", "szt.", 1_800_50),
        ("Kosz", "szt.", 300_00),
    ]
    anna.post(f"{HOME}cennik/", {"file": upload("nazwa,jednostka,cena\nDrzewo,szt.,900"), "reason": "x"})
    assert [one.name for one in PriceItem.objects.all()] == ["Drzewo"]
    assert "Drzewo" in factories.words(anna.get(HOME))
    assert told()[-1] == "Zmieniono formularz wniosku: cennik: 1\N{NO-BREAK SPACE}pozycja. Powód: x"


def test_our_own_pattern_of_the_price_list_is_taken_back(anna, edition):
    asking.set_prices(edition, [asking.Price("=Ławka", "-szt.", 1_800_05)], act=ANNA, reason="x")
    pattern = anna.get(f"{HOME}cennik.csv").content
    reading = read_prices(pattern)
    assert reading.faults == []
    assert reading.prices == [asking.Price("=Ławka", "-szt.", 1_800_05)]


def test_a_faulty_price_list_changes_nothing_and_names_its_rows(anna, edition):
    asking.set_prices(edition, [asking.Price("Ławka", "szt.", 1)], act=ANNA, reason="x")
    page = anna.post(
        f"{HOME}cennik/", {"file": upload("nazwa;jednostka;cena\nŁawka;szt.;sto\n;szt.;5\n"), "reason": "x"}
    )
    said = factories.words(page)
    assert "Wiersz 2: cena nie jest kwotą: sto" in said
    assert "Wiersz 3: brak nazwy" in said
    assert PriceItem.objects.get().price == 1


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("nazwa;jednostka;cena\n", "W pliku nie ma żadnej pozycji."),
        (
            "nazwa;jednostka;cena\nŁawka;szt.;1\nŁawka;szt.;2",
            "Wiersz 3: ta sama pozycja jest już w wierszu 2",
        ),
        ("nazwa;cena\nx;1", "brakuje kolumn: jednostka"),
        ("nazwa;jednostka;cena\n" + "x" * 201 + ";szt.;1", "ma 201 znaków, a może mieć 200"),
        (
            "nazwa;jednostka;cena\n" + "".join(f"x{n};szt.;1\n" for n in range(LIMIT + 1)),
            "najwyżej 500 pozycji, a ma 501",
        ),
    ],
)
def test_what_is_wrong_with_a_price_list_is_said(text, fault):
    reading = read_prices(text.encode())
    assert any(fault in one for one in reading.faults), reading.faults


def test_the_page_says_the_most_signatures_that_the_law_allows(anna, edition, town):
    town.population = 12_999
    town.save()
    edition.pools.update(signatures=15)
    said = factories.words(anna.get(HOME))
    assert '<td class="num" data-label="Najwięcej podpisów">12</td>' in said
    assert "za dużo" in said


def test_the_coordinator_sees_the_form_as_a_resident_does(anna, edition, cast):
    asking.ask_parts(edition, asked({"plot": "needed"}), act=ANNA, reason="x")
    place = factories.words(anna.get(f"{HOME}podglad/miejsce/"))
    assert "Numer działki" in place
    assert "Zapisz i dalej" not in place
    assert anna.get(f"{HOME}podglad/").status_code == 200
    assert anna.get(f"{HOME}podglad/koszty/").status_code == 200
    assert anna.get(f"{HOME}podglad/zalaczniki/").status_code == 404
    assert not Proposal.objects.exists()


def test_age_is_asked_or_not(anna):
    choices = anna.get(f"{HOME}czesci/").context["form"].fields[Part.GUARDIAN].choices
    assert [value for value, _ in choices] == [Need.OFF, Need.NEEDED]
