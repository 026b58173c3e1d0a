"""Files of a resident's own proposal: the last step of writing it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.requests import AccountRequest
from wibo.proposals import actions
from wibo.proposals.forms.files import PictureForm, UploadForm
from wibo.proposals.models import Attachment, Picture, Proposal
from wibo.proposals.own import EDITABLE, own_proposal, own_proposals
from wibo.proposals.picturing import MOST, add_picture, remove_picture
from wibo.proposals.steps import Step
from wibo.proposals.walk import walk
from wibo.rulebook.proposing.parts import Purpose
from wibo.ui.acting import attempt, done, filled


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
def files(request: AccountRequest, pk: int) -> HttpResponse:
    """The pictures and files of a draft or a returned proposal: what there is, and one more of each."""
    proposal = own_proposal(request, pk)
    if proposal.status not in EDITABLE:
        return redirect("proposals:own", pk)
    return _picture(request, proposal) if "words" in request.POST else _file(request, proposal)


def _picture(request: AccountRequest, proposal: Proposal) -> HttpResponse:
    form = PictureForm(request.POST, request.FILES)

    def act() -> HttpResponse:
        given = form.cleaned_data
        add_picture(proposal, given["picture"], given["words"], at=request.now)
        return done(request, "Obraz jest dodany.", "proposals:files", proposal.pk)

    return filled(request, form, act) or _page(request, proposal, UploadForm(), form)


def _file(request: AccountRequest, proposal: Proposal) -> HttpResponse:
    sent = request.method == "POST"
    form = UploadForm(request.POST if sent else None, request.FILES if sent else None)

    def act() -> HttpResponse:
        purpose = Purpose(form.cleaned_data["purpose"])
        actions.attach(proposal, form.cleaned_data["file"], purpose=purpose, at=request.now)
        return done(request, "Plik jest dołączony.", "proposals:files", proposal.pk)

    return filled(request, form, act, field="file") or _page(request, proposal, form, PictureForm())


def _page(
    request: AccountRequest, proposal: Proposal, upload: UploadForm, picture: PictureForm
) -> HttpResponse:
    context = {
        "title": f"Wniosek: {Step.FILES.label}",
        "proposal": proposal,
        "form": picture if picture.is_bound else upload,
        "upload": upload,
        "picture": picture,
        "pictures_left": MOST - len(proposal.pictures.all()),
        "files_left": proposal.edition.max_attachments - len(proposal.attachments.all()),
        **walk(proposal, Step.FILES),
    }
    return render(request, "proposals/files.html", context)


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
@require_POST
def unpicture(request: AccountRequest, pk: int) -> HttpResponse:
    """Remove a picture from a draft or a returned proposal."""
    rows = Picture.objects.filter(proposal__in=own_proposals(request).values("pk"))
    found = get_object_or_404(rows.select_related("proposal"), pk=pk)

    def act() -> None:
        _refuse_handed_in(found.proposal)
        remove_picture(found)

    return attempt(request, act, "Obraz jest usunięty.", "proposals:files", found.proposal_id)


def _refuse_handed_in(proposal: Proposal) -> None:
    if proposal.status not in EDITABLE:
        raise Refused("Ze złożonego wniosku nie można już usuwać plików.")


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
@require_POST
def detach(request: AccountRequest, pk: int) -> HttpResponse:
    """Remove a file from a draft or a returned proposal."""
    rows = Attachment.objects.filter(proposal__in=own_proposals(request).values("pk"))
    found = get_object_or_404(rows.select_related("proposal"), pk=pk)

    def act() -> None:
        _refuse_handed_in(found.proposal)
        actions.detach(found)

    return attempt(request, act, "Plik jest usunięty.", "proposals:files", found.proposal_id)
