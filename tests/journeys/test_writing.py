"""An application is written in a real browser: step by step, without a script, without a connection, after the session."""

import re

import pytest
from django.core import mail
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from tests.files import pdf, photograph
from tests.journeys.applications import write_up_to_costs
from wibo.demo.building import DEMO_PASSWORD
from wibo.journal.acts import Act
from wibo.proposals import claiming
from wibo.proposals.models import Proposal

pytestmark = pytest.mark.journey


def until_said(walker, words):
    walker.page.locator("[data-saved]", has_text=words).wait_for()


def draft_of(walker):
    with scopes_disabled():
        return Proposal.objects.get(pk=int(walker.page.url.split("/moje/")[1].split("/")[0]))


def test_the_page_saves_what_is_typed_also_when_the_connection_was_lost(walker):
    maria = walker(width=360).sign_in("maria")
    maria.go("/moje/nowy/")
    maria.fill(title="Ławki przy stawie")
    until_said(maria, "Zapisano o")
    assert draft_of(maria).title == "Ławki przy stawie"
    maria.context.set_offline(True)
    maria.fill(title="Sześć ławek przy stawie")
    until_said(maria, "Nie ma połączenia")
    maria.problems.clear()
    maria.context.set_offline(False)
    maria.fill(title="Siedem ławek przy stawie")
    until_said(maria, "Zapisano o")
    maria.page.reload()
    assert maria.page.input_value("[name=title]") == "Siedem ławek przy stawie"
    assert draft_of(maria).title == "Siedem ławek przy stawie"


KEEP_IN_BROWSER = """title => {
    const account = document.querySelector("[data-autosave]").dataset.account;
    const version = document.querySelector("[name=wersja]").value;
    const kept = JSON.stringify({ version, rows: [["title", title]] });
    localStorage.setItem(`wibo:${account}:${location.pathname}`, kept);
}"""


def keep_in_browser(walker, title):
    """What was typed and never sent, as a telephone leaves it that was switched off without a connection."""
    walker.page.evaluate(KEEP_IN_BROWSER, title)


def test_what_never_left_the_browser_is_offered_when_the_page_opens_again(walker):
    maria = walker(width=360).sign_in("maria")
    maria.go("/moje/nowy/")
    maria.fill(title="Ławki")
    until_said(maria, "Zapisano o")
    here = maria.page.url
    keep_in_browser(maria, "Ławki dębowe")
    maria.go(here.removeprefix(maria.base))
    assert maria.page.input_value("[name=title]") == "Ławki"
    maria.click("Przywróć go")
    until_said(maria, "Zapisano o")
    assert draft_of(maria).title == "Ławki dębowe"


def test_a_session_that_ended_brings_the_text_back(walker):
    maria = walker(width=360).sign_in("maria")
    maria.go("/moje/nowy/")
    maria.fill(title="Ławki")
    maria.click("Zapisz i dalej")
    maria.fill(location="Park nad stawem")
    maria.context.clear_cookies(name="sessionid")
    maria.click("Zapisz i dalej")
    assert "To, co wpisano, nie przepadło" in maria.text()
    maria.fill(email="maria@lipowo.example", password=DEMO_PASSWORD)
    maria.page.click("main form button")
    maria.page.wait_for_load_state()
    maria.check()
    assert maria.page.input_value("[name=location]") == "Park nad stawem"
    maria.click("Zapisz i dalej")
    assert draft_of(maria).location == "Park nad stawem"


def test_the_whole_way_without_a_script(walker):
    maria = walker(width=360, javascript=False).sign_in("maria")
    maria.go("/moje/nowy/")
    write_up_to_costs(maria)
    maria.page.fill("[name=koszt-0-name]", "Ławki")
    maria.page.fill("[name=koszt-0-quantity]", "6")
    maria.page.fill("[name=koszt-0-price]", "12 tys")
    maria.click("Zapisz i dalej")
    assert "Wpisz kwotę w złotych" in maria.text()
    maria.page.fill("[name=koszt-0-price]", "2 400,00")
    maria.click("Zapisz i dodaj puste wiersze")
    assert "14 400,00 zł" in maria.text()
    maria.click("Zapisz i dalej")
    maria.click("Zapisz i dalej")
    maria.click("Dalej: sprawdź wniosek")
    maria.click("Zaznacz, czy wnioskodawca ma ukończone 18 lat.")
    maria.page.check("[name=is_minor][value=nie]")
    maria.click("Zapisz i zobacz całość")
    maria.click("Złóż wniosek")
    assert "ma numer BO.2027.24" in maria.text()


