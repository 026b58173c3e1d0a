"""What evaluation adds to pages of proposals, which know nothing of it."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.timezone import localtime
from django.utils.translation import gettext

from wibo.access.permissions import Can
from wibo.evaluation.cards import answered
from wibo.evaluation.cases import case
from wibo.evaluation.models import Review, Verdict
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.evaluating.rules import Announced

register = template.Library()


@register.simple_tag
def card_rows(review: Review) -> list[dict[str, str]]:
    """The questions of a card that was filled in, with answers and notes."""
    return answered(review)


@register.simple_tag
def decisions(proposal: Proposal, inside: Any = False) -> Sequence[tuple[str, Review]]:
    """The cards that the reader may see, each with its stage: the office (`inside`) all, others what is announced.

    What is hidden leaves no trace in the page, not even an empty line: whoever compares two copies must not learn that
    a verdict was given. A call for corrections is no verdict; where verdicts are announced together it shows with them.
    """
    together = proposal.edition.evaluating.announced is Announced.TOGETHER
    return [
        (stage, review)
        for stage, reviews in (
            (gettext("Ocena formalna"), proposal.formalreviews.all()),
            (gettext("Ocena merytoryczna"), proposal.meritreviews.all()),
        )
        for review in reviews
        if inside or _is_public(review, proposal, together=together)
    ]


def _is_public(review: Review, proposal: Proposal, *, together: bool) -> bool:
    if review.announced_at is None:
        return False
    early = together and review.verdict == Verdict.SUPPLEMENT and proposal.announced_at is None
    return not early


@register.simple_tag
def public_reasons(proposal: Proposal) -> list[str]:
    """Why a proposal was refused, from the announced cards that stand; empty for any other."""
    if proposal.status != Status.REJECTED:
        return []
    return [
        review.reasons
        for _, review in decisions(proposal)
        if review.stands and review.reasons and review.verdict != Verdict.SUPPLEMENT
    ]


@register.inclusion_tag("evaluation/_case.html", takes_context=True)
def case_of(context: Any, proposal: Proposal) -> dict[str, Any]:
    """All that the office knows of a proposal beside its text, and what can be done about it."""
    request = context["request"]
    user = request.user
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "proposal": proposal,
        "can_register": user.can(Can.REGISTER_PAPER),
        "can_judge": user.can(Can.JUDGE),
        "can_judge_formally": user.can(Can.REVIEW_FORMALLY),
        **case(proposal, user, localtime(request.now).date()),
    }
