"""The confirmation as PDF: each print has a new code, since none is kept."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.documents.confirmation.data import confirmation_data
from wibo.documents.engine.answers import pdf_answer
from wibo.documents.engine.pdf import pdf
from wibo.proposals.claiming import issue_code
from wibo.proposals.models import Proposal
from wibo.ui.acting import fetched


@requires(Can.REGISTER_PAPER)
@anytime
@require_POST
@never_cache
@sensitive_variables()
def confirmation(request: AccountRequest, pk: int) -> HttpResponse:
    """Issue a code and print it with the confirmation."""
    rows = Proposal.objects.submitted().select_related("edition__town", "author")
    proposal = get_object_or_404(rows, pk=pk)

    def act() -> HttpResponse:
        code = issue_code(proposal, act=request.act)
        made = pdf("confirmation", confirmation_data(proposal, code))
        return pdf_answer(made, f"potwierdzenie-{proposal.number}")

    return fetched(request, act, "proposals:office-detail", pk)
