"""The ballot in another order: numbers change, and what was said of projects stays with them."""

import pytest

from tests import factories
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.rulebook.award.lots import drawn_order
from wibo.rulebook.voting.order import Order
from wibo.voting.ballot.freezing import draw_up_ballot, freeze, name_collisions, put_in_order
from wibo.voting.models import Erratum, Project

ACT = Act("Anna", NOW)
SEED = "4136251436"


@pytest.fixture
def admitted(edition, cast):
    for title in ("Ławki", "Lampy", "Park"):
        made = factories.proposal(edition, cast.maria, title=title)
        factories.formally(made, cast.ewa)
        factories.on_merit(made, cast.piotr)
    return edition


def titles(edition):
    return [(one.number, one.title) for one in Project.objects.filter(edition=edition).in_order()]


def test_a_drawn_order_bears_its_seed_and_can_be_repeated(admitted):
    draw_up_ballot(admitted, Order.DRAW, "4 1 3 6 2 5 1 4 3 6", act=ACT)
    wanted = [{"1": "Ławki", "2": "Lampy", "3": "Park"}[one] for one in drawn_order(SEED, ["1", "2", "3"])]
    assert titles(admitted) == [(str(place), title) for place, title in enumerate(wanted, 1)]
    assert Entry.objects.get(kind="ballot-drawn-up").sentence.endswith(
        f"z publicznego losowania, ziarno {SEED}."
    )


def test_a_draw_needs_a_seed(admitted):
    with pytest.raises(Refused, match="10 cyfr"):
        draw_up_ballot(admitted, Order.DRAW, "12", act=ACT)
    assert not Project.objects.exists()


def test_projects_that_exclude_each_other_do_so_under_their_new_numbers(admitted):
    draw_up_ballot(admitted, act=ACT)
    pool = name_collisions(admitted.pools.get(), [["1", "3"]], act=ACT)
    rivals = {"Ławki", "Park"}
    by_title = {one.title: one.pk for one in Project.objects.all()}
    put_in_order(admitted, {by_title["Park"]: 1, by_title["Lampy"]: 2, by_title["Ławki"]: 3}, act=ACT)
    assert titles(admitted) == [("1", "Park"), ("2", "Lampy"), ("3", "Ławki")]
    pool.refresh_from_db()
    assert {dict(titles(admitted))[number] for number in pool.collisions[0]} == rivals
    draw_up_ballot(admitted, Order.DRAW, SEED, act=ACT)
    pool.refresh_from_db()
    assert {dict(titles(admitted))[number] for number in pool.collisions[0]} == rivals


def test_a_project_that_is_gone_leaves_its_group(admitted, cast):
    from wibo.evaluation.undoing import correct

    draw_up_ballot(admitted, act=ACT)
    pool = name_collisions(admitted.pools.get(), [["1", "3"]], act=ACT)
    gone = Project.objects.get(number="3").proposal
    correct(gone, "Pomyłka", user=cast.anna, at=NOW)
    with pytest.raises(Refused, match="zmieniły się wnioski nr 3"):
        freeze(admitted, act=ACT)
    draw_up_ballot(admitted, act=ACT)
    pool.refresh_from_db()
    assert pool.collisions == []


def test_a_clerk_orders_by_hand_and_a_gap_is_told(visit, admitted, cast):
    draw_up_ballot(admitted, act=ACT)
    anna = visit.as_(cast.anna)
    first, second, third = Project.objects.in_order()
    places = {f"miejsce_{first.pk}": "3", f"miejsce_{second.pk}": "1", f"miejsce_{third.pk}": "x"}
    assert "musi mieć miejsce" in factories.words(anna.post("/urzad/karta/kolejnosc/", places))
    same = factories.words(anna.post("/urzad/karta/kolejnosc/", places | {f"miejsce_{third.pk}": "3"}))
    assert "tego samego miejsca" in same
    anna.post("/urzad/karta/kolejnosc/", places | {f"miejsce_{third.pk}": "2"})
    assert titles(admitted) == [("1", "Lampy"), ("2", "Park"), ("3", "Ławki")]


def test_a_slip_is_put_right_beside_the_frozen_text(visit, admitted, cast):
    draw_up_ballot(admitted, act=ACT)
    project = Project.objects.get(number="1")
    path = f"/urzad/karta/{project.pk}/sprostuj/"
    right = {"part": "location", "wrong": "Park", "right": "Park Górny", "reason": "Literówka"}
    anna = visit.as_(cast.anna)
    assert "nie jest zamrożona" in factories.words(anna.post(path, right))
    freeze(admitted, act=ACT)
    anna.post(path, right)
    assert Erratum.objects.get().right == "Park Górny"
    visit.client.logout()
    page = factories.words(visit.get(visit.get(f"/projekty/{project.pk}/")["Location"]))
    assert "Park Górny" in page
    assert "Literówka" in page
    assert Project.objects.get(pk=project.pk).location == "Park"


def test_the_office_sees_the_ballot_as_a_voter_will(visit, admitted, cast):
    anna = visit.as_(cast.anna)
    assert "nie jest jeszcze ułożona" in factories.words(anna.get("/urzad/karta/podglad/"))
    draw_up_ballot(admitted, act=ACT)
    page = factories.words(anna.get("/urzad/karta/podglad/"))
    assert "Ławki" in page
    assert "Oddaj głos" not in page


def test_alike_projects_are_suggested_as_excluding_each_other(visit, edition, cast):
    for title in ("Huśtawki w parku", "Huśtawka w parku", "Lampy"):
        made = factories.proposal(edition, cast.maria, title=title)
        factories.formally(made, cast.ewa)
        factories.on_merit(made, cast.piotr)
    draw_up_ballot(edition, act=ACT)
    page = factories.words(visit.as_(cast.anna).get(f"/urzad/karta/{edition.pools.get().pk}/wykluczenia/"))
    assert "1, 2: Huśtawki w parku; Huśtawka w parku" in page
    assert "1, 3:" not in page
