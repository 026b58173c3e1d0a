"""What the office cannot do without the authors: another cost, another place, one proposal of two."""

import pytest

from tests import factories
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.evaluation import agreeing, merging, opining
from wibo.evaluation.models import Change, Consent, Opinion, Unit
from wibo.evaluation.models.agreeing import Way
from wibo.journal.acts import Act
from wibo.letters.models import Letter
from wibo.proposals.actions import save_draft
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.proposing.costs import CostRow

CHEAPER = [CostRow("Całość", 9_000_00)]
ACT = Act("test", NOW)


@pytest.fixture
def passed(edition, cast):
    made = factories.proposal(edition, cast.maria)
    factories.formally(made, cast.ewa)
    return made


def texts(proposal, **other):
    return {name: getattr(proposal, name) for name in agreeing.TEXTS} | other


@pytest.fixture
def change(passed, cast):
    given = texts(passed, location="Park Miejski")
    return agreeing.propose(passed, given, CHEAPER, "Taniej", user=cast.piotr, at=NOW)


def test_the_author_sees_both_versions_and_agrees(visit, passed, change, cast):
    maria = visit.as_(cast.maria)
    page = factories.words(maria.get(f"/moje/{passed.pk}/"))
    assert "Park Miejski" in page
    assert "Razem: 9 000,00 zł" in page
    maria.post(f"/moje/zmiana/{change.pk}/", {"odpowiedz": "tak"})
    stored = Proposal.objects.get()
    assert (stored.location, stored.cost) == ("Park Miejski", 9_000_00)
    factories.on_merit(stored, cast.piotr, cost=9_000_00)
    assert stored.status == Status.ADMITTED


def test_without_consent_nothing_changes_and_nothing_is_admitted(visit, passed, change, cast):
    with pytest.raises(Refused, match="nie odpowiedział"):
        factories.on_merit(passed, cast.piotr)
    visit.as_(cast.jan).post(f"/moje/zmiana/{change.pk}/", {"odpowiedz": "tak"})
    assert Change.objects.get().agreed is None
    visit.as_(cast.maria).post(f"/moje/zmiana/{change.pk}/", {"odpowiedz": "nie"})
    assert (Change.objects.get().agreed, Proposal.objects.get().cost) == (False, 10_000_00)
    with pytest.raises(Refused, match="już odpowiedziano"):
        agreeing.answer(change, agreed=True, way=Way.PAPER, act=ACT)


def test_an_answer_on_paper_is_noted_by_a_clerk(visit, passed, change, cast):
    visit.as_(cast.jan).post(f"/urzad/zmiany/{change.pk}/odpowiedz/", {"agreed": "yes"})
    stored = Change.objects.get()
    assert (stored.agreed, stored.way, stored.noted_by) == (True, "paper", cast.jan)


def test_what_was_proposed_against_an_older_text_is_not_written_over_a_newer_one(passed, change, cast):
    save_draft(passed, at=NOW, location="Gdzie indziej")
    with pytest.raises(Refused, match="zmienił się"):
        agreeing.answer(change, agreed=True, way=Way.ONLINE, act=ACT)
    agreeing.take_back(change, act=ACT)
    assert Proposal.objects.get().location == "Gdzie indziej"


@pytest.mark.parametrize(
    ("location", "costs", "why", "words"),
    [("", None, "x", "Nic się nie różni"), ("Plac", None, " ", "dlaczego")],
)
def test_a_change_changes_something_and_says_why(passed, cast, location, costs, why, words):
    given = texts(passed, **({"location": location} if location else {}))
    rows = [line.row for line in passed.cost_lines.all()]
    with pytest.raises(Refused, match=words):
        agreeing.propose(passed, given, rows, why, user=cast.piotr, at=NOW)


def test_one_change_waits_at_a_time(passed, change, cast):
    with pytest.raises(Refused, match="ma już propozycję"):
        agreeing.propose(passed, texts(passed, plot="1"), CHEAPER, "x", user=cast.piotr, at=NOW)


@pytest.fixture
def pair(edition, cast):
    first = factories.proposal(edition, cast.maria, title="Huśtawki w parku")
    second = factories.proposal(edition, cast.tadeusz, title="Huśtawka w parku")
    return first, second


