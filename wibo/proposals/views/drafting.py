"""Writing an application, a step a page: each sending saves, and so does the page by itself while somebody types."""

import secrets
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime

from wibo.access.kept import taken
from wibo.access.marks import anytime, keeps_typed, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import during
from wibo.editions.map_pages import with_tiles
from wibo.editions.models import Edition
from wibo.proposals import actions
from wibo.proposals.guidance import guidance
from wibo.proposals.models import Proposal
from wibo.proposals.own import own_proposals
from wibo.proposals.reopening import reopened
from wibo.proposals.statuses import EDITABLE, Status
from wibo.proposals.stepping import WrittenForms, step_forms
from wibo.proposals.steps import Step
from wibo.proposals.walk import address, is_for, walk
from wibo.rulebook.calendar.stages import Feature
from wibo.ui.versions import held

# What names a page on which a draft is begun.
KEY = "szkic"


@requires(Can.ACT_ON_OWN_PROPOSAL)
@during(Feature.SUBMIT)
@keeps_typed
def new(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Start a draft; any number of them, but one for each opened page: going back and saving again mends the same.

    The page's key stands in its address, so that the browser's Back finds the draft that was begun there.
    """
    key = (request.POST.get(KEY) or request.GET.get(KEY, ""))[:32]
    if not key and request.method == "GET":
        return redirect(f"{request.path}?{KEY}={secrets.token_hex(16)}")
    key = key or secrets.token_hex(16)
    made = Proposal.objects.filter(author=request.user, edition=edition, draft_key=key).first()
    if made is not None and request.method == "POST":
        return step(request, made.pk, Step.IDEA.value)
    if made is not None:
        return redirect("proposals:step", made.pk, Step.IDEA.value)
    proposal = Proposal(
        edition=edition, author=request.user, created_at=request.now, saved_at=request.now, draft_key=key
    )
    try:
        with transaction.atomic():
            return _stepped(request, proposal, Step.IDEA)
    except IntegrityError:
        # The same form twice at once: the other one has made the draft.
        made = get_object_or_404(Proposal, author=request.user, edition=edition, draft_key=key)
        return redirect("proposals:step", made.pk, Step.IDEA.value)


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
@keeps_typed
def step(request: AccountRequest, pk: int, name: str) -> HttpResponse:
    """One step of a draft, or of a proposal that came back."""
    if name not in list(Step) or name == Step.FILES:
        raise Http404
    with held(request, own_proposals(request), pk) as proposal:
        if proposal.status not in EDITABLE and "X-Autosave" in request.headers:
            said = f"Ten wniosek jest już złożony i ma numer {proposal.number}. Nie można go zmieniać."
            return JsonResponse({"saved": False, "faults": [said]}, status=422)
        if proposal.status not in EDITABLE:
            messages.info(request, "Złożonego wniosku nie można już zmieniać.")
            return redirect("proposals:own", pk)
        if name == Step.PEOPLE and proposal.author_id != request.user.pk:
            messages.info(request, "Zgody, telefon i wiek podaje sam autor wniosku.")
            return redirect("proposals:own", pk)
        if not reopened(proposal).has_step(Step(name)):
            messages.info(request, "Urząd nie prosi o zmianę tej części. Otwarte są tylko te z wezwania.")
            return redirect("proposals:own", pk)
        return _stepped(request, proposal, Step(name))


def _stepped(request: AccountRequest, proposal: Proposal, at: Step) -> HttpResponse:
    kept = None if request.method == "POST" else taken(request)
    sent = request.POST if request.method == "POST" else kept
    forms = step_forms(proposal, at, sent)
    by_itself = "X-Autosave" in request.headers
    if request.method == "POST" and forms.are_good and not (proposal.pk or _says_something(forms)):
        # A draft of nothing would only stand in the list as one more without a title.
        messages.info(request, "Nic nie jest wpisane. Wpisz tytuł albo choć jedno zdanie.")
        return redirect(request.get_full_path())
    if request.method == "POST" and forms.are_good:
        actions.save_draft(
            proposal, forms.rows, at=request.now, answers=forms.form.answers, **forms.form.values
        )
        return _saved(request, proposal, at, by_itself=by_itself)
    if by_itself and request.method == "POST":
        return JsonResponse({"saved": False, "faults": forms.faults}, status=422)
    context: dict[str, Any] = {
        "title": f"Wniosek: {at.label}",
        "form": forms.form,
        "costs": forms.costs,
        "total": forms.total,
        "proposal": proposal,
        "has_errors": sent is not None and not forms.are_good,
        "was_kept": kept is not None,
        "draft_key": "" if proposal.pk else proposal.draft_key,
        "begun": None if proposal.pk or sent else _begun(proposal),
        **walk(proposal, at, request.user),
        **guidance(proposal, at),
    }
    return with_tiles(render(request, "proposals/step.html", context), proposal.edition)


def _says_something(forms: WrittenForms) -> bool:
    return any(
        str(value).strip() for name, value in forms.form.values.items() if name in ("title", "summary")
    )


def _begun(new: Proposal) -> Proposal | None:
    """The draft that the author has written in last, in the edition of the new one."""
    rows = Proposal.objects.filter(author=new.author, edition=new.edition, status=Status.DRAFT)
    found: Proposal | None = rows.order_by("-saved_at", "-pk").first()
    return found


def _saved(request: AccountRequest, proposal: Proposal, at: Step, *, by_itself: bool) -> HttpResponse:
    here = address(proposal, at)
    if by_itself:
        # Read anew: what the page will be compared with is what the database has.
        stored = get_object_or_404(own_proposals(request), pk=proposal.pk)
        version = step_forms(stored, at, None).form.version
        minute = date_format(localtime(request.now), "H:i")
        return JsonResponse({"saved": True, "at": minute, "version": version, "here": here})
    if request.POST.get("dalej") == "wiersze":
        return redirect(here + "#koszty")
    following = at.following
    free = reopened(proposal)
    while following and not (free.has_step(following) and is_for(following, proposal, request.user)):
        following = following.following
    if request.POST.get("dalej") == "przeglad" or following is None:
        own = proposal.author_id == request.user.pk
        said = "Sprawdź wniosek i złóż go, gdy będzie gotowy." if own else "Wniosek złoży jego autor."
        messages.success(request, f"Zapisano. {said}")
        return redirect("proposals:own", proposal.pk)
    return redirect(address(proposal, following))
