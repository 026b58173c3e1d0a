"""The next edition prepared beside the one that runs, a school's shown beside it, and what the office and the operator gained."""

import re
from datetime import date

import pytest
from django.utils import timezone
from django_scopes import scope

from tests import files
from wibo.accounts.models import SupportSession
from wibo.demo.building import DEMO_PASSWORD
from wibo.editions.models import Edition
from wibo.letters.own_words import own_words
from wibo.rulebook.people.pesel import Sex, make
from wibo.service.actions import create_operator

pytestmark = pytest.mark.journey

PESEL = make(date(1980, 1, 1), 1, Sex.MALE)


@pytest.fixture
def operator(walker):
    """The operator, signed in on the console."""
    create_operator(email="ola@wibo.example", name="Ola", password=DEMO_PASSWORD, at=timezone.now())
    made = walker(host="operator.localhost")
    made.go("/zaloguj/")
    made.fill(email="ola@wibo.example", password=DEMO_PASSWORD)
    made.click("Zaloguj się")
    return made


@pytest.mark.parametrize(("width", "javascript"), [(360, False), (1280, True)])
def test_the_next_edition_is_prepared_and_a_schools_is_found_by_residents(walker, demo, width, javascript):
    anna = walker(width=width, javascript=javascript).sign_in("anna")
    anna.go("/urzad/edycja/nowa/")
    anna.fill(year="2031", name="Budżet 2031")
    anna.press("Załóż edycję")
    assert "Mieszkańcy jeszcze jej nie widzą" in anna.text()
    assert "/edycja/2031/urzad/edycja/" in anna.page.url
    assert "Tę pokażesz później" in anna.text()
    anna.click("Zobacz ją tak, jak zobaczą mieszkańcy")
    anna.go("/urzad/edycja/nowa/")
    anna.page.check("[name=kind][value=obok]")
    anna.fill(year="2030", name="Szkolny budżet 2030")
    anna.press("Załóż edycję")
    anna.click("Pokaż mieszkańcom")
    assert "Tego nie da się cofnąć." in anna.text()
    anna.press("Pokaż mieszkańcom")
    resident = walker(width=width, javascript=javascript)
    resident.go("/")
    resident.click("Szkolny budżet 2030")
    assert "/edycja/2030-szkolny-budzet/" in resident.page.url
    resident.click("Zasady i terminy")
    assert "/edycja/2030-szkolny-budzet/" in resident.page.url
    assert resident.page.goto(f"{resident.base}/edycja/2031/").status == 404


@pytest.mark.parametrize("width", [360, 1280])
def test_a_pool_is_shown_on_an_example_and_letters_bear_own_words(walker, demo, width):
    anna = walker(width=width).sign_in("anna")
    with scope(town=demo):
        pool = Edition.objects.get(in_preparation=False, year=2027).pools.first()
    anna.go(f"/urzad/edycja/pula/{pool.pk}/")
    anna.fill(reason="próba")
    anna.press("Pokaż na przykładzie")
    assert "Wymyślony przykład" in anna.text()
    anna.go("/urzad/teksty/listy/")
    anna.click("Wynik głosowania")
    anna.fill(closing="Dziękujemy za każdy głos.")
    anna.press("Podgląd")
    assert "Podgląd (jeszcze nie zapisano)" in anna.text()
    anna.press("Zapisz")
    anna.press("Przywróć gotowy list")
    with scope(town=demo):
        assert own_words(demo, "result") is None


@pytest.mark.parametrize("width", [360, 1280])
def test_what_looks_like_data_of_people_is_asked_about(walker, demo, width):
    anna = walker(width=width).sign_in("anna")
    anna.go("/urzad/teksty/nowy/news/")
    anna.fill(title="Spotkanie", body=f"Zapisy: {PESEL}")
    anna.press("Zapisz i pokaż wszystkim")
    assert "Tu jest numer PESEL (" in anna.text()
    anna.page.check("[name=jawne]")
    anna.press("Zapisz i pokaż wszystkim")
    assert "Zapisano i pokazano wszystkim." in anna.text()
    anna.go("/urzad/teksty/nowy/document/")
    anna.fill(title="Uchwała")
    scan = {"name": "uchwala.pdf", "mimeType": "application/pdf", "buffer": files.pdf()}
    anna.page.set_input_files("[name=upload]", scan)
    anna.press("Zapisz i pokaż wszystkim")
    assert "Program nie przeczyta tego pliku" in anna.text()


def test_the_operator_is_let_in_and_announces(walker, demo, operator):
    anna = walker(width=360).sign_in("anna")
    anna.go("/urzad/osoby/wsparcie/")
    anna.fill(reason="awaria karty")
    anna.press("Wpuść")
    operator.go("/gminy/lipowo/")
    operator.press("Wejdź i patrz")
    # The link names no port, and the server of tests has one.
    word = re.search(r"/_wsparcie/[^/]+/", operator.page.content())[0]
    looking = walker(width=360)
    looking.go(word)
    assert looking.page.url.endswith("/urzad/")
    looking.go("/urzad/edycja/ustawienia/")
    looking.fill(reason="bo tak")
    looking.page.get_by_role("button", name="Zapisz").click()
    assert "można tylko patrzeć" in looking.text()
    # The console notes that the answer was a refusal; that is no problem of the page.
    looking.problems.clear()
    looking.check()
    operator.go("/ogloszenia/")
    operator.fill(text="W nocy przerwa.")
    operator.page.check("[name=for_residents]")
    operator.press("Ogłoś")
    operator.go("/gminy/lipowo/logowanie/")
    for code in ("pl", "en", "uk"):
        resident = walker(width=360)
        resident.go(f"/stan/?jezyk={code}")
        assert "W nocy przerwa." in resident.text()
    anna.go("/urzad/osoby/wsparcie/")
    anna.press("Zakończ teraz")
    with scope(town=demo):
        assert SupportSession.objects.get().ended_at
    anna.go("/urzad/osoby/")
    anna.press("Przejrzano: te role są potrzebne")
    assert "Przegląd jest zapisany" in anna.text()
