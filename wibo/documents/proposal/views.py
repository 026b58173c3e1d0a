"""An application as PDF."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.documents.engine.answers import pdf_answer
from wibo.documents.engine.pdf import pdf
from wibo.documents.proposal.actions import record_print
from wibo.documents.proposal.data import printable, proposal_data
from wibo.proposals.models import Proposal
from wibo.proposals.own import own_proposals


def _found(rows: QuerySet[Proposal], pk: int) -> Proposal:
    return get_object_or_404(printable(rows), pk=pk)


def _printed(proposal: Proposal) -> HttpResponse:
    return pdf_answer(pdf("proposal", proposal_data(proposal)), f"wniosek-{proposal.number or 'szkic'}")


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
def own_proposal(request: AccountRequest, pk: int) -> HttpResponse:
    """The person's own application."""
    return _printed(_found(own_proposals(request), pk))


@requires(Can.READ_PROPOSALS)
@anytime
def office_proposal(request: AccountRequest, pk: int) -> HttpResponse:
    """Any application, for the office; that it was taken stands in the journal."""
    proposal = _found(Proposal.objects.submitted(), pk)
    answer = _printed(proposal)
    record_print(proposal, act=request.act)
    return answer
