"""Files of a resident's own proposal: the last step of writing it."""

from functools import partial
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from wibo.access.kept import taken
from wibo.access.marks import anytime, keeps_typed, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.proposals import actions
from wibo.proposals.forms.files import PictureForm, UploadForm
from wibo.proposals.models import Attachment, Picture, Proposal
from wibo.proposals.own import own_proposal, own_proposals
from wibo.proposals.picturing import MOST, add_picture, remove_picture
from wibo.proposals.reopening import reopened
from wibo.proposals.statuses import EDITABLE
from wibo.proposals.steps import Step
from wibo.proposals.walk import walk
from wibo.rulebook.proposing.parts import FILES, Purpose
from wibo.ui.acting import attempt, done, filled


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
@keeps_typed
def files(request: AccountRequest, pk: int) -> HttpResponse:
    """The pictures and files of a draft or a returned proposal, and more of each.

    Whatever was chosen is added by every button of the page, also by the one that leads on.
    """
    proposal = own_proposal(request, pk)
    if proposal.status not in EDITABLE or not reopened(proposal).has(FILES):
        return redirect("proposals:own", pk)
    # What was typed before the sign-in; the file must be chosen again.
    kept = taken(request) if request.method != "POST" else None
    picture, upload = PictureForm(initial=_initial(kept)), UploadForm(initial=_initial(kept))
    if _sends_picture(request):
        picture = PictureForm(request.POST, request.FILES)
    if _sends_file(request):
        upload = UploadForm(request.POST, request.FILES)
    if request.method != "POST":
        return _page(request, proposal, upload, picture)
    added = filled(request, picture, partial(_add_picture, request, proposal, picture), field="picture")
    attached = filled(request, upload, partial(_add_file, request, proposal, upload), field="file")
    if (picture.is_bound and added is None) or (upload.is_bound and attached is None):
        return _page(request, own_proposal(request, pk), upload, picture)
    return redirect("proposals:own" if "dalej" in request.POST else "proposals:files", pk)


def _initial(kept: QueryDict | None) -> dict[str, Any]:
    return {name: kept[name] for name in ("words", "purpose") if name in kept} if kept else {}


def _sends_picture(request: AccountRequest) -> bool:
    typed = "picture" in request.FILES or request.POST.get("words", "").strip()
    return bool(typed) or request.POST.get("dodaj") == "obraz"


def _sends_file(request: AccountRequest) -> bool:
    return "file" in request.FILES or request.POST.get("dodaj") == "plik"


def _add_picture(request: AccountRequest, proposal: Proposal, form: PictureForm) -> HttpResponse:
    given = form.cleaned_data
    add_picture(proposal, given["picture"], given["words"], at=request.now)
    return done(request, "Obraz jest dodany.", "proposals:files", proposal.pk)


def _add_file(request: AccountRequest, proposal: Proposal, form: UploadForm) -> HttpResponse:
    purpose = Purpose(form.cleaned_data["purpose"])
    actions.attach(proposal, form.cleaned_data["file"], purpose=purpose, at=request.now)
    return done(request, "Plik jest dołączony.", "proposals:files", proposal.pk)


def _page(
    request: AccountRequest, proposal: Proposal, upload: UploadForm, picture: PictureForm
) -> HttpResponse:
    for form in (upload, picture):
        for field in form.fields.values():
            # Lists with forms of their own stand between the fields of this one.
            field.widget.attrs["form"] = "dodaj"
    context = {
        "title": f"Wniosek: {Step.FILES.label}",
        "proposal": proposal,
        "form": picture if picture.errors else upload,
        "upload": upload,
        "picture": picture,
        "pictures_left": MOST - len(proposal.pictures.all()),
        "files_left": proposal.edition.max_attachments - len(proposal.attachments.all()),
        **walk(proposal, Step.FILES, request.user),
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
        remove_picture(found)

    return attempt(request, act, "Obraz jest usunięty.", "proposals:files", found.proposal_id)


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
@require_POST
def detach(request: AccountRequest, pk: int) -> HttpResponse:
    """Remove a file from a draft or a returned proposal."""
    rows = Attachment.objects.filter(proposal__in=own_proposals(request).values("pk"))
    found = get_object_or_404(rows.select_related("proposal"), pk=pk)

    def act() -> None:
        actions.detach(found)

    return attempt(request, act, "Plik jest usunięty.", "proposals:files", found.proposal_id)
