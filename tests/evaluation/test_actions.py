"""Verdicts: two cards by two people, reasons, verified cost, appeals, also while collecting is open."""

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tests.moments import NOW
from wibo.access.permissions import Role
from wibo.access.refusal import Refused
from wibo.accounts.actions import grant_role
from wibo.accounts.models import User
from wibo.evaluation import actions
from wibo.evaluation.models import FormalReview, MeritReview
from wibo.journal.acts import Act
from wibo.journal.models import Entry
from wibo.letters.models import Letter
from wibo.proposals.statuses import Status


def formally(proposal, user, verdict="positive", reasons=""):
    return actions.decide_formally(proposal, verdict=verdict, answers={}, reasons=reasons, user=user, at=NOW)


def on_merit(proposal, user, verdict="positive", reasons="", cost=9_000_00):
    return actions.decide_on_merit(
        proposal, verdict=verdict, answers={}, reasons=reasons, verified_cost=cost, user=user, at=NOW
    )


def test_two_positive_cards_admit_while_collecting_is_still_open(edition, cast):
    proposal = factories.proposal(edition, cast.maria)
    formally(proposal, cast.ewa)
    on_merit(proposal, cast.piotr)
    assert proposal.status == Status.ADMITTED
    assert MeritReview.objects.get().verified_cost == 9_000_00
    kinds = list(Entry.objects.filter(about=f"proposal:{proposal.pk}").values_list("kind", flat=True))
    assert kinds == ["proposal-submitted", "formal-passed", "merit-passed"]
    assert "9" in Letter.objects.get(template="merit_positive").body


def test_a_refusal_needs_reasons_and_the_author_reads_them(edition, cast):
    proposal = factories.proposal(edition, cast.maria)
    with pytest.raises(Refused, match="uzasadnienie"):
        formally(proposal, cast.ewa, "negative")
    formally(proposal, cast.ewa, "negative", "Działka prywatna")
    assert proposal.status == Status.REJECTED
    assert "Działka prywatna" in Letter.objects.get(template="formal_negative").body
    with pytest.raises(IntegrityError), transaction.atomic():
        FormalReview.objects.update(reasons="")


def test_the_formal_reviewer_does_not_judge_on_merit(edition, cast):
    grant_role(cast.ewa, Role.MERIT_EVALUATOR, act=Act("test", NOW))
    ewa = User.objects.get(pk=cast.ewa.pk)
    proposal = factories.proposal(edition, cast.maria)
    formally(proposal, ewa)
    with pytest.raises(Refused, match="inna osoba"):
        on_merit(proposal, ewa)


def test_nobody_judges_their_own(edition, cast):
    proposal = factories.proposal(edition, cast.ewa)
    with pytest.raises(Refused, match="własnego"):
        formally(proposal, cast.ewa)


@pytest.mark.parametrize("cost", [None, 200_000_00])
def test_an_admitted_proposal_has_a_cost_that_fits_the_pool(edition, cast, cost):
    proposal = factories.proposal(edition, cast.maria)
    formally(proposal, cast.ewa)
    with pytest.raises(Refused):
        on_merit(proposal, cast.piotr, cost=cost)


def test_an_upheld_appeal_is_judged_anew(edition, cast):
    proposal = factories.proposal(edition, cast.maria)
    formally(proposal, cast.ewa, "negative", "Nie")
    filed = actions.appeal(proposal, "Bo tak", user=cast.maria, at=NOW)
    with pytest.raises(Refused, match="już złożono"):
        actions.appeal(proposal, "Jeszcze raz", user=cast.maria, at=NOW)
    with pytest.raises(Refused, match="uzasadnienie"):
        actions.decide_appeal(filed, upheld=True, reasons=" ", user=cast.anna, at=NOW)
    actions.decide_appeal(filed, upheld=True, reasons="Racja", user=cast.anna, at=NOW)
    assert filed.proposal.status == Status.MERIT_REVIEW
    with pytest.raises(Refused, match="już rozpatrzono"):
        actions.decide_appeal(filed, upheld=False, reasons="Nie", user=cast.anna, at=NOW)


def test_a_dismissed_appeal_leaves_the_rejection(edition, cast):
    proposal = factories.proposal(edition, cast.maria)
    formally(proposal, cast.ewa, "negative", "Nie")
    with pytest.raises(Refused):
        actions.appeal(proposal, "Nie moje", user=cast.jan, at=NOW)
    filed = actions.appeal(proposal, "Bo tak", user=cast.maria, at=NOW)
    actions.decide_appeal(filed, upheld=False, reasons="Bez zmian", user=cast.anna, at=NOW)
    assert filed.proposal.status == Status.REJECTED
    assert Entry.objects.filter(kind="appeal-dismissed").count() == 1


def test_outside_appeals_nobody_appeals(edition, cast):
    from wibo.rulebook.calendar.schedule import Stage

    proposal = factories.proposal(edition, cast.maria)
    formally(proposal, cast.ewa, "negative", "Nie")
    closed = factories.only_stages(edition, Stage.VOTING)
    proposal.edition = closed
    with pytest.raises(Refused, match="Czas"):
        actions.appeal(proposal, "Bo tak", user=cast.maria, at=NOW)


def test_a_proposal_that_is_too_dear_can_be_refused_for_it(edition, cast):
    proposal = factories.proposal(edition, cast.maria)
    formally(proposal, cast.ewa)
    on_merit(proposal, cast.piotr, "negative", "Za drogi", cost=200_000_00)
    assert proposal.status == Status.REJECTED
