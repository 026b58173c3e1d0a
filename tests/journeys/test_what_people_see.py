"""What residents come for beside voting: to read, to look, to compare, to follow and to see what was built."""

import re

import pytest
from django.core import mail
from django_scopes import scope

from tests.files import photograph, written_pdf
from wibo.demo.moving import move_to
from wibo.editions.models import Edition
from wibo.proposals.models import Proposal
from wibo.works.models import Work

pytestmark = pytest.mark.journey
SIZES = [(360, True), (360, False), (1280, True)]


def link_in_letter(path):
    """The address in the newest letter that went out, from `path` on."""
    return re.search(rf"{path}\S+", mail.outbox[-1].body)[0]


def test_the_coordinator_writes_and_everyone_reads(walker, tmp_path):
    anna = walker().sign_in("anna")
    anna.go("/urzad/teksty/")
    anna.page.locator("#news").locator("xpath=..").get_by_role("link", name="Dodaj").click()
    anna.check()
    anna.fill(title="Spotkanie w świetlicy", body="Zapraszamy **w środę**.\n\n- o 17\n- z dziećmi")
    anna.click("Podgląd")
    assert anna.page.locator(".written strong").inner_text() == "w\N{NO-BREAK SPACE}środę"
    anna.click("Zapisz, nie pokazuj")
    resident = walker(width=360, javascript=False)
    resident.go("/aktualnosci/")
    assert "Spotkanie w świetlicy" not in resident.text()
    anna.click("Zapisz i pokaż wszystkim")
    for width, javascript in SIZES:
        resident = walker(width=width, javascript=javascript)
        resident.go("/")
        resident.click("Spotkanie w świetlicy")
        assert resident.page.locator(".written li").count() == 2
    resolution = tmp_path / "uchwala.pdf"
    resolution.write_bytes(written_pdf("Uchwała rady gminy"))
    anna.go("/urzad/teksty/nowy/document/")
    anna.fill(title="Uchwała rady")
    anna.page.set_input_files("[name=upload]", resolution)
    anna.click("Zapisz i pokaż wszystkim")
    resident.go("/dokumenty/")
    with resident.page.expect_download() as download:
        resident.page.get_by_role("link", name="Uchwała rady", exact=True).click()
    assert download.value.suggested_filename == "uchwala.pdf"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_neighbour_follows_an_idea_and_stops(walker, demo, javascript):
    with scope(town=demo):
        edition = Edition.objects.filter(imported=False).latest("year")
        idea = Proposal.objects.filter(edition=edition).submitted().first()
    neighbour = walker(width=360, javascript=javascript)
    neighbour.go(f"/wnioski/{idea.pk}/")
    neighbour.click("Obserwuj")
    neighbour.click("Obserwuj")
    assert "Wypełnij to pole" in neighbour.text()
    neighbour.fill(email="ola.lis@example.com")
    neighbour.click("Obserwuj")
    assert "Wysłaliśmy list na ola.lis@example.com" in neighbour.text()
    neighbour.go(link_in_letter("/obserwuj/list/"))
    neighbour.click("Tak, obserwuję")
    assert "Od teraz napiszemy o każdym kroku" in neighbour.text()
    neighbour.go(link_in_letter("/obserwuj/list/"))
    neighbour.click("Nie pisz więcej")
    assert "Nie napiszemy już o tym wniosku" in neighbour.text()


def test_works_are_told_and_seen(walker, demo, tmp_path):
    with scope(town=demo):
        built = Work.objects.filter(state="building").select_related("project").first().project
    picture = tmp_path / "lawki.jpg"
    picture.write_bytes(photograph(size=(400, 300)))
    anna = walker().sign_in("anna")
    anna.go(f"/urzad/realizacja/{built.pk}/")
    anna.page.get_by_label("Odstąpiono", exact=True).check()
    anna.click("Zapisz")
    assert "Napisz, dlaczego projekt nie powstanie" in anna.text()
    anna.page.get_by_label("W budowie", exact=True).check()
    anna.fill(percent="80")
    anna.click("Zapisz")
    anna.click("Dodaj wpis")
    anna.fill(body="Stoją **ławki**.")
    anna.page.set_input_files("[name=picture]", picture)
    anna.click("Dodaj wpis")
    assert "Napisz, co widać na obrazie" in anna.text()
    anna.page.set_input_files("[name=picture]", picture)
    anna.fill(words="Nowe ławki w parku")
    anna.click("Dodaj wpis")
    for width, javascript in SIZES:
        resident = walker(width=width, javascript=javascript)
        resident.go("/realizacja/")
        assert "W budowie" in resident.text()
        resident.click(built.title)
        assert "wykonano 80%" in resident.text()
        assert resident.page.get_by_alt_text("Nowe ławki w parku").count() == 1


@pytest.mark.parametrize(("width", "javascript"), SIZES)
def test_projects_are_sifted_mapped_and_compared(walker, demo, width, javascript):
    move_to("lipowo", "voting")
    resident = walker(width=width, javascript=javascript)
    resident.go("/projekty/")
    resident.page.locator("summary", has_text="Filtry i kolejność").click()
    resident.fill(koszt="50 000")
    resident.page.get_by_label("Kolejność").select_option(label="Od najtańszych")
    resident.click("Szukaj")
    assert resident.page.locator(".beside .grid > li").count() < 20
    assert resident.page.locator(".map").count() == 1
    first = resident.page.locator(".beside .card-title a").first.inner_text()
    resident.page.get_by_role("button", name="Do porównania").first.click()
    resident.check()
    resident.go("/porownanie/")
    assert first.replace("\xa0", " ") in resident.text().replace("\xa0", " ")
    resident.click("Wyczyść listę")
    assert "Nic tu jeszcze nie ma" in resident.text()


def test_who_votes_on_paper_finds_a_place(walker):
    anna = walker().sign_in("anna")
    anna.go("/urzad/edycja/miejsce/")
    anna.fill(
        name="Biblioteka", address="ul. Długa 12", hours="poniedziałek–piątek 8–18", reason="zarządzenie"
    )
    anna.page.locator("[data-map-view]").scroll_into_view_if_needed()
    anna.click("Zaznacz środek mapy")
    anna.click("Zapisz")
    for width, javascript in SIZES:
        resident = walker(width=width, javascript=javascript)
        resident.go("/zasady/")
        assert "ul. Długa 12" in resident.text()
        assert resident.page.locator(".map").count() == 1
