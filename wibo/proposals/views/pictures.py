"""Pictures of proposals: shown, and hidden by the office."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, public, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.proposals.forms.paperwork import ReasonForm
from wibo.proposals.models import Picture
from wibo.proposals.own import sees_inside
from wibo.proposals.picturing import hide_picture, show_picture
from wibo.proposals.statuses import Status
from wibo.towns.pictures import file_of
from wibo.towns.requests import TownRequest
from wibo.ui.acting import attempt, reason_of


@public
@anytime
def picture(request: TownRequest, pk: int, size: str, kind: str) -> FileResponse:
    """A file of a picture: for the office and its author, and for everyone once the proposal is handed in."""
    found = get_object_or_404(Picture.objects.select_related("proposal"), pk=pk)
    open_to_all = not found.is_hidden and found.proposal.status not in (Status.DRAFT, Status.WITHDRAWN)
    if not (open_to_all or sees_inside(request.user, found.proposal)):
        raise Http404
    return file_of(found, size, kind, for_everyone=open_to_all)


@requires(Can.REGISTER_PAPER)
@anytime
@require_POST
def hide(request: AccountRequest, pk: int) -> HttpResponse:
    """Take a picture from everyone's sight, with a reason."""
    found = _with_town(pk)
    form = ReasonForm(request.POST)

    def act() -> None:
        hide_picture(found, reason_of(form), act=request.act)

    return attempt(request, act, "Obraz jest ukryty.", "proposals:office-detail", found.proposal_id)


@requires(Can.REGISTER_PAPER)
@anytime
@require_POST
def show(request: AccountRequest, pk: int) -> HttpResponse:
    """Show a hidden picture again."""
    found = _with_town(pk)

    def act() -> None:
        show_picture(found, act=request.act)

    return attempt(request, act, "Obraz znowu widzą wszyscy.", "proposals:office-detail", found.proposal_id)


def _with_town(pk: int) -> Picture:
    found: Picture = get_object_or_404(Picture.objects.select_related("proposal__edition__town"), pk=pk)
    return found
