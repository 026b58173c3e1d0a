"""The list of support as PDF."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.documents.engine.answers import pdf_answer
from wibo.documents.engine.pdf import pdf
from wibo.documents.support_list.data import support_list_data
from wibo.proposals.own import own_proposals


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
def support_list(request: AccountRequest, pk: int) -> HttpResponse:
    """An empty list for a proposal of the person's own."""
    proposal = get_object_or_404(own_proposals(request).select_related("pool__area"), pk=pk)
    made = pdf("support_list", support_list_data(proposal))
    return pdf_answer(made, f"lista-poparcia-{proposal.number or 'szkic'}")