def test_the_sum_of_costs_grows_while_rows_are_filled_and_says_when_it_is_too_much(walker):
    maria = walker().sign_in("maria")
    maria.go("/moje/nowy/")
    maria.fill(title="Most")
    maria.page.select_option("[name=pool]", label="Pula ogólnogminna")
    maria.click("Zapisz i dalej")
    maria.click("Koszty")
    maria.page.fill("[name=koszt-0-name]", "Most")
    maria.page.fill("[name=koszt-0-quantity]", "2,5")
    maria.page.fill("[name=koszt-0-price]", "100 000,10")
    assert "Razem: 250 000,25 zł. Za dużo o 0,25 zł: najwyżej może być 250 000,00 zł." in maria.text()


def test_the_coordinator_sets_the_form_and_sees_it_as_a_resident_does(walker):
    anna = walker().sign_in("anna")
    anna.go("/urzad/edycja/formularz/")
    anna.click("Zmień części")
    anna.page.select_option("[name=plot]", label="trzeba podać")
    anna.fill(reason="uchwała nr 5")
    anna.click("Zapisz")
    anna.click("Dodaj pytanie")
    anna.fill(label="Ile osób skorzysta?", reason="uchwała nr 5")
    anna.page.select_option("[name=kind]", label="Liczba")
    anna.click("Zapisz")
    anna.click("Zobacz jak mieszkaniec")
    anna.click("Miejsce")
    assert "Numer działki (potrzebne do złożenia)" in anna.text()
    anna.click("Opis")
    assert "Ile osób skorzysta?" in anna.text()


def test_a_clerk_loads_a_file_after_looking_at_what_it_would_make(walker, tmp_path):
    file = tmp_path / "wnioski.csv"
    jan = walker().sign_in("jan")
    jan.go("/urzad/wnioski/z-pliku/")
    file.write_bytes("tytuł;koszt;pula\nHuśtawka;drogo;Pula sołecka\n".encode("iso8859_2"))
    jan.page.set_input_files("[name=file]", file)
    jan.click("Sprawdź plik")
    assert "to nie jest kwota: drogo" in jan.text()
    file.write_bytes("tytuł;koszt;pula\nHuśtawka;5 000;Pula sołecka\n".encode("iso8859_2"))
    jan.page.set_input_files("[name=file]", file)
    jan.click("Sprawdź plik")
    assert "Huśtawka" in jan.text()
    jan.click("Wczytaj te wnioski")
    assert "Nowe wnioski: 1." in jan.text()


def test_a_place_is_marked_on_the_map_by_keyboard_and_seen_by_everyone(walker):
    maria = walker(width=360).sign_in("maria")
    maria.go("/moje/nowy/")
    maria.fill(title="Ławki")
    maria.click("Zapisz i dalej")
    assert maria.page.inner_text("[data-map-said]") == "Nic nie jest zaznaczone."
    maria.page.focus("[data-map-view]")
    maria.page.keyboard.press("ArrowRight")
    maria.press("Zaznacz środek mapy")
    assert maria.page.inner_text("[data-map-said]") == "Miejsce jest zaznaczone."
    maria.page.check("[name=map-kind][value=Polygon]")
    assert "1 z co najmniej 3" in maria.page.inner_text("[data-map-said]")
    maria.page.check("[name=map-kind][value=Point]")
    maria.click("Zapisz i zobacz całość")
    assert draft_of(maria).place["type"] == "Point"
    assert maria.page.locator("[data-map-view] path.map-place").count() == 1
    plain = walker(width=360, javascript=False).sign_in("maria")
    plain.go(maria.page.url.removeprefix(maria.base))
    assert plain.page.locator("svg.map-drawn circle.place").count() == 1


