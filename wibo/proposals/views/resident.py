"""A resident's own proposals: drafts, handing in, supplementing, withdrawing, files."""

import secrets
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import during, with_edition
from wibo.editions.models import Edition
from wibo.proposals import actions, lifecycle
from wibo.proposals.forms import CostFormSet, ProposalForm, UploadForm, costs_in_words
from wibo.proposals.models import Attachment, Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.calendar.stages import Feature
from wibo.ui.acting import attempt, done, filled
from wibo.ui.versions import held

EDITABLE = (Status.DRAFT, Status.RETURNED)


def _own(request: AccountRequest, pk: int) -> Proposal:
    rows = Proposal.objects.filter(author=request.user).select_related("edition__town", "pool")
    found: Proposal = get_object_or_404(rows.prefetch_related("cost_lines", "attachments"), pk=pk)
    return found


@requires(Can.ACT_ON_OWN_PROPOSAL)
@with_edition
def mine(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The person's proposals with their statuses."""
    rows = Proposal.objects.filter(author=request.user, edition=edition).prefetch_related("cost_lines")
    proposals = list(rows.order_by("-saved_at"))
    handed_in = sum(p.status not in (Status.DRAFT, Status.WITHDRAWN) for p in proposals)
    context = {
        "title": "Moje wnioski",
        "edition": edition,
        "proposals": proposals,
        "handed_in": handed_in,
        "can_submit": edition.enables(Feature.SUBMIT, request.now),
    }
    return render(request, "proposals/mine.html", context)


@requires(Can.ACT_ON_OWN_PROPOSAL)
@during(Feature.SUBMIT)
def new(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Start a draft; any number of them, but one for each opened page: going back and saving again mends the same."""
    key = request.POST.get("szkic", "")[:32] or secrets.token_hex(16)
    made = Proposal.objects.filter(author=request.user, edition=edition, draft_key=key).first()
    if made is not None:
        return edit(request, made.pk)
    proposal = Proposal(
        edition=edition, author=request.user, created_at=request.now, saved_at=request.now, draft_key=key
    )
    try:
        with transaction.atomic():
            return _compose(request, proposal)
    except IntegrityError:
        # The same form twice at once: the other one has made the draft.
        made = get_object_or_404(Proposal, author=request.user, edition=edition, draft_key=key)
        return redirect("proposals:own", made.pk)


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
def edit(request: AccountRequest, pk: int) -> HttpResponse:
    """Go on with a draft, or mend a proposal that came back."""
    rows = Proposal.objects.filter(author=request.user).select_related("edition__town", "pool")
    with held(request, rows.prefetch_related("cost_lines", "attachments"), pk) as proposal:
        if proposal.status not in EDITABLE:
            messages.info(request, "Złożonego wniosku nie można już zmieniać.")
            return redirect("proposals:own", pk)
        return _compose(request, proposal)


def _compose(request: AccountRequest, proposal: Proposal) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    stored = [(line.name, line.amount) for line in proposal.cost_lines.all()] if proposal.pk else []
    lines = [{"name": name, "amount": amount} for name, amount in stored]
    costs = CostFormSet(sent, initial=lines, prefix="koszt")
    typed = costs.costs if sent is not None and costs.is_valid() else []
    form = ProposalForm(
        sent,
        instance=proposal,
        edition=proposal.edition,
        beside={"Koszty": costs_in_words(stored)},
        beside_typed={"Koszty": costs_in_words(typed)},
    )
    if sent is not None and form.is_valid() and costs.is_valid():
        actions.save_draft(proposal, costs.costs, at=request.now, **form.values)
        messages.success(request, "Zapisano. Sprawdź wniosek i złóż go, gdy będzie gotowy.")
        return redirect("proposals:own", proposal.pk)
    context: dict[str, Any] = {"title": "Wniosek", "form": form, "costs": costs, "proposal": proposal}
    context |= {"has_errors": sent is not None, "draft_key": "" if proposal.pk else proposal.draft_key}
    return render(request, "proposals/compose.html", context)


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
def own(request: AccountRequest, pk: int) -> HttpResponse:
    """One of the person's proposals: text, files, status, and what can be done now."""
    return _show_own(request, _own(request, pk), UploadForm())


def _show_own(request: AccountRequest, proposal: Proposal, upload: UploadForm) -> HttpResponse:
    targets = {move.target for move in lifecycle.available(proposal, request.user, request.now)}
    context = {
        "title": proposal.title,
        "proposal": proposal,
        "upload": upload,
        "form": upload,
        "editable": proposal.status in EDITABLE,
        "missing": actions.missing_parts(proposal) if proposal.status in EDITABLE else [],
        "may_submit": Status.SUBMITTED in targets,
        "may_withdraw": Status.WITHDRAWN in targets,
        "may_appeal": proposal.status == Status.REJECTED
        and proposal.edition.enables(Feature.APPEAL, request.now),
        "files_left": proposal.edition.max_attachments - len(proposal.attachments.all()),
    }
    return render(request, "proposals/own.html", context)


def _told(request: AccountRequest, pk: int, act: Any, success: str) -> HttpResponse:
    """Do an act on an own proposal and say what came of it on its page."""
    proposal = _own(request, pk)

    def do() -> str:
        act(proposal, user=request.user, at=request.now)
        return success.format(number=proposal.number)

    return attempt(request, do, "", "proposals:own", pk)


@requires(Can.ACT_ON_OWN_PROPOSAL)
@during(Feature.SUBMIT)
@require_POST
def submit(request: AccountRequest, edition: Edition, pk: int) -> HttpResponse:
    """Hand a draft in."""
    return _told(
        request, pk, actions.submit, "Wniosek jest złożony i ma numer {number}. Wysłaliśmy potwierdzenie."
    )


@requires(Can.ACT_ON_OWN_PROPOSAL)
@during(Feature.SUPPLEMENT)
@require_POST
def supplement(request: AccountRequest, edition: Edition, pk: int) -> HttpResponse:
    """Hand a mended proposal in again."""
    return _told(request, pk, actions.supplement, "Uzupełniony wniosek nr {number} wrócił do urzędu.")


@requires(Can.ACT_ON_OWN_PROPOSAL)
@during(Feature.WITHDRAW)
@require_POST
def withdraw(request: AccountRequest, edition: Edition, pk: int) -> HttpResponse:
    """Withdraw a proposal."""
    return _told(request, pk, actions.withdraw, "Wniosek nr {number} jest wycofany.")


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
@require_POST
def delete(request: AccountRequest, pk: int) -> HttpResponse:
    """Delete a draft."""
    proposal = _own(request, pk)
    return attempt(request, lambda: actions.delete_draft(proposal), "Szkic jest usunięty.", "proposals:mine")


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
@require_POST
def attach(request: AccountRequest, pk: int) -> HttpResponse:
    """Attach a file to a draft or a returned proposal."""
    proposal = _own(request, pk)
    form = UploadForm(request.POST, request.FILES)

    def act() -> HttpResponse:
        if proposal.status not in EDITABLE:
            raise Refused("Do złożonego wniosku nie można już dołączać plików.")
        actions.attach(proposal, form.cleaned_data["file"], at=request.now)
        return done(request, "Plik jest dołączony.", "proposals:own", pk)

    answer = filled(request, form, act, field="file")
    return _show_own(request, proposal, form) if answer is None else answer


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
@require_POST
def detach(request: AccountRequest, pk: int) -> HttpResponse:
    """Remove a file from a draft or a returned proposal."""
    rows = Attachment.objects.filter(proposal__author=request.user, proposal__status__in=EDITABLE)
    found = get_object_or_404(rows.select_related("proposal"), pk=pk)
    actions.detach(found)
    messages.success(request, "Plik jest usunięty.")
    return redirect("proposals:own", found.proposal_id)
