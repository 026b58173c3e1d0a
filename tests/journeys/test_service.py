"""The service around the towns through a browser: the demo's own page, the operator, a town's first days."""

import re
import time

import pytest
from django.core import mail
from django.utils import timezone

from tests.journeys.people import crawl
from tests.journeys.test_whole_budget import OF_EVALUATION
from wibo.service import crowding
from wibo.service.actions import create_operator

pytestmark = pytest.mark.journey
PASSWORD = "hasło operatora 1"


@pytest.fixture
def operator(walker):
    create_operator(email="ola@wibo.example", name="Ola", password=PASSWORD, at=timezone.now())
    made = walker(host="operator.localhost")
    made.go("/zaloguj/")
    made.fill(email="ola@wibo.example", password=PASSWORD)
    made.click("Zaloguj się")
    return made


def test_every_page_of_the_console_is_accessible(operator):
    seen = crawl(operator, "/")
    assert {"/", "/gminy/nowa/", "/gminy/lipowo/", "/gminy/lipowo/okres/", "/gminy/lipowo/dane/"} <= seen


def test_the_page_of_the_demo_is_accessible_and_a_click_signs_in(walker, settings):
    settings.DEMO = True
    settings.BASE_URLCONF = "wibo.demo.urls_base"
    visitor = walker(host="localhost", width=360)
    visitor.go("/")
    link = visitor.page.get_by_role("link", name="Anna Wilczek").get_attribute("href")
    anna = walker()
    anna.go("/_wejdz/" + link.split("/_wejdz/")[1])
    assert "Pulpit" in anna.text()


def test_a_founded_town_gets_its_people_its_edition_its_pool_and_its_dates(operator, walker):
    operator.go("/gminy/nowa/")
    operator.fill(
        name="Gmina Nowa",
        name_genitive="Gminy Nowa",
        slug="nowa",
        colour="#ffd500",
        population="4000",
        contact_person="Ula Iks",
        contact_place="Rynek 1",
        contact_phone="55 1",
        contact_email="bo@nowa.example",
    )
    operator.page.fill("[name=admin-first_name]", "Ula")
    operator.page.fill("[name=admin-surname]", "Iks")
    operator.page.fill("[name=admin-email]", "ula@nowa.example")
    operator.click("Załóż gminę")
    assert "Zaproszenie wysłano" in operator.text()
    body = mail.outbox[-1].body
    ula = walker(host="nowa.localhost")
    ula.go(re.search(r"/konto/potwierdz/\S+", body).group())
    ula.fill(password="długie hasło uli")
    ula.click("Ustal hasło")
    ula.click("Załóż edycję")
    ula.page.get_by_role("button", name="Załóż edycję").click()
    assert "Edycja jest założona" in ula.text()
    ula.click("Dodaj pulę")
    ula.fill(name="Cała gmina", amount="200 000", reason="uchwała")
    ula.click("Zapisz")
    ula.click("Zmień terminy")
    ula.page.fill("[name=submission--opens_at]", "2030-01-01T08:00")
    ula.page.fill("[name=submission--last_minute]", "2030-02-01T15:30")
    ula.fill(reason="zarządzenie")
    ula.click("Zapisz harmonogram")
    assert "poza okres usługi" in ula.text()
    ula.go("/urzad/osoby/")
    ula.fill(first_name="Jan", surname="Igrek", email="jan@nowa.example")
    ula.page.select_option("[name=role]", label="Wprowadzający")
    ula.click("Wyślij zaproszenie")
    assert "jan@nowa.example" in ula.text()
    assert "czeka na ustalenie hasła" in ula.text()
    crawl(ula, "/urzad/", OF_EVALUATION)


@pytest.mark.parametrize("width", [360, 1280])
def test_who_comes_in_a_crowd_reads_when_it_is_their_turn_and_then_it_is(walker, monkeypatch, width):
    """With a header as the web server in front says it: first one of who has waited for half a minute."""
    monkeypatch.setattr(crowding, "_SOONEST", 3)
    monkeypatch.setattr(crowding, "_LATEST", 4)
    visitor = walker(width=width)

    def came(seconds):
        visitor.page.set_extra_http_headers({"X-Request-Start": f"t={time.time() - seconds:.3f}"})

    came(0)
    visitor.go("/glosowanie/")
    visitor.context.clear_cookies()
    came(30)
    assert visitor.page.goto(f"{visitor.base}/glosowanie/").status == 503
    # That the page is an answer of 503 the browser tells as an error, too.
    visitor.problems.clear()
    visitor.check()
    assert "Za chwilę będzie twoja kolej" in visitor.text()
    # By the time the page asks again.
    came(-20)
    visitor.page.get_by_role("heading", name="Za chwilę będzie twoja kolej").wait_for(
        state="detached", timeout=15_000
    )
    visitor.page.wait_for_load_state()
    assert visitor.page.locator("header").count()
    visitor.problems.clear()
    visitor.check()
