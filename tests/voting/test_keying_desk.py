"""The clerk's desk by its pages: what each card answers, what a slip is told, and which way is next."""

import pytest

from tests import factories
from tests.factories import words
from tests.moments import NOW
from wibo.access.permissions import Role
from wibo.editions.actions import change_rules
from wibo.journal.acts import Act
from wibo.rulebook.people.duplicates import DuplicateRule
from wibo.rulebook.people.pesel import Sex, make
from wibo.voting.models import Envelope, SecondKeying, Settlement
from wibo.voting.papers.batches import open_batch

JAN = {"first_name": "Jan", "surname": "Lis", "birth_date": "01.02.1950", "address": "Polna 1"}


def said(response, visit):
    """What the next page says after an act."""
    assert response.status_code == 302
    return words(visit.get(response["Location"]))


@pytest.fixture
def frozen(edition, cast):
    change_rules(
        edition,
        {"duplicate_rule": DuplicateRule.PAPER},
        {"rekey_percent": 100},
        act=Act("t", NOW),
        reason="t",
    )
    factories.projects(factories.reload(edition), 10_00, 20_00, 30_00)
    cast.basia = factories.user(edition.town, "basia", Role.CLERK)
    return factories.reload(edition)


def test_a_batch_that_one_has_counted_is_counted_before_it_is_keyed(visit, frozen, cast):
    batch = open_batch(frozen, "Szkoła", NOW.date(), 3, user=cast.jan, at=NOW)
    answer = visit.as_(cast.jan).get(f"/urzad/karty/{batch.pk}/wpisz/")
    assert answer["Location"] == f"/urzad/karty/{batch.pk}/policz/"


def test_a_card_in_place_of_a_web_ballot_is_told(visit, frozen, cast):
    from wibo.rulebook.voting.ballots import Marks
    from wibo.voting.booth.casting import cast as cast_ballot
    from wibo.voting.electorate.voters import by_name

    voter = by_name(frozen, "Jan", "Lis", factories.BORN.replace(1950, 2, 1), "Polna 1", declared=True)
    marks = {frozen.pools.get().pk: Marks(("1",))}
    cast_ballot(frozen, voter, None, marks, idempotency_key="k", now=NOW)
    batch = factories.batch(frozen, expected=1)
    answer = visit.as_(cast.jan).post(f"/urzad/karty/{batch.pk}/wpisz/", JAN | {"serial": 1, "marks": "2"})
    assert "Karta 1: ważna. Wcześniejszy głos tej osoby jest nieważny (N15)." in said(answer, visit)
    assert sorted(Envelope.objects.values_list("channel", "state")) == [
        ("internet", "invalid"),
        ("paper", "valid"),
    ]


def test_only_another_person_keys_the_second_time(visit, frozen, cast):
    batch = factories.batch(frozen, expected=1)
    visit.as_(cast.jan).post(f"/urzad/karty/{batch.pk}/wpisz/", JAN | {"serial": 1, "marks": "2"})
    answer = visit.get(f"/urzad/karty/{batch.pk}/drugi-raz/")
    assert "Pozostałe karty z tej paczki wpisuje drugi raz inna osoba." in said(answer, visit)


def test_three_different_keyings_leave_the_card_open(visit, frozen, cast):
    batch = factories.batch(frozen, expected=1)
    visit.as_(cast.jan).post(f"/urzad/karty/{batch.pk}/wpisz/", JAN | {"serial": 1, "marks": "1"})
    visit.as_(cast.basia).post(f"/urzad/karty/{batch.pk}/drugi-raz/", JAN | {"serial": 1, "marks": "2"})
    page = visit.as_(cast.jan).post(f"/urzad/karty/{batch.pk}/sprawdz/1/", JAN | {"serial": 1, "marks": "3"})
    assert page.status_code == 200
    assert SecondKeying.objects.get().settlement == Settlement.WAITING
    assert 'value="3"' in words(page), "what was keyed stays"


def test_an_identity_that_cannot_be_right_is_a_slip_or_a_reason(visit, town, cast):
    edition = factories.edition(town, identity_kind="pesel-form", year=2028)
    factories.projects(edition, 10_00, 20_00)
    edition = factories.reload(edition)
    batch = factories.batch(edition, expected=3)
    path = f"/urzad/karty/{batch.pk}/wpisz/"
    visit.as_(cast.jan)
    page = words(visit.post(path, {"serial": 1, "marks": "1", "pesel": "44051401358"}))
    assert "Jeśli tak jest na papierze, wybierz powód N08." in page
    assert visit.post(path, {"serial": 1, "reason": "N08", "pesel": "44051401358"}).status_code == 302
    assert Envelope.objects.get(serial=1).reason == "N08"
    good = make(factories.BORN, 3, Sex.MALE)
    assert visit.post(path, {"serial": 2, "marks": "1", "pesel": good}).status_code == 302
    assert Envelope.objects.get(serial=2).state == "valid"
