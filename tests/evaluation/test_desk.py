"""The evaluator's desk: a card decides what its page showed, and nobody's work is lost."""

import re

import pytest

from tests import factories
from tests.moments import NOW
from wibo.accounts.models import User
from wibo.evaluation.models import FormalReview
from wibo.evaluation.usual import CARDS
from wibo.proposals.actions import save_draft, withdraw
from wibo.proposals.statuses import Status
from wibo.rulebook.proposing.costs import CostRow

FORMAL = CARDS["formal"]
CARD = {f"answer_{criterion.code}": "yes" for criterion in FORMAL} | {
    f"note_{FORMAL[0].code}": "podpis na odwrocie",
    "verdict": "negative",
    "reasons": "Działka jest prywatna.",
}


@pytest.fixture
def proposal(edition, cast):
    return factories.proposal(edition, cast.maria)


@pytest.fixture
def path(proposal):
    return f"/urzad/ocena-formalna/{proposal.pk}/"


def opened(visit, user, path):
    page = visit.as_(user).get(path)
    assert page.status_code == 200
    return {"widziane": re.search(r'name="widziane"\s+value="(\w+)"', page.content.decode())[1]}


def test_a_card_is_saved_and_the_next_one_is_at_hand(visit, cast, edition, proposal, path):
    other = factories.proposal(edition, cast.maria, title="Lampy")
    answer = visit.post(path, opened(visit, cast.ewa, path) | CARD)
    assert answer["Location"] == f"/urzad/ocena-formalna/{other.pk}/"
    review = FormalReview.objects.get()
    assert (review.verdict, review.reasons) == ("negative", CARD["reasons"])
    assert review.answers[FORMAL[0].code] == {"answer": "yes", "note": "podpis na odwrocie"}


def test_a_card_that_somebody_decided_meanwhile_shows_both_and_loses_nothing(visit, cast, proposal, path):
    shown = opened(visit, cast.ewa, path)
    colleague = User.objects.get(pk=factories.user(proposal.edition.town, "ola", "formal-evaluator").pk)
    factories.formally(proposal, colleague, reasons="Wszystko jest.")
    answer = visit.post(path, shown | CARD)
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in (
        "nie została zapisana",
        "Ola Testowa",
        "pozytywny",
        "Wszystko jest.",
        "Działka jest prywatna.",
        "podpis na odwrocie",
    ):
        assert words in page, words
    assert FormalReview.objects.count() == 1
    # A link to it says where it is, without a word of losing anything.
    later = visit.get(path)
    assert later.status_code == 200
    assert "nie została zapisana" not in later.content.decode()


def test_a_card_on_a_withdrawn_proposal_says_so(visit, cast, proposal, path):
    shown = opened(visit, cast.ewa, path)
    withdraw(proposal, user=cast.maria, at=NOW)
    answer = visit.post(path, shown | CARD)
    assert answer.status_code == 409
    assert str(Status.WITHDRAWN.label) in answer.content.decode()


def test_a_card_judges_only_the_text_that_its_page_showed(visit, cast, proposal, path):
    shown = opened(visit, cast.ewa, path)
    factories.formally(proposal, cast.ewa, "supplement", "Brak zgody", parts=("title", "costs"))
    save_draft(proposal, [CostRow("Całość", 5_000_00)], at=NOW, title="Zupełnie co innego")
    from wibo.proposals.actions import supplement

    supplement(proposal, user=cast.maria, at=NOW)
    page = visit.post(path, shown | CARD).content.decode()
    assert "Od otwarcia tej strony zmieniło się" in page
    assert "Zupełnie co innego" in page
    assert "Działka jest prywatna." in page
    assert FormalReview.objects.count() == 1


def test_a_positive_card_with_a_no_needs_its_reasons(visit, cast, proposal, path):
    shown = opened(visit, cast.ewa, path)
    card = CARD | {"verdict": "positive", "reasons": "", f"answer_{FORMAL[2].code}": "no"}
    page = visit.post(path, shown | card).content.decode()
    assert "odpowiedź „Nie” stoi przy pytaniach: 3." in page
    assert not FormalReview.objects.exists()
    visit.post(path, shown | card | {"reasons": "Oświadczenie dosłano 3 września."})
    assert FormalReview.objects.get().verdict == "positive"
