"""The office signs in with a telephone, begins an edition, and writes its own pages: by browser, on a phone and a desk."""

import re

import pyotp
import pytest
from django_scopes import scope

from wibo.accounts.models import SecondFactor, User
from wibo.bulletin.models import Text
from wibo.demo.building import DEMO_PASSWORD
from wibo.editions.models import AcceptedRisk

pytestmark = pytest.mark.journey


def with_telephone(person):
    """Set a telephone by the page as a person does; its secret and the printed codes."""
    person.go("/konto/telefon/")
    secret = re.sub(r"\s", "", person.page.inner_text(".code"))
    person.fill(password=DEMO_PASSWORD, number=pyotp.TOTP(secret).now())
    person.click("Ustaw telefon")
    return secret, person.page.locator(".codes .code").all_inner_texts()


@pytest.mark.parametrize(("width", "javascript"), [(360, True), (1280, False)])
def test_an_official_sets_a_telephone_and_signs_in_with_it(walker, demo, width, javascript):
    anna = walker(width=width, javascript=javascript).sign_in("anna")
    _, codes = with_telephone(anna)
    assert len(codes) == 10
    anna.click("Dalej")
    assert "Niewykorzystanych kodów: 10" in anna.text()
    anna.click("Wyloguj się")
    again = walker(width=width, javascript=javascript)
    again.go("/konto/zaloguj/?next=/urzad/edycja/")
    again.fill(email="anna@lipowo.example", password=DEMO_PASSWORD)
    again.press("Zaloguj się")
    assert "Hasło się zgadza" in again.text()
    again.fill(number="000000")
    again.press("Zaloguj się")
    assert "Numer się nie zgadza" in again.text()
    again.fill(number=codes[0])
    again.press("Zaloguj się")
    assert again.page.url.endswith("/urzad/edycja/")
    again.go("/konto/")
    assert "(tutaj)" in again.text()


def test_a_lost_telephone_is_taken_off_with_a_reason(walker, demo):
    with_telephone(walker().sign_in("jan"))
    with scope(town=demo):
        jan = User.objects.by_email("jan@lipowo.example")
    anna = walker(width=360).sign_in("anna")
    anna.go("/urzad/osoby/")
    anna.go(f"/urzad/osoby/{jan.pk}/telefon/")
    anna.fill(reason="zgubiony")
    anna.click("Usuń telefon")
    with scope(town=demo):
        assert not SecondFactor.objects.exists()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_coordinator_reads_the_law_begins_and_writes_own_pages(walker, demo, width):
    anna = walker(width=width).sign_in("anna")
    anna.go("/urzad/edycja/")
    assert anna.page.locator("svg.calendar rect").count() >= 7
    anna.click("Przyjmij ryzyko")
    anna.fill(reason="opinia prawna nr 3")
    anna.press("Przyjmij ryzyko")
    with scope(town=demo):
        assert AcceptedRisk.objects.get().reason == "opinia prawna nr 3"
    anna.go("/urzad/edycja/nowa/")
    anna.page.get_by_label("Miasto z osiedlami").check()
    anna.press("Załóż edycję")
    assert "Wpisz to, żeby zacząć od wzoru." in anna.text()
    anna.go("/urzad/teksty/")
    anna.click("Informacja o danych osobowych")
    anna.click("Podgląd")
    anna.click("Zapisz i pokaż wszystkim")
    with scope(town=demo):
        assert Text.objects.get(kind="privacy").is_public
    for code in ("pl", "uk"):
        resident = walker(width=width)
        resident.go(f"/dane-osobowe/?jezyk={code}")
        assert "Twoje prawa" in resident.text()
    resident.go("/dostepnosc/")


def test_a_foreigner_reads_results_and_receipts_in_their_language(walker, demo):
    for code, said in (("en", "Proposals"), ("uk", "Заявки")):
        resident = walker(width=360)
        resident.go(f"/wnioski/?jezyk={code}")
        assert said in resident.page.inner_text("body")
        for path in (
            "/wnioski/",
            "/wyniki/",
            "/wyniki/losowania/",
            "/potwierdzenia/",
            "/potwierdzenie/",
            "/dane/",
            "/nie-ma/",
        ):
            resident.problems.clear()
            resident.page.goto(resident.base + path)
            # The console notes that a page is missing; that is no problem of the page.
            resident.problems.clear()
            resident.check()
            assert resident.page.locator("html").get_attribute("lang") == code, path
        resident.page.goto(resident.base + "/wnioski/")
        resident.page.locator("ul.grid a").first.click()
        resident.page.wait_for_load_state()
        resident.check()


@pytest.mark.parametrize("width", [360, 1280])
def test_an_official_adds_a_passkey_and_signs_in_with_it(walker, demo, width):
    anna = walker(width=width).sign_in("anna")
    devices = anna.context.new_cdp_session(anna.page)
    devices.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**kind, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    anna.go("/konto/klucze/nowy/")
    anna.fill(password=DEMO_PASSWORD)
    anna.press("Dalej")
    anna.fill(name="laptop w urzędzie")
    anna.page.get_by_role("button", name="Dodaj klucz").click()
    anna.page.wait_for_selector(".codes")
    anna.check()
    anna.click("Dalej")
    assert "laptop w urzędzie" in anna.text()
    anna.click("Wyloguj się")
    anna.go("/konto/zaloguj/?next=/urzad/edycja/")
    anna.fill(email="anna@lipowo.example", password=DEMO_PASSWORD)
    anna.press("Zaloguj się")
    anna.page.get_by_role("button", name="Użyj klucza dostępu").click()
    anna.page.wait_for_selector("svg.calendar")
    anna.check()


def test_without_javascript_a_key_leads_to_the_telephone(walker, demo):
    anna = walker(javascript=False).sign_in("anna")
    anna.go("/konto/klucze/nowy/")
    anna.fill(password=DEMO_PASSWORD)
    anna.press("Dalej")
    anna.click("Ustaw telefon")
    assert "Telefon do logowania" in anna.text()
