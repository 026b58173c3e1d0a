"""What the office does with one proposal beside judging it: signatures, duplicates, files that came on paper."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from wibo.access.kept import begun
from wibo.access.marks import anytime, keeps_typed, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.proposals import actions, duplicates
from wibo.proposals.forms.paperwork import DuplicateForm, OfficeUploadForm, ReasonForm, SignaturesForm
from wibo.proposals.models import Attachment, Proposal, Supporter
from wibo.proposals.paperwork import attach_for_office, remove_for_office
from wibo.proposals.supporting import count_signatures
from wibo.rulebook.proposing.parts import Purpose
from wibo.ui.acting import attempt, done, filled, form_page, reason_of
from wibo.ui.paging import paged
from wibo.ui.seen import refuse_unseen, seen

_TEMPLATE = "proposals/paperwork.html"
_BACK = "proposals:office-detail"


def _submitted(pk: int) -> Proposal:
    rows = Proposal.objects.submitted().select_related("edition__town", "pool", "author", "duplicate_of")
    found: Proposal = get_object_or_404(rows, pk=pk)
    return found


def _page(
    request: AccountRequest,
    proposal: Proposal,
    form: forms.Form,
    act: Callable[[], object],
    said: str,
    title: str,
    shown: str = "",
) -> HttpResponse:
    context = {
        "title": f"Wniosek nr {proposal.number}: {title}",
        "proposal": proposal,
        "heading": title,
        "shown": shown,
    }
    return form_page(request, form, act, said, (_BACK, proposal.pk), template=_TEMPLATE, context=context)


@requires(Can.REGISTER_PAPER)
@anytime
def signatures(request: AccountRequest, pk: int) -> HttpResponse:
    """Count the signatures on the paper lists."""
    proposal = _submitted(pk)
    initial = {"given": proposal.signatures_given, "valid": proposal.signatures_valid}
    form = SignaturesForm(request.POST or None, initial=initial)
    counted = (proposal.signatures_given, proposal.signatures_valid)

    def act() -> None:
        # Two clerks with the same lists: the second one sees what the first has counted.
        refuse_unseen(request, "signatures", proposal.pk, *counted)
        count_signatures(proposal, **form.cleaned_data, user=request.user, at=request.now)

    shown = seen("signatures", proposal.pk, *counted)
    return _page(request, proposal, form, act, "Zapisano liczbę podpisów.", "podpisy poparcia", shown)


@requires(Can.REGISTER_PAPER)
@anytime
@never_cache
def supporters(request: AccountRequest, pk: int) -> HttpResponse:
    """Who supports the proposal on line, for comparing with the paper lists."""
    proposal = _submitted(pk)
    rows = Supporter.objects.filter(proposal=proposal).exclude(confirmed_at=None).order_by("name", "pk")
    context = {
        "title": f"Wniosek nr {proposal.number}: poparcie przez internet",
        "proposal": proposal,
        "page": paged(request, rows, 100),
    }
    return render(request, "proposals/supporters.html", context)


@requires(Can.REGISTER_PAPER)
@anytime
def duplicate(request: AccountRequest, pk: int) -> HttpResponse:
    """Mark the proposal as a duplicate of another."""
    proposal = _submitted(pk)
    form = DuplicateForm(request.POST or None)

    def act() -> str:
        of = duplicates.mark_duplicate(proposal, **form.cleaned_data, user=request.user, at=request.now)
        return f"Wniosek jest oznaczony jako duplikat wniosku nr {of.number}."

    return _page(request, proposal, form, act, "", "duplikat")


@requires(Can.REGISTER_PAPER)
@anytime
@require_POST
def no_duplicate(request: AccountRequest, pk: int) -> HttpResponse:
    """Take the mark back."""
    proposal, form = _submitted(pk), ReasonForm(request.POST)

    def act() -> None:
        duplicates.take_back(proposal, reason=reason_of(form), user=request.user, at=request.now)

    return attempt(request, act, "Wniosek nie jest już duplikatem i wrócił do oceny formalnej.", _BACK, pk)


@requires(Can.REGISTER_PAPER)
@anytime
@keeps_typed
def add_file(request: AccountRequest, pk: int) -> HttpResponse:
    """Add a file that came to the office: a scan, a list of support, a consent."""
    proposal = _submitted(pk)
    sent = request.method == "POST"
    form = OfficeUploadForm(
        request.POST if sent else None, request.FILES if sent else None, initial=begun(request, {})
    )

    def act() -> HttpResponse:
        purpose = Purpose(form.cleaned_data["purpose"])
        attach_for_office(proposal, form.cleaned_data["file"], purpose, act=request.act)
        return done(request, "Plik jest dołączony.", _BACK, pk)

    # No transaction around it: a file is looked through before anything is locked.
    answer = filled(request, form, act, field="file")
    context = {
        "title": f"Wniosek nr {proposal.number}: dołącz plik",
        "proposal": proposal,
        "heading": "dołącz plik",
        "form": form,
    }
    return render(request, _TEMPLATE, context) if answer is None else answer


@requires(Can.REGISTER_PAPER)
@anytime
def withdraw(request: AccountRequest, pk: int) -> HttpResponse:
    """Withdraw a proposal whose author asked the office to."""
    proposal, form = _submitted(pk), ReasonForm(request.POST or None)

    def act() -> None:
        actions.withdraw_for_author(
            proposal, reason=form.cleaned_data["reason"], user=request.user, at=request.now
        )

    said = "Wniosek jest wycofany na prośbę autora."
    return _page(request, proposal, form, act, said, "wycofaj na prośbę autora")


@requires(Can.REGISTER_PAPER)
@anytime
def remove_file(request: AccountRequest, pk: int) -> HttpResponse:
    """Remove a file that does not belong to the application."""
    found = get_object_or_404(Attachment.objects.select_related("proposal__edition__town"), pk=pk)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        remove_for_office(found, reason=form.cleaned_data["reason"], act=request.act)

    title = f"usuń plik {found.name}"
    return _page(request, found.proposal, form, act, "Plik jest usunięty.", title)
