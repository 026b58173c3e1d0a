"""The author's appeal."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import during
from wibo.editions.models import Edition
from wibo.evaluation import actions
from wibo.evaluation.forms import AppealForm
from wibo.proposals.models import Proposal
from wibo.rulebook.calendar.stages import Feature
from wibo.ui.acting import form_page


@requires(Can.ACT_ON_OWN_PROPOSAL)
@during(Feature.APPEAL)
def appeal(request: AccountRequest, edition: Edition, pk: int) -> HttpResponse:
    """File an appeal against the rejection of an own proposal."""
    rows = Proposal.objects.filter(author=request.user).select_related("edition__town")
    proposal = get_object_or_404(rows.prefetch_related("formalreviews", "meritreviews"), pk=pk)
    form = AppealForm(request.POST or None)
    return form_page(
        request,
        form,
        lambda: actions.appeal(proposal, form.cleaned_data["text"], user=request.user, at=request.now),
        "Odwołanie jest złożone. O decyzji napiszemy.",
        ("proposals:own", pk),
        template="evaluation/appeal.html",
        context={"title": "Odwołanie", "proposal": proposal},
    )