def test_pictures_are_added_with_words(walker, tmp_path):
    picture = tmp_path / "plac.jpg"
    picture.write_bytes(photograph(size=(400, 300)))
    maria = walker(width=360).sign_in("maria")
    maria.go("/moje/nowy/")
    maria.fill(title="Ławki")
    maria.click("Zapisz i dalej")
    maria.click("Załączniki")
    maria.page.set_input_files("[name=picture]", picture)
    maria.click("Dodaj obraz")
    assert "Wypełnij to pole" in maria.text()
    maria.page.set_input_files("[name=picture]", picture)
    maria.fill(words="Pusty plac przy stawie")
    maria.click("Dodaj obraz")
    assert maria.page.get_by_alt_text("Pusty plac przy stawie").count() == 1


def test_a_text_refused_for_its_length_is_still_offered_after_leaving_the_page(walker):
    maria = walker(width=360).sign_in("maria")
    maria.go("/moje/nowy/")
    maria.fill(title="Ławki")
    maria.click("Zapisz i dalej")
    maria.click("Opis")
    maria.fill(description="a" * 8001, justification="Odpoczynek")
    maria.click("Zapisz i dalej")
    assert "Skróć do 8000 znaków" in maria.text()
    maria.click("Koszty")
    maria.click("Opis")
    maria.click("Przywróć go")
    assert len(maria.page.input_value("[name=description]")) == 8001


def test_what_is_restored_writes_over_nothing_newer_unseen(walker):
    maria = walker(width=360).sign_in("maria")
    maria.go("/moje/nowy/")
    maria.fill(title="Ławki")
    until_said(maria, "Zapisano o")
    here = maria.page.url.removeprefix(maria.base)
    keep_in_browser(maria, "Stary tytuł")
    phone = walker(width=360).sign_in("maria")
    phone.go(here)
    phone.fill(title="Nowy tytuł")
    phone.click("Zapisz i dalej")
    maria.go(here)
    maria.problems.clear()
    maria.page.get_by_role("button", name="Przywróć go").click()
    until_said(maria, "zobaczysz obie wersje")
    maria.problems.clear()
    maria.click("Zapisz i dalej")
    assert "Nowy tytuł" in maria.text()
    assert draft_of(maria).title == "Nowy tytuł"


def link_in_letter(path):
    """The address in the newest letter that went out, from `path` on."""
    return re.search(rf"{path}\S+", mail.outbox[-1].body)[0]


@pytest.mark.parametrize("javascript", [True, False])
def test_neighbours_support_an_idea_by_one_letter_each(walker, javascript):
    maria = walker(width=360, javascript=javascript).sign_in("maria")
    maria.go("/moje/")
    maria.click("Tablica z historią rynku")
    page = maria.page.input_value("#support-url").split("8000")[-1].partition("/poparcie/")
    neighbour = walker(width=360, javascript=javascript)
    neighbour.go("/poparcie/" + page[2])
    assert "Poparło: 3." in neighbour.text()
    neighbour.click("Popieram")
    assert "Poprzeć pomysł mogą tylko mieszkańcy" in neighbour.text()
    neighbour.fill(name="Ola Lis", email="ola.lis@example.com")
    neighbour.page.check("[name=resident]")
    neighbour.click("Popieram")
    assert "Wysłaliśmy list na ola.lis@example.com" in neighbour.text()
    assert "Poparło: 3." in neighbour.text()
    neighbour.go(link_in_letter("/poparcie/list/"))
    neighbour.click("Popieram")
    assert "Twoje poparcie jest policzone" in neighbour.text()
    assert "Poparło: 4." in neighbour.text()


def test_a_co_author_is_invited_agrees_and_writes(walker):
    maria = walker(width=360).sign_in("maria")
    maria.go("/moje/")
    maria.click("Tablica z historią rynku")
    maria.click("Zaproś współautora")
    maria.fill(email="mieszkaniec5@lipowo.example")
    maria.click("Wyślij zaproszenie")
    assert "zaproszenie wysłane" in maria.text()
    other = walker(width=360).sign_in("mieszkaniec5")
    other.go(link_in_letter("/wspolautor/"))
    other.click("Zostaję współautorem")
    other.click("Napisz uzasadnienie: po co i dla kogo.")
    other.fill(justification="Turyści pytają o rynek")
    other.click("Zapisz i dalej")
    assert draft_of(other).justification == "Turyści pytają o rynek"
    assert "Złóż wniosek" not in other.text()


