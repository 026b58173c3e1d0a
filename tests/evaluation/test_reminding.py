"""Reminders: to whom the office waits for, two days ahead, once."""

from datetime import date, timedelta

import pytest

from tests import factories
from tests.evaluation.test_deciding import evaluated
from tests.moments import NOW
from wibo.editions.models import StageWindow
from wibo.evaluation import agreeing, appealing, assigning, opining
from wibo.evaluation.models import Unit
from wibo.evaluation.reminding import remind
from wibo.journal.acts import Act
from wibo.letters.models import Letter
from wibo.rulebook.calendar.schedule import Stage
from wibo.rulebook.proposing.costs import CostRow


def told():
    return sorted(Letter.objects.filter(template="reminder").values_list("address", flat=True))


@pytest.fixture
def proposal(edition, cast):
    return factories.proposal(edition, cast.maria)


def test_an_author_is_reminded_of_a_call_two_days_ahead_and_once(proposal, cast, town):
    factories.formally(proposal, cast.ewa, "supplement", "Brak zgody")
    assert remind(town, NOW + timedelta(days=5)) == 0
    assert remind(town, NOW + timedelta(days=6)) == 1
    assert remind(town, NOW + timedelta(days=7)) == 0
    assert told() == [cast.maria.email]
    assert "uzupełnij wniosek nr 1" in Letter.objects.get(template="reminder").body


def test_of_what_is_answered_nobody_is_reminded(proposal, cast, town):
    from wibo.proposals.actions import supplement

    factories.formally(proposal, cast.ewa, "supplement", "Brak zgody")
    supplement(proposal, user=cast.maria, at=NOW)
    assert remind(town, NOW + timedelta(days=7)) == 0


def test_units_deciders_and_authors_of_changes_are_reminded(edition, proposal, cast, town):
    refused = factories.proposal(edition, cast.maria, title="Lampy")
    refused.edition = evaluated(edition, answer_days=1)
    factories.formally(refused, cast.ewa, "negative")
    appealing.appeal(refused, "Nie", user=cast.maria, at=NOW)
    factories.formally(proposal, cast.ewa)
    unit = opining.save_unit(Unit(town=town), "Zieleń", [cast.jan])
    opining.ask(proposal, unit, date(2027, 10, 12), "", user=cast.piotr, at=NOW)
    texts = {name: getattr(proposal, name) for name in agreeing.TEXTS}
    agreeing.propose(proposal, texts, [CostRow("Całość", 1_00)], "Taniej", user=cast.piotr, at=NOW)
    remind(town, NOW)
    assert told() == sorted([cast.jan.email, cast.anna.email, cast.tadeusz.email])
    remind(town, NOW + timedelta(days=7))
    assert told() == sorted([cast.jan.email, cast.anna.email, cast.tadeusz.email, cast.maria.email])


def test_who_has_cards_left_is_reminded_before_evaluation_ends(edition, proposal, cast, town):
    assigning.assign([proposal], "formal", cast.ewa, act=Act("x", NOW))
    StageWindow.objects.filter(stage=Stage.EVALUATION.value).update(closes_at=NOW + timedelta(days=2))
    assert remind(town, NOW) == 1
    assert told() == [cast.ewa.email]


def test_who_has_a_draft_is_reminded_before_collecting_ends_where_the_town_wants_it(edition, cast, town):
    factories.draft(edition, cast.maria, title="Ławki")
    ends = NOW + timedelta(days=9)
    assert remind(town, ends) == 0
    edition = evaluated(edition, remind_drafts=True, remind_days=3)
    assert remind(town, ends - timedelta(days=3)) == 0
    assert remind(town, ends - timedelta(days=1)) == 1
    assert remind(town, ends) == 0
    assert told() == [cast.maria.email]
    assert "szkic „Ławki” nie jest złożony" in Letter.objects.get(template="reminder").body


def test_a_handed_in_proposal_needs_no_reminder(edition, cast, town):
    evaluated(edition, remind_drafts=True)
    factories.proposal(edition, cast.maria)
    assert remind(town, NOW + timedelta(days=9)) == 0


@pytest.mark.parametrize(
    ("rules", "letters"), [({"remind_office": False}, 0), ({"remind_days": 0}, 0), ({}, 1)]
)
def test_the_office_is_reminded_as_the_town_has_set(edition, proposal, cast, town, rules, letters):
    evaluated(edition, **rules)
    factories.formally(proposal, cast.ewa)
    unit = opining.save_unit(Unit(town=town), "Zieleń", [cast.jan])
    opining.ask(proposal, unit, date(2027, 10, 12), "", user=cast.piotr, at=NOW)
    assert remind(town, NOW) == letters


def test_without_days_authors_are_not_reminded_either(proposal, edition, cast, town):
    evaluated(edition, remind_days=0)
    factories.formally(proposal, cast.ewa, "supplement", "Brak zgody")
    assert remind(town, NOW + timedelta(days=6)) == 0
