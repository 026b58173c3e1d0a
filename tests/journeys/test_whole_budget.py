"""Stories through a real browser: Maria proposes, officials judge, people vote, two open the urn."""

import re

import pytest
from django.core import mail
from django_scopes import scope

from tests.journeys.applications import write_up_to_costs
from tests.journeys.people import crawl
from tests.tampering import untriggered
from wibo.demo.moving import move_to
from wibo.housekeeping.ticking import tick
from wibo.journal.acts import Act

pytestmark = pytest.mark.journey


# These are the same at every stage, and visited in the one that they are for.
OF_EVALUATION = re.compile(r"/urzad/(zasady-oceny|ocena)/")
_OF_SETTINGS = re.compile(r"/urzad/(edycja|osoby)/.")
_SEEN_ELSEWHERE = {"collecting": OF_EVALUATION, "evaluation": _OF_SETTINGS}
_SEEN_BEFORE = re.compile(f"{OF_EVALUATION.pattern}|{_OF_SETTINGS.pattern}")


def test_maria_signs_up_and_hands_in_a_proposal(walker, demo):
    maria = walker(width=360)
    maria.go("/konto/zaloz/")
    maria.click("Załóż konto")
    assert "Nic z tego, co wpisano, nie przepadło" in maria.text()
    maria.fill(first_name="Genowefa", surname="Pigwa", email="pigwa@x.example")
    maria.click("Załóż konto")
    [body] = [letter.body for letter in mail.outbox if letter.to == ["pigwa@x.example"]]
    maria.go(re.search(r"/konto/potwierdz/\S+", body).group())
    maria.fill(password="długie hasło pigwy")
    maria.click("Ustal hasło")
    maria.click("Zacznij nowy wniosek")
    write_up_to_costs(maria)
    maria.page.fill("[name=koszt-0-name]", "Ławki")
    maria.page.fill("[name=koszt-0-price]", "12 500,00")
    maria.click("Zapisz i dalej")
    maria.page.check("[name=is_minor][value=nie]")
    maria.click("Zapisz i zobacz całość")
    maria.click("Złóż wniosek")
    assert "ma numer BO.2027.24" in maria.text()
    assert "12 500,00 zł" in maria.text()


def test_evaluators_judge_by_two_cards(walker, demo):
    ewa, piotr = walker().sign_in("ewa"), walker().sign_in("piotr")
    ewa.go("/urzad/ocena-formalna/")
    ewa.page.keyboard.press("j")
    ewa.page.wait_for_url("**/ocena-formalna/*/")
    ewa.click("Zapisz i następny")
    assert "Wynik: Wybierz jedną z odpowiedzi." in ewa.text()
    for answer in ewa.page.locator("input[type=radio][value=yes]").all():
        answer.check()
    ewa.page.check("[name=verdict][value=positive]")
    ewa.click("Zapisz i następny")
    assert "Zapisano ocenę formalną wniosku nr 1" in ewa.text()
    piotr.go("/urzad/ocena-merytoryczna/")
    piotr.click("Oceń pierwszy")
    for answer in piotr.page.locator("input[type=radio][value=yes]").all():
        answer.check()
    piotr.page.check("[name=verdict][value=positive]")
    piotr.click("Zapisz i następny")
    assert "Zapisano ocenę merytoryczną wniosku nr 1" in piotr.text()


def vote(voter, surname):
    voter.go("/glosowanie/")
    voter.click("Zacznij głosować")
    voter.fill(first_name="Genowefa", surname=surname, birth_date="15.04.1950", address="Polna 3")
    voter.page.check("[name=declared]")
    voter.click("Dalej")
    voter.page.get_by_label("Sołectwa").check()
    voter.click("Dalej")


