"""What evaluation adds to pages of proposals, which know nothing of it."""

from typing import Any

from django import template
from django.utils.timezone import localtime

from wibo.access.permissions import Can
from wibo.evaluation.cards import answered
from wibo.evaluation.cases import case
from wibo.evaluation.models import Review
from wibo.proposals.models import Proposal

register = template.Library()


@register.simple_tag
def card_rows(review: Review) -> list[dict[str, str]]:
    """The questions of a card that was filled in, with answers and notes."""
    return answered(review)


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
