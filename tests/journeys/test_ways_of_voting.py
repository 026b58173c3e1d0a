"""Pages that the demo's first town does not lead to: codes, registers, proved contacts, languages, checks of paper."""

import json
import re

import pytest
from django.conf import settings
from django.utils import timezone
from django_scopes import scope

from wibo.accounts.models import User
from wibo.demo.moving import move_to
from wibo.editions.actions import change_rules
from wibo.editions.models import Edition
from wibo.journal.acts import Act
from wibo.voting.papers.batches import open_batch

pytestmark = pytest.mark.journey


def set_rules(town, columns=None, **rules):
    with scope(town=town):
        edition = Edition.objects.select_related("town").filter(imported=False).latest("year")
        change_rules(edition, columns or {}, rules, act=Act("test", timezone.now()), reason="próba")


def last_message():
    lines = (settings.DATA_DIR / "wiadomosci.jsonl").read_text("utf-8").splitlines()
    return json.loads(lines[-1])["text"]


def test_a_voter_proves_a_contact_and_votes_in_ukrainian_on_a_phone(walker, demo):
    set_rules(demo, contact="either", guardian_age=13, asks_sex=True, rekey_percent=20, fault_scope="list")
    move_to("lipowo", "voting")
    voter = walker(width=360)
    voter.go("/glosowanie/")
    voter.click("Українська")
    voter.click("Почати голосування")
    voter.fill(
        first_name="Olena",
        surname="Kowalenko",
        birth_date="01.02.1990",
        address="Polna 3",
        contact="501 234 567",
    )
    voter.page.check("[name=declared]")
    voter.click("Далі")
    voter.fill(number="000")
    voter.click("Далі")
    assert "неправильний" in voter.text()
    voter.fill(number=re.search(r"\d{6}", last_message()).group())
    voter.click("Далі")
    voter.page.check("[name=area] >> nth=0")
    voter.click("Далі")
    while "/wybor/" in voter.page.url:
        voter.page.locator(".choice input").first.check()
        voter.click("Далі")
    voter.click("Віддати голос")
    assert "Голос прийнято" in voter.text()
    voter.page.locator("summary", has_text="Надіслати код").click()
    voter.fill(email="olena@przyklad.example")
    voter.press("Надіслати код")
    assert "Адресу ми не зберегли" in voter.text()


def test_the_station_and_the_course_of_voting(walker, demo):
    move_to("lipowo", "voting")
    desk = walker(width=360)
    desk.go("/glosowanie/stanowisko/")
    desk.click("Włącz stanowisko")
    desk.go("/glosowanie/stanowisko/")
    anna, commission = walker().sign_in("anna"), walker().sign_in("komisja")
    anna.go("/urzad/glosowanie/")
    anna.page.locator("summary", has_text="Wstrzymaj").click()
    anna.fill(reason="Próba")
    anna.click("Wnoszę o wstrzymanie")
    commission.go("/urzad/glosowanie/")
    commission.click("Potwierdzam: wstrzymanie")
    assert "jest wstrzymane" in commission.text()
    desk.go("/glosowanie/")
    assert "Próba" in desk.text()
    anna.go("/urzad/glosowanie/przedluz/")
    anna.click("Przedłuż głosowanie")
    assert "Nic z tego, co wpisano, nie przepadło" in anna.text()
    anna.go("/urzad/karta/wydruk/")


def test_disputes_and_counts_at_the_office(walker, demo):
    move_to("lipowo", "voting")
    with scope(town=demo):
        edition = (
            Edition.objects.select_related("town")
            .prefetch_related("windows")
            .filter(imported=False)
            .latest("year")
        )
        jan = User.objects.by_email("jan@lipowo.example")
        batch = open_batch(edition, "próbna", timezone.localdate(), 3, user=jan, at=timezone.now())
    clerk, commission = walker().sign_in("jan"), walker().sign_in("komisja")
    clerk.go(f"/urzad/karty/{batch.pk}/policz/")
    commission.go(f"/urzad/karty/{batch.pk}/policz/")
    commission.fill(papers="3")
    commission.click("Zapisz")
    clerk.go(f"/urzad/karty/{batch.pk}/wpisz/")
    clerk.click("Odłóż do spornych")
    clerk.fill(question="Dwa krzyżyki, jeden przekreślony")
    clerk.click("Odłóż do spornych")
    commission.go("/urzad/karty/sporne/")
    commission.click("Rozstrzygnij kartę 1")
    commission.page.select_option("[name=reason]", "N19")
    commission.fill(answer="Nie widać, który jest wyborem")
    commission.click("Zapisz decyzję")
    assert "nieważna, N19" in commission.text()
    clerk.go(f"/urzad/karty/{batch.pk}/")
    clerk.go(f"/urzad/karty/{batch.pk}/wpisz/")


@pytest.mark.parametrize(("kind", "path"), [("code", "/urzad/kody/"), ("pesel-register", "/urzad/wykaz/")])
def test_pages_of_codes_and_registers(walker, demo, kind, path):
    set_rules(demo, {"identity_kind": kind}, factor="mother")
    anna = walker().sign_in("anna")
    anna.go(path)
    if kind == "code":
        anna.click("Wydaj kod w urzędzie")
        anna.fill(first_name="Maria", surname="Lis", birth_date="05.05.2099", reason="list nie doszedł")
        anna.press("Wydaj kod (PDF)")
        assert "w przyszłości" in anna.text()
    else:
        anna.click("Dopisz osobę")
        anna.fill(reason="oświadczenie")
        anna.press("Dopisz do wykazu")
        assert "Wpisz numer PESEL albo imię" in anna.text()
        anna.go("/urzad/wykaz/klucz/")
    for topic in ("kto", "rozpoznanie", "obszary", "karty", "jawnosc"):
        anna.go(f"/urzad/edycja/zasady/{topic}/")
    anna.go("/urzad/edycja/zasady/")
    anna.go("/urzad/edycja/pula/")