def test_a_resident_votes_once_without_javascript(walker, demo):
    move_to("lipowo", "voting")
    voter = walker(width=360, javascript=False)
    vote(voter, "Pigwa")
    for box in voter.page.locator("input[type=checkbox]").all()[:4]:
        box.check()
    voter.click("Dalej")
    assert "Za dużo projektów: wybrano 4, można najwyżej 3" in voter.text()
    voter.page.locator("input[type=checkbox]").nth(3).uncheck()
    voter.click("Dalej")
    voter.page.locator("input[type=radio]").first.check()
    voter.click("Dalej")
    assert "Sprawdź swój głos" in voter.text()
    voter.click("Oddaj głos")
    receipt = voter.page.inner_text(".code")
    voter.page.go_back()
    voter.page.reload()
    assert "Głosujesz raz" in voter.text()
    voter.go("/potwierdzenia/")
    voter.go("/potwierdzenie/")
    voter.fill(receipt=receipt)
    voter.click("Sprawdź")
    assert "Twój głos jest w urnie" in voter.text()
    again = walker(width=360, javascript=False)
    again.go("/glosowanie/kim-jestes/")
    again.fill(first_name="GENOWEFA", surname="pigwa", birth_date="15.04.1950", address="Długa 1")
    again.page.check("[name=declared]")
    again.click("Dalej")
    assert "Tego głosu nie możemy przyjąć" in again.text()


def test_the_booth_counts_along_and_finds_by_words(walker, demo):
    move_to("lipowo", "voting")
    voter = walker(width=360)
    vote(voter, "Gruszka")
    voter.page.locator("input[type=checkbox]").nth(0).check()
    voter.page.locator("input[type=checkbox]").nth(1).check()
    assert "Wybrano projektów: 2 z 3" in voter.page.inner_text("[data-tray]")
    voter.page.fill("[data-search]", "swietojanskiej")
    assert voter.page.locator(".choice:visible").count() == 1


def test_a_clerk_keys_paper_by_keyboard(walker, demo):
    move_to("lipowo", "voting")
    jan = walker().sign_in("jan")
    jan.go("/urzad/karty/nowa/")
    jan.fill(name="biblioteka", expected="1")
    jan.click("Otwórz paczkę")
    assert "Karty policzyła dopiero jedna osoba" in jan.text()
    commission = walker().sign_in("komisja")
    commission.go("/urzad/karty/")
    commission.click("Policz drugi raz biblioteka")
    commission.fill(papers="2")
    commission.click("Zapisz")
    assert "różni się od pierwszego liczenia" in commission.text()
    commission.fill(papers="1")
    commission.click("Zapisz")
    jan.go("/urzad/karty/")
    jan.click("Wpisuj biblioteka")
    jan.fill(
        first_name="Alojzy", surname="Gruszka", birth_date="01.02.1944", address="Lipowa 2", marks="1 3 99"
    )
    jan.page.select_option("[name=area]", label="Miasto Lipowo")
    jan.page.press("[name=marks]", "Enter")
    assert "nie ma projektu nr 99" in jan.text()
    jan.fill(marks="1 3")
    jan.page.press("[name=marks]", "Enter")
    jan.page.wait_for_load_state()
    assert "zapieczętowana" in jan.text()
    jan.click("Cała paczka")
    jan.click("Zamknij paczkę")
    jan.click("Zamknij paczkę")
    assert "jest zamknięta. Kart: 1" in jan.text()


def test_two_people_open_the_urn_and_the_result_is_published(walker, demo):
    move_to("lipowo", "counting")
    anna, commission = walker().sign_in("anna"), walker().sign_in("komisja")
    anna.go("/urzad/urna/")
    anna.fill(reason="Koniec głosowania")
    anna.click("Wnoszę o otwarcie urny")
    assert "druga osoba" in anna.text()
    commission.go("/urzad/urna/")
    commission.click("Potwierdzam otwarcie urny")
    anna.go("/urzad/urna/")
    anna.click("Ustal wynik")
    assert "Wynik jest liczony" in anna.text()
    anna.go("/urzad/urna/inne-zasady/")
    assert "Inna zasada" in anna.text()
    anna.go("/urzad/urna/")
    anna.page.locator("summary", has_text="Ogłoś wyniki").click()
    anna.fill(protests_until="2099-01-01")
    anna.click("Ogłaszam wyniki")
    assert "Wyniki są ogłoszone" in anna.text()
    resident = walker(width=360)
    resident.go("/wyniki/")
    resident.page.locator("main .card a").first.click()
    resident.page.wait_for_url("**/wyniki/*/")
    resident.check()
    assert "Jak liczyliśmy" in resident.text()
    assert "nie jest jeszcze ostateczny" in resident.text()
    decide_a_protest(anna, commission)
    revise_the_result(anna)
    resident.page.reload()
    resident.check()
    assert "Wynik zmieniono" in resident.text()
    assert "Projekty z innych pieniędzy" in resident.text()