def test_two_become_one_when_all_authors_agree(visit, pair, cast):
    into, other = pair
    merging.propose_merge(into, [other], "To samo", user=cast.ewa, at=NOW)
    assert "To samo" in Letter.objects.filter(template="merge_proposed").first().body
    first, second = Consent.objects.order_by("pk")
    visit.as_(cast.maria).post(f"/moje/polaczenie/{first.pk}/", {"odpowiedz": "tak"})
    assert Proposal.objects.get(pk=other.pk).status == Status.SUBMITTED
    visit.as_(cast.tadeusz).post(f"/moje/polaczenie/{second.pk}/", {"odpowiedz": "tak"})
    merged = Proposal.objects.get(pk=other.pk)
    assert (merged.status, merged.merged_into_id) == (Status.MERGED, into.pk)
    assert Letter.objects.get(template="proposal_merged").address == cast.tadeusz.email
    visit.client.logout()
    assert f"/wnioski/{into.pk}/" in factories.words(visit.get(f"/wnioski/{other.pk}/"))
    assert "Huśtawka w parku" in factories.words(visit.get(f"/wnioski/{into.pk}/"))


def test_one_refusal_ends_the_merge(visit, pair, cast):
    into, other = pair
    merge = merging.propose_merge(into, [other], "To samo", user=cast.ewa, at=NOW)
    first, second = Consent.objects.order_by("pk")
    assert not merging.answer(first, agreed=True, way=Way.ONLINE, act=ACT)
    merging.answer(second, agreed=False, way=Way.PAPER, act=ACT, clerk=cast.jan)
    assert {one.status for one in Proposal.objects.all()} == {"submitted"}
    with pytest.raises(Refused, match="już się skończyła"):
        merging.give_up(merge, act=ACT)
    assert Letter.objects.filter(template="merge_refused").count() == 2


def test_numbers_of_a_merge_are_those_of_others(visit, pair, cast):
    into, other = pair
    path = f"/urzad/ocena/{into.pk}/polacz/"
    ewa = visit.as_(cast.ewa)
    for typed, words in (
        (into.number, "ten sam wniosek"),
        ("77", "nie ma wniosku nr 77"),
        (" , ", "co najmniej jeden"),
    ):
        assert words in factories.words(ewa.post(path, {"numbers": typed, "why": "x"}))
    assert ewa.post(path, {"numbers": other.number, "why": "x"}).status_code == 302
    assert "ma już propozycję połączenia" in factories.words(
        ewa.post(path, {"numbers": other.number, "why": "x"})
    )


def test_alike_proposals_are_suggested(visit, pair, cast):
    into, _other = pair
    assert "Podobne wnioski" in factories.words(visit.as_(cast.ewa).get(f"/urzad/ocena-formalna/{into.pk}/"))


def test_a_unit_is_asked_and_a_member_answers_once(visit, passed, cast, town):
    unit = opining.save_unit(Unit(town=town), "Zieleń", [cast.jan])
    with pytest.raises(Refused, match="już minął"):
        opining.ask(passed, unit, NOW.date().replace(day=1), "", user=cast.piotr, at=NOW)
    asked = opining.ask(passed, unit, NOW.date(), "Czy drzewa?", user=cast.piotr, at=NOW)
    assert Letter.objects.get(template="opinion_asked").address == cast.jan.email
    with pytest.raises(Refused, match="ma już prośbę"):
        opining.ask(passed, unit, NOW.date(), "", user=cast.piotr, at=NOW)
    with pytest.raises(Refused, match="kto w niej pracuje"):
        opining.give(asked, result="positive", text="x", cost=None, user=cast.ewa, at=NOW)
    path = f"/urzad/opinie/{asked.pk}/"
    visit.as_(cast.jan).post(path, {"result": "negative", "text": "Drzewa chronione", "cost": "1200"})
    given = Opinion.objects.get()
    assert (given.result, given.cost, given.given_by) == ("negative", 1_200_00, cast.jan)
    with pytest.raises(Refused, match="już wpisana"):
        opining.give(asked, result="positive", text="x", cost=None, user=cast.jan, at=NOW)
    assert "Drzewa chronione" in factories.words(
        visit.as_(cast.piotr).get(f"/urzad/ocena-merytoryczna/{passed.pk}/")
    )
