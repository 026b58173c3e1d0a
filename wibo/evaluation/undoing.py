"""Ways back: a verdict taken back before it is announced, and one corrected after."""

from datetime import datetime

from django.db import transaction

from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.evaluation.judging import last_review, refuse_partial
from wibo.evaluation.models import Appeal, FormalReview, Review
from wibo.journal.events.evaluation import VerdictCorrected, VerdictTakenBack
from wibo.proposals import lifecycle
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status


def may_take_back(proposal: Proposal, user: User) -> bool:
    """Whether the last card is the person's own and not announced."""
    last = last_review(proposal)
    return (
        last is not None
        and last.reviewer_id == user.pk
        and last.announced_at is None
        and proposal.status in (Status.JUDGED, Status.MERIT_REVIEW)
    )


def take_back(proposal: Proposal, reason: str, *, user: User, at: datetime) -> None:
    """Its author takes the last card back, which nobody outside has seen; it is filled in anew. Raises Refused."""
    _refuse_without(reason)
    last = last_review(proposal)
    if last is None or not may_take_back(proposal, user):
        raise Refused("Cofnąć można tylko własną ocenę, która nie jest jeszcze ogłoszona.")
    target = Status.SUBMITTED if isinstance(last, FormalReview) else Status.MERIT_REVIEW
    with transaction.atomic():
        facts = {"reason": reason}
        lifecycle.move(proposal, target, user=user, now=at, event=VerdictTakenBack, facts=facts)
        _close(last, reason, at)


def may_correct(proposal: Proposal, user: User) -> bool:
    """Whether the person can correct the announced verdict now."""
    announced = proposal.status in (Status.ADMITTED, Status.REJECTED)
    return announced and user.can(Can.RUN_EDITION) and proposal.edition.frozen_at is None


def correct(proposal: Proposal, reason: str, *, user: User, at: datetime) -> None:
    """Correct an announced verdict: the proposal is judged anew from that card on, and its author is told why.

    Raises Refused without a reason, and once the ballot is frozen.
    """
    _refuse_without(reason)
    refuse_partial(user, proposal)
    if Appeal.objects.undecided().filter(proposal=proposal).exists():
        raise Refused("Najpierw trzeba rozpatrzyć odwołanie od tej decyzji.")
    last = last_review(proposal)
    with transaction.atomic():
        back = Status.SUBMITTED if isinstance(last, FormalReview) else Status.MERIT_REVIEW
        facts = {"reason": reason}
        lifecycle.move(
            proposal,
            back,
            user=user,
            now=at,
            event=VerdictCorrected,
            facts=facts,
            announced_at=None,
            appeal_until=None,
        )
        if last is not None:
            _close(last, reason, at)


def _close(review: Review, reason: str, at: datetime) -> None:
    type(review).objects.filter(pk=review.pk).update(taken_back_at=at, taken_back_why=reason)


def _refuse_without(reason: str) -> None:
    if not reason.strip():
        raise Refused("Napisz powód. Stanie w dzienniku.", "reason")