def decide_a_protest(anna, commission):
    anna.go("/urzad/protesty/nowy/")
    anna.fill(letter="BO.5", received_on="2026-11-01", summary="Nie policzono wszystkich kart")
    anna.click("Zapisz")
    commission.go("/urzad/protesty/")
    commission.click("Rozstrzygnij pismo BO.5")
    commission.page.check("[value=no]")
    commission.fill(answer="Karty policzono dwa razy, protokół paczki nr 2")
    commission.click("Zapisz")
    assert "oddalony" in commission.text()


def revise_the_result(anna):
    anna.go("/urzad/urna/pula/")
    anna.page.select_option("[name=pool]", index=1)
    anna.fill(amount="20000", reason="Zarządzenie nr 9")
    anna.click("Zapisz")
    anna.click("Ustal wynik jeszcze raz")
    anna.go("/urzad/urna/")
    assert "Wszyscy widzą jeszcze poprzedni" in anna.text()
    anna.page.fill("#revised", "Zarządzenie nr 9")
    anna.click("Ogłoś zmieniony wynik")
    anna.go("/urzad/urna/dodaj/")
    anna.page.select_option("[name=project]", index=1)
    anna.fill(amount="5000", source="Rezerwa", reason="Decyzja wójta")
    anna.click("Zapisz")


def test_a_tie_is_drawn_in_public_and_anyone_repeats_it(walker, demo):
    from datetime import timedelta

    from django.utils import timezone

    from wibo.demo.building import build_town
    from wibo.demo.recipes import RECIPES
    from wibo.editions.models import Edition
    from wibo.results.actions.counting import count_all
    from wibo.results.models import TieNotice
    from wibo.voting.urn.opening import open_urn

    town = build_town(RECIPES["sosnowice"])
    with scope(town=town):
        edition = Edition.objects.select_related("town").latest("year")
        open_urn(edition, act=Act("dwie osoby", timezone.now()))
        count_all(edition, act=Act("dwie osoby", timezone.now()))
    henryk = walker(host="sosnowice.localhost").sign_in("henryk")
    henryk.go("/urzad/urna/")
    henryk.click("Rozstrzygnij remis")
    henryk.click("wpisz kolejność z regulaminu")
    henryk.click("Wróć")
    henryk.fill(place="Urząd, sala nr 3", drawn_on="2099-01-01T12:00")
    henryk.click("Ogłoś losowanie")
    resident = walker(host="sosnowice.localhost", width=360)
    resident.go("/wyniki/losowania/")
    assert "sala nr 3" in resident.text()
    with scope(town=town), untriggered():
        TieNotice.objects.update(drawn_on=timezone.now() - timedelta(minutes=1))
    henryk.click("Rozstrzygnij remis")
    henryk.fill(seed="4 1 6 2 2", reason="Kostka")
    henryk.click("Zapisz losowanie")
    assert "co najmniej 10" in henryk.text()
    henryk.fill(seed="4 1 6 2 2 5 3 1 6 4", reason="Kostka, przy komisji")
    henryk.click("Zapisz losowanie")
    henryk.go("/urzad/urna/")
    assert "o liście rozstrzyga remis" not in henryk.text()
    resident.go("/wyniki/losowania/")
    assert "4162253164" in resident.text()


@pytest.mark.parametrize("stage", ["collecting", "evaluation", "voting", "counting", "results"])
def test_every_page_of_every_stage_works_for_everyone(walker, demo, stage):
    from django.utils import timezone

    move_to("lipowo", stage)
    tick(timezone.now())
    assert len(crawl(walker(), "/")) > 10
    people = ("anna", "maria", "jan", "komisja") if stage == "voting" else ("anna",)
    for who in people:
        start = "/moje/" if who == "maria" else "/urzad/"
        without = _SEEN_ELSEWHERE.get(stage, _SEEN_BEFORE)
        assert len(crawl(walker().sign_in(who), start, without)) > 10


def test_the_list_of_towns_leads_to_the_town(walker, demo, settings):
    stranger = walker()
    port = stranger.base.rpartition(":")[2]
    settings.DEMO, settings.PORT = True, int(port)
    stranger.page.goto(f"http://localhost:{port}/")
    stranger.check()
    stranger.click("Gmina Lipowo")
    assert "lipowo.localhost" in stranger.page.url
    assert stranger.go("/_ui/") == 200
