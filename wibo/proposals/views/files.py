"""Files of a resident's own proposal: the last step of writing it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.requests import AccountRequest
from wibo.proposals import actions
from wibo.proposals.forms.files import UploadForm
from wibo.proposals.models import Attachment
from wibo.proposals.own import EDITABLE, own_proposal
from wibo.proposals.steps import Step
from wibo.proposals.walk import walk
from wibo.rulebook.proposing.parts import Purpose
from wibo.ui.acting import attempt, done, filled


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
def files(request: AccountRequest, pk: int) -> HttpResponse:
    """The files of a draft or a returned proposal: what there is, and one more."""
    proposal = own_proposal(request, pk)
    if proposal.status not in EDITABLE:
        return redirect("proposals:own", pk)
    form = UploadForm(request.POST or None, request.FILES or None)

    def act() -> HttpResponse:
        purpose = Purpose(form.cleaned_data["purpose"])
        actions.attach(proposal, form.cleaned_data["file"], purpose=purpose, at=request.now)
        return done(request, "Plik jest dołączony.", "proposals:files", pk)

    answer = filled(request, form, act, field="file")
    if answer is not None:
        return answer
    context = {
        "title": f"Wniosek: {Step.FILES.label}",
        "proposal": proposal,
        "form": form,
        "files_left": proposal.edition.max_attachments - len(proposal.attachments.all()),
        **walk(proposal, Step.FILES),
    }
    return render(request, "proposals/files.html", context)


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
@require_POST
def detach(request: AccountRequest, pk: int) -> HttpResponse:
    """Remove a file from a draft or a returned proposal."""
    rows = Attachment.objects.filter(proposal__author=request.user)
    found = get_object_or_404(rows.select_related("proposal"), pk=pk)

    def act() -> None:
        if found.proposal.status not in EDITABLE:
            raise Refused("Ze złożonego wniosku nie można już usuwać plików.")
        actions.detach(found)

    return attempt(request, act, "Plik jest usunięty.", "proposals:files", found.proposal_id)