def test_paper_comes_in_with_its_scan_and_its_author_takes_it_with_the_code(walker, tmp_path):
    scan = tmp_path / "skan.pdf"
    scan.write_bytes(pdf())
    jan = walker().sign_in("jan")
    jan.go("/urzad/wnioski/papierowy/")
    jan.fill(office_number="BO.3041.99", author_name="Zofia Lis", title="Wiata przy szkole", summary="Dach")
    jan.page.select_option("[name=arrived_by]", label="pocztą")
    jan.page.select_option("[name=pool]", label="Pula ogólnogminna")
    jan.page.select_option("[name=category]", label="Zieleń")
    jan.fill(location="Szkoła", justification="Deszcz")
    jan.page.check("[name=is_minor][value=nie]")
    jan.page.set_input_files("[name=scan]", scan)
    jan.page.fill("[name=koszt-0-name]", "Wiata")
    jan.page.fill("[name=koszt-0-price]", "9 000")
    jan.click("Zarejestruj wniosek")
    assert "pod numerem BO.2027.24" in jan.text()
    assert "Skan wniosku papierowego: skan.pdf" in jan.text()
    here = int(jan.page.url.rstrip("/").rsplit("/", 1)[1])
    with scopes_disabled():
        given = Proposal.objects.select_related("edition__town").get(pk=here)
    with scope(town=given.edition.town):
        code = claiming.issue_code(given, act=Act("Jan", timezone.now()))
    maria = walker(width=360).sign_in("maria")
    maria.go("/moje/")
    maria.click("Przejmij wniosek złożony na papierze")
    maria.fill(code="AAAA BBBB CCCC")
    maria.click("Przejmij wniosek")
    assert "Nie ma wniosku z tym kodem" in maria.text()
    maria.fill(code=code.lower())
    maria.click("Przejmij wniosek")
    assert "Wniosek nr 24 jest na Twoim koncie" in maria.text()


def test_a_clerk_counts_signatures_and_marks_what_came_twice_by_keyboard(walker, demo):
    with scope(town=demo):
        third = Proposal.objects.filter(number="3").latest("edition__year")
    jan = walker().sign_in("jan")
    jan.go(f"/urzad/wnioski/{third.pk}/")
    jan.click("Policz podpisy")
    jan.fill(given="15", valid="17")
    with jan.page.expect_navigation():
        jan.page.keyboard.press("Enter")
    assert "nie może być więcej" in jan.text()
    jan.fill(given="17", valid="15")
    with jan.page.expect_navigation():
        jan.page.keyboard.press("Enter")
    assert "17, ważnych 15" in jan.text()
    jan.click("Oznacz jako duplikat")
    jan.fill(number="1", reason="ten sam plac")
    with jan.page.expect_navigation():
        jan.page.keyboard.press("Enter")
    assert "Duplikat wniosku nr 1" in jan.text()
    jan.page.click("summary")
    jan.page.fill("[name=reason]", "inny plac")
    jan.click("Przywróć do oceny formalnej")
    assert "wrócił do oceny formalnej" in jan.text()


def test_the_coordinator_sets_numbers_support_and_the_order_of_fields(walker):
    anna = walker().sign_in("anna")
    anna.go("/urzad/edycja/formularz/")
    anna.click("Zmień numery i poparcie")
    anna.fill(number_pattern="BO/{nr}", reason="x")
    anna.click("Zapisz")
    assert "mają już numery" in anna.text()
    anna.go("/urzad/edycja/formularz/kolejnosc/")
    anna.fill(summary="1", reason="uchwała nr 5")
    anna.click("Zapisz")
    anna.click("Zobacz jak mieszkaniec")
    names = anna.page.eval_on_selector_all("main form [name]", "all => all.map(one => one.name)")
    assert names.index("summary") < names.index("title")
