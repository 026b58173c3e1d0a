"""Where people vote on paper, and the ballot paper that they may print at home."""

import json

import pytest

from tests import factories
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.editions.mapping import add_layer
from wibo.editions.models import Edition, VotingPlace
from wibo.editions.places import remove_place, save_place
from wibo.journal.acts import Act
from wibo.journal.models import Entry

ANNA = Act("Anna", NOW)
POINT = {"type": "Point", "coordinates": [17.1, 51.1]}


def place(edition, name="Biblioteka", **values):
    given = {"address": "ul. Długa 12", "hours": "poniedziałek–piątek 8–18", "place": POINT, **values}
    return save_place(VotingPlace(edition=edition, name=name, **given), act=ANNA, reason="x")


def test_everyone_reads_where_and_when(visit, edition):
    assert "Gdzie zagłosować na papierze" not in visit.get("/zasady/").text
    place(edition)
    page = factories.words(visit.get("/zasady/"))
    for said in ("Gdzie zagłosować na papierze", "Biblioteka", "ul. Długa 12", "poniedziałek–piątek 8–18"):
        assert said in page


def test_places_stand_in_the_order_of_the_office_and_on_the_map(visit, edition):
    street = {"type": "LineString", "coordinates": [[17, 51], [17.3, 51.3]]}
    layer = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {}, "geometry": street}],
    }
    add_layer(edition, "street", "Ulice", json.dumps(layer), act=ANNA, reason="x")
    place(edition, "Szkoła", position=2)
    place(edition, "Biblioteka", position=1)
    place(edition, "Remiza", position=3, place=None)
    page = visit.get("/zasady/").text
    assert page.index("<h3>Biblioteka") < page.index("<h3>Szkoła") < page.index("<h3>Remiza")
    assert page.count('<circle class="place') == 2


def test_a_name_is_taken_once(edition):
    place(edition)
    with pytest.raises(Refused):
        place(edition)


def test_the_same_once_more_is_no_entry(edition):
    stored = place(edition)
    before = Entry.objects.count()
    save_place(VotingPlace.objects.get(pk=stored.pk), act=ANNA, reason="x")
    assert Entry.objects.count() == before


def test_signs_that_nobody_sees_are_no_address(edition):
    for part in ("name", "address", "hours"):
        with pytest.raises(Refused) as refused:
            place(edition, **{**({"name": "Szkoła"} if part != "name" else {}), part: "\u200b"})
        assert refused.value.field == part


def test_a_place_changes_also_while_people_vote(edition):
    factories.projects(edition, 1_000_00)
    stored = place(factories.reload(edition))
    stored.address = "ul. Krótka 3"
    save_place(stored, act=ANNA, reason="zalana piwnica")
    assert VotingPlace.objects.get().address == "ul. Krótka 3"


def test_the_coordinator_keeps_places_by_the_pages(visit, edition, cast):
    visit.as_(cast.anna)
    given = {
        "name": "Biblioteka",
        "address": "ul. Długa 12",
        "hours": "pn–pt 8–18",
        "position": "1",
        "place": "",
    }
    page = visit.post("/urzad/edycja/miejsce/", given)
    assert "Powód zmiany" in factories.words(page)
    assert not VotingPlace.objects.exists()
    visit.post("/urzad/edycja/miejsce/", {**given, "reason": "zarządzenie", "place": json.dumps(POINT)})
    stored = VotingPlace.objects.get()
    assert (stored.address, stored.place) == ("ul. Długa 12", POINT)
    assert "Biblioteka" in visit.get("/urzad/edycja/").text
    visit.post(
        f"/urzad/edycja/miejsce/{stored.pk}/", {**given, "hours": "pn 8–18", "reason": "x", "place": ""}
    )
    stored.refresh_from_db()
    assert (stored.hours, stored.place) == ("pn 8–18", None)
    visit.post(f"/urzad/edycja/miejsce/{stored.pk}/usun/", {"usuniecie-reason": ""})
    assert VotingPlace.objects.exists()
    visit.post(f"/urzad/edycja/miejsce/{stored.pk}/usun/", {"usuniecie-reason": "zamknięta"})
    assert not VotingPlace.objects.exists()


def test_a_place_of_another_edition_is_not_there(visit, edition, cast):
    stored = place(edition)
    factories.only_stages(edition)
    factories.edition(edition.town, year=2028, stages=())
    visit.as_(cast.anna)
    assert visit.get(f"/urzad/edycja/miejsce/{stored.pk}/").status_code == 404
    remove_place(stored, "x", act=ANNA)


def test_a_ballot_paper_is_printed_at_home_only_where_the_edition_lets(visit, edition):
    factories.projects(edition, 1_000_00)
    assert visit.get("/glosowanie/karta.pdf").status_code == 404
    Edition.objects.update(home_ballot=True)
    answer = visit.get("/glosowanie/karta.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert "/glosowanie/karta.pdf" in visit.get("/zasady/").text


def test_before_the_freeze_there_is_no_paper_to_print(visit, edition):
    Edition.objects.update(home_ballot=True)
    assert visit.get("/glosowanie/karta.pdf").status_code == 404
    assert "/glosowanie/karta.pdf" not in visit.get("/zasady/").text


def test_what_was_typed_for_a_place_that_somebody_removed_meanwhile_can_be_added_anew(visit, edition, cast):
    stored = place(edition)
    visit.as_(cast.anna)
    path = f"/urzad/edycja/miejsce/{stored.pk}/"
    form = visit.get(path)
    given = {name: form.context["form"][name].value() for name in ("name", "address", "position", "wersja")}
    remove_place(stored, "zamknięta", act=ANNA)
    given |= {"hours": "sobota 9–13", "reason": "nowe godziny", "place": ""}
    page = factories.words(visit.post(path, given))
    assert "Ktoś usunął to miejsce" in page
    assert "sobota 9–13" in page
    assert 'action="/urzad/edycja/miejsce/"' in page
    assert not VotingPlace.objects.exists()
    visit.post("/urzad/edycja/miejsce/", given)
    assert VotingPlace.objects.get().hours == "sobota 9–13"


def test_a_place_removed_twice_is_said_to_be_gone(visit, edition, cast):
    stored = place(edition)
    visit.as_(cast.anna)
    for _ in range(2):
        answer = visit.post(f"/urzad/edycja/miejsce/{stored.pk}/usun/", {"usuniecie-reason": "zamknięta"})
        assert answer["Location"] == "/urzad/edycja/"
    assert "Tego miejsca już nie ma" in factories.words(visit.get("/urzad/edycja/"))
