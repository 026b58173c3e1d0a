"""Pages of the edition and lists: what they show, what they refuse, how often they ask the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from tests import factories
from wibo.editions.forms.edition import ROWS
from wibo.editions.models import StageWindow
from wibo.journal.models import Entry
from wibo.rulebook.calendar.schedule import Stage


def schedule_data(edition, **changes):
    data = {"reason": "zarządzenie nr 3"}
    windows = {(w.stage, w.channel): w for w in edition.windows.all()}
    for stage, channel in ROWS:
        window = windows.get((stage.value, channel))
        for name, moment in (
            ("opens_at", window and window.opens_at),
            ("last_minute", window and window.closes_at),
        ):
            data[f"{stage}-{channel}-{name}"] = localtime(moment).strftime("%Y-%m-%dT%H:%M") if moment else ""
    return data | changes


def test_dates_change_with_a_reason(visit, cast, edition):
    visit.as_(cast.anna)
    data = schedule_data(edition, **{"submission--last_minute": "2027-10-30T15:30"})
    assert visit.post("/urzad/edycja/harmonogram/", data | {"reason": ""}).status_code == 200
    assert not Entry.objects.filter(kind="schedule-changed").exists()
    assert visit.post("/urzad/edycja/harmonogram/", data).status_code == 302
    window = StageWindow.objects.get(stage="submission")
    assert localtime(window.closes_at).strftime("%H:%M") == "15:31"
    entry = Entry.objects.get(kind="schedule-changed")
    assert "30.10.2027 15:30" in entry.facts["changes"]
    assert entry.facts["reason"] == "zarządzenie nr 3"


def test_an_end_before_the_start_is_told(visit, cast, edition):
    visit.as_(cast.anna)
    data = schedule_data(edition, **{"submission--last_minute": "2026-01-01T00:00"})
    response = visit.post("/urzad/edycja/harmonogram/", data)
    assert "Koniec jest przed początkiem" in response.content.decode()


POOL = {
    "name": "Pula mała",
    "amount": "20 000,00",
    "position": "2",
    "vote_type": "approval",
    "min_length": "1",
    "max_length": "2",
    "rule": "greedy",
    "on_misfit": "stop",
    "threshold": "15",
    "reason": "uchwała",
}


def test_a_pool_carries_its_rules_until_the_ballot_is_frozen(visit, cast, edition):
    visit.as_(cast.anna)
    assert visit.post("/urzad/edycja/pula/", POOL | {"max_length": "0"}).status_code == 200
    assert visit.post("/urzad/edycja/pula/", POOL).status_code == 302
    pool = edition.pools.model.objects.get(name="Pula mała")
    assert (pool.amount, pool.award) == (20_000_00, {"rule": "greedy", "on_misfit": "stop", "threshold": 15})
    factories.projects(edition, 100)
    response = visit.post(f"/urzad/edycja/pula/{pool.pk}/", POOL)
    assert "zamrożone" in response.content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"vote_type": "choose-1", "min_length": "2"}, "Najmniejsza liczba projektów jest większa"),
        ({"max_sum_cost": "0"}, "zawsze kosztowałyby więcej"),
        (
            {"vote_type": "cumulative", "point_set": "3, 2, 1", "min_sum_points": "7"},
            "Tych punktów nie da się rozdać",
        ),
        (
            {"vote_type": "cumulative", "point_set": "3, 2, 1", "min_length": "5"},
            "nie może być mniej niż najmniej",
        ),
        ({"min_cost": "30 000"}, "co najmniej więcej niż cała pula"),
    ],
)
def test_limits_that_void_every_ballot_are_refused_in_words(visit, cast, edition, changed, said):
    visit.as_(cast.anna)
    answer = visit.post("/urzad/edycja/pula/", POOL | changed)
    assert answer.status_code == 200
    assert said in answer.text
    assert "pool_max_is" not in answer.text
    assert edition.pools.count() == 1


def test_lists_of_all_accepted_and_rejected(visit, cast, edition):
    factories.proposal(edition, cast.maria, title="Dobry")
    bad = factories.proposal(edition, cast.maria, title="Zły")
    factories.formally(bad, cast.ewa, "negative", "Nie")
    visit.as_(cast.ewa)

    def titles(name):
        page = visit.get("/urzad/wnioski/", lista=name).content.decode()
        return "Dobry" in page, "Zły" in page

    assert titles("wszystkie") == (True, True)
    assert titles("odrzucone") == (False, True)
    assert titles("zaakceptowane") == (False, False)
    assert titles("nie-ma-takiej") == (True, True)


def test_the_catalogue_is_public_once_frozen(visit, edition):
    assert "nie jest jeszcze gotowa" in visit.get("/projekty/").content.decode()
    first, *_ = factories.projects(edition, *[100] * 11)
    page = visit.get("/projekty/").content.decode()
    assert page.index("Nr 2 ") < page.index("Nr 10 ")
    assert visit.get(f"/projekty/{first.pk}/").status_code == 200
    assert visit.get("/projekty/", pula="9" * 40).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/projekty/", "/wnioski/", "/urzad/wnioski/", "/urzad/karta/", "/urzad/glosy/"]
)
def test_pages_ask_the_database_a_constant_number_of_times(visit, cast, edition, path):
    visit.as_(cast.anna)
    for user in (cast.maria, cast.jan):
        factories.proposal(edition, user)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert visit.get(path).status_code == 200
        return len(captured)

    few = queries()
    for at in range(6):
        factories.proposal(edition, factories.user(edition.town, f"x{at}"))
    assert queries() == few


def test_closed_stages_say_when(visit, cast, edition):
    from wibo.rulebook.calendar.schedule import Stage

    factories.only_stages(edition, Stage.CLOSING)
    visit.as_(cast.maria)
    assert "Ten etap się skończył" in visit.get("/moje/nowy/").content.decode()
    assert "nie zamknął listy" in visit.get("/glosowanie/").content.decode()


@pytest.mark.parametrize(
    ("minute", "words"),
    [("2027-03-28T02:30", "takiej godziny nie ma"), ("2027-10-31T02:30", "ta godzina wypada dwa razy")],
)
def test_the_nights_of_the_clock_change_are_told_in_plain_words(visit, cast, edition, minute, words):
    data = schedule_data(edition, **{"submission--last_minute": minute})
    assert words in visit.as_(cast.anna).post("/urzad/edycja/harmonogram/", data).content.decode()


def test_areas_stand_in_the_polish_order_on_both_engines(edition):
    for name in ("Śródmieście", "Zalesie", "Łąki", "Ćmielów", "Cisy"):
        edition.areas.create(name=name)
    names = ["Cisy", "Ćmielów", "Łąki", "Śródmieście", "Zalesie"]
    assert list(edition.areas.model.objects.filter(edition=edition).values_list("name", flat=True)) == names


def test_the_front_page_promises_the_money_that_can_be_voted_on(visit, edition):
    factories.pool(edition, name="Pula bez projektów", amount=50_000_00)
    assert "150 000 zł" in visit.get("/").content.decode().replace("\u00a0", " ")
    factories.projects(factories.only_stages(edition, Stage.VOTING), 10_00)
    page = visit.get("/").content.decode().replace("\u00a0", " ")
    assert "Wybierz, co zbudujemy za 100 000 zł" in page
    assert "150 000 zł" not in page


def test_a_pool_is_shown_on_an_example_and_nothing_is_kept(visit, cast, edition):
    page = factories.words(
        visit.as_(cast.anna).post("/urzad/edycja/pula/", {**POOL, "reason": "", "przyklad": ""})
    )
    assert "Co to znaczy (jeszcze nie zapisano)" in page
    assert "Projekt musi mieć wynik co najmniej 15." in page
    assert page.count("Wygrał:") == 3
    assert not edition.pools.filter(name="Pula mała").exists()


def test_an_example_of_a_form_that_is_wrong_says_what_is_wrong(visit, cast, edition):
    page = factories.words(
        visit.as_(cast.anna).post("/urzad/edycja/pula/", {**POOL, "amount": "dużo", "przyklad": ""})
    )
    assert "Wpisz kwotę w złotych" in page
    assert "Co to znaczy" not in page
