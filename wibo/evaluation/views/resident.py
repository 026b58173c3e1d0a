"""The author's appeal."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import during
from wibo.editions.models import Edition
from wibo.evaluation import actions
from wibo.evaluation.forms import AppealForm
from wibo.proposals.models import Proposal
from wibo.rulebook.calendar.stages import Feature


@requires(Can.ACT_ON_OWN_PROPOSAL)
@during(Feature.APPEAL)
def appeal(request: AccountRequest, edition: Edition, pk: int) -> HttpResponse:
    """File an appeal against the rejection of an own proposal."""
    rows = Proposal.objects.filter(author=request.user).select_related("edition__town")
    proposal = get_object_or_404(rows.prefetch_related("formalreviews", "meritreviews"), pk=pk)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.appeal(proposal, form.cleaned_data["text"], user=request.user, at=request.now)
            messages.success(request, "Odwołanie jest złożone. O decyzji napiszemy.")
            return redirect("proposals:own", pk)
        except Refused as refused:
            form.add_error(None, refused.message)
    return render(
        request, "evaluation/appeal.html", {"title": "Odwołanie", "form": form, "proposal": proposal}
    )
