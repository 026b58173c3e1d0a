"""An office with units, an estimate of its own, and somebody else who decides."""

from datetime import timedelta

import pytest

from tests import factories
from tests.evaluation.test_deciding import evaluated
from tests.moments import NOW
from wibo.editions.models import Area
from wibo.evaluation import assigning, opining
from wibo.evaluation.models import Assignment, CardDraft, MeritReview, Unit
from wibo.journal.acts import Act
from wibo.proposals.actions import save_draft
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.proposing.costs import CostRow

ACT = Act("Anna Testowa", NOW)
ROWS = [CostRow("Ławki", 6_000_00), CostRow("Montaż", 4_000_00)]


@pytest.fixture
def roads(town, cast):
    """A unit in which Piotr works."""
    return opining.save_unit(Unit(town=town), "Referat Dróg", [cast.piotr])


@pytest.fixture
def passed(edition, cast):
    """A proposal on merit with an estimate of two rows, 10 000 zł."""
    made = factories.proposal(edition, cast.maria)
    factories.formally(made, cast.ewa)
    save_draft(made, ROWS, at=NOW)
    return Proposal.objects.select_related("edition__town", "pool", "author").get()


def card(visit, passed, **values):
    """Send the merit card as its page asks, all answers yes."""
    path = f"/urzad/ocena-merytoryczna/{passed.pk}/"
    page = visit.hidden(path)
    answers = {f"answer_M{at}": "yes" for at in range(1, 8)}
    return visit.post(path, {**page, **answers, "verdict": "positive", "cost": "10 000", **values})


def test_cards_are_given_to_a_unit_and_are_its_members_own(visit, passed, cast, roads, edition):
    anna = visit.as_(cast.anna)
    anna.post("/urzad/przydzial/?karta=merit", {"wszystkie": "tak", "komu": f"jednostka-{roads.pk}"})
    assert Assignment.objects.get().owner == "Referat Dróg"
    assert "Referat Dróg" in factories.words(anna.get("/urzad/przydzial/", karta="merit"))
    piotr = visit.as_(cast.piotr)
    assert passed.title in factories.words(piotr.get("/urzad/ocena-merytoryczna/", czyje="moje"))
    assert passed.title not in factories.words(piotr.get("/urzad/ocena-merytoryczna/", czyje="wolne"))


def test_a_unit_of_which_nobody_may_judge_gets_nothing(passed, cast, town):
    green = opining.save_unit(Unit(town=town), "Referat Zieleni", [cast.jan])
    assert assigning.assign([passed], "merit", green, act=ACT) == (0, [passed.number])


def test_the_queue_is_narrowed_by_area_unit_and_what_is_late(visit, passed, cast, roads, edition):
    north = Area.objects.create(edition=edition, name="Północ")
    path, piotr = "/urzad/ocena-merytoryczna/", visit.as_(cast.piotr)
    assert passed.title not in factories.words(piotr.get(path, obszar=north.pk))
    edition.pools.update(area=north)
    assert passed.title in factories.words(piotr.get(path, obszar=north.pk))
    assert passed.title not in factories.words(piotr.get(path, jednostka=roads.pk))
    opining.ask(passed, roads, NOW.date(), "", user=cast.piotr, at=NOW)
    assert passed.title in factories.words(piotr.get(path, jednostka=roads.pk))
    assert passed.title not in factories.words(piotr.get(path, **{"po-terminie": "1"}))
    passed.opinions.update(due_on=NOW.date() - timedelta(days=1))
    assert passed.title in factories.words(piotr.get(path, **{"po-terminie": "1"}))


def test_an_opinion_that_is_awaited_is_told_beside_the_card(visit, passed, cast, roads):
    opining.ask(passed, roads, NOW.date(), "", user=cast.piotr, at=NOW)
    page = factories.words(visit.as_(cast.piotr).get(f"/urzad/ocena-merytoryczna/{passed.pk}/"))
    assert "Nie wszystkie opinie są gotowe: Referat Dróg" in page


def test_the_offices_estimate_stands_beside_the_applicants(visit, passed, cast):
    rows = {"row_0": "5 500", "row_1": "4 000", "added_name_0": "Nadzór", "added_0": "500"}
    assert card(visit.as_(cast.piotr), passed, **rows).status_code == 302
    assert MeritReview.objects.get().verified_rows == [
        ["Ławki", 6_000_00, 5_500_00],
        ["Montaż", 4_000_00, 4_000_00],
        ["Nadzór", None, 500_00],
    ]
    page = factories.words(visit.get(f"/wnioski/{passed.pk}/")).replace("\xa0", " ")
    assert "Kosztorys urzędu" in page
    assert "5 500,00 zł" in page


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({"row_0": "5 500"}, "0, jeśli ta pozycja jest niepotrzebna"),
        (
            {"row_0": "5 500", "row_1": "4 000"},
            "Pozycje urzędu dają razem 9 500,00 zł, a koszt to 10 000,00 zł",
        ),
        ({"row_0": "6 000", "row_1": "4 000", "added_0": "1"}, "Napisz, czego dotyczy kwota"),
        ({"row_0": "6 000", "row_1": "4 000", "added_name_0": "Nadzór"}, "Wpisz kwotę."),
    ],
)
def test_rows_that_do_not_add_up_are_said_and_nothing_is_decided(visit, passed, cast, rows, said):
    page = factories.words(card(visit.as_(cast.piotr), passed, **rows)).replace("\xa0", " ")
    assert said in page
    assert not MeritReview.objects.exists()


def test_a_row_that_costs_nothing_is_a_row(visit, passed, cast):
    rows = {"row_0": "10 000", "row_1": "0"}
    assert card(visit.as_(cast.piotr), passed, **rows).status_code == 302
    assert MeritReview.objects.get().verified_rows[1] == ["Montaż", 4_000_00, 0]


def test_where_the_coordinator_decides_an_evaluator_proposes(visit, passed, cast, edition):
    evaluated(edition, decides="coordinator")
    piotr = visit.as_(cast.piotr)
    page = factories.words(piotr.get(f"/urzad/ocena-merytoryczna/{passed.pk}/"))
    assert "W tej edycji decyduje ktoś inny" in page
    assert card(piotr, passed, reasons="Działka gminna, można budować.").status_code == 302
    assert Proposal.objects.get().status == Status.MERIT_REVIEW
    assert not MeritReview.objects.exists()
    anna = visit.as_(cast.anna)
    shown = factories.words(anna.get(f"/urzad/ocena-merytoryczna/{passed.pk}/"))
    assert "Propozycja: Piotr Testowa" in shown
    assert "Działka gminna, można budować." in shown
    assert card(anna, passed).status_code == 302
    assert MeritReview.objects.get().reviewer == cast.anna


def test_who_wrote_a_proposal_proposes_no_verdict_about_it(visit, edition, cast):
    evaluated(edition, decides="coordinator")
    own = factories.proposal(edition, cast.piotr)
    factories.formally(own, cast.ewa)
    page = factories.words(card(visit.as_(cast.piotr), own))
    assert "Nie możesz oceniać własnego wniosku" in page
    assert not CardDraft.objects.exists()
