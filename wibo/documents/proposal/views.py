"""An application as PDF."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.documents.engine.answers import pdf_answer
from wibo.documents.engine.pdf import pdf
from wibo.documents.proposal.data import proposal_data
from wibo.proposals.models import Proposal


def _printed(proposal: Proposal) -> HttpResponse:
    return pdf_answer(pdf("proposal", proposal_data(proposal)), f"wniosek-{proposal.number or 'szkic'}")


def _proposals() -> Any:
    rows = Proposal.objects.select_related("edition__town", "pool", "author")
    return rows.prefetch_related("cost_lines", "attachments")


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
def own_proposal(request: AccountRequest, pk: int) -> HttpResponse:
    """The person's own application."""
    return _printed(get_object_or_404(_proposals().filter(author=request.user), pk=pk))


@requires(Can.READ_PROPOSALS)
@anytime
def office_proposal(request: AccountRequest, pk: int) -> HttpResponse:
    """Any application, for the office."""
    return _printed(get_object_or_404(_proposals().submitted(), pk=pk))
