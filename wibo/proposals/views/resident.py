"""A resident's own proposals: what there is, handing in, supplementing, withdrawing."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import during, with_edition
from wibo.editions.models import Edition
from wibo.proposals import actions, lifecycle
from wibo.proposals.completeness import missing
from wibo.proposals.maps import place_map, with_tiles
from wibo.proposals.models import Proposal
from wibo.proposals.own import EDITABLE, own_proposal
from wibo.proposals.statuses import Status
from wibo.proposals.walk import links
from wibo.rulebook.calendar.stages import Feature
from wibo.ui.acting import attempt


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
@anytime
def own(request: AccountRequest, pk: int) -> HttpResponse:
    """One of the person's proposals: text, files, status, what it lacks, and what can be done now."""
    proposal = own_proposal(request, pk)
    editable = proposal.status in EDITABLE
    targets = {move.target for move in lifecycle.available(proposal, request.user, request.now)}
    context = {
        "title": str(proposal),
        "proposal": proposal,
        "map": place_map(proposal.edition, proposal.place) if proposal.place else None,
        "answers": proposal.answers.all(),
        "editable": editable,
        "walk": links(proposal) if editable else [],
        "missing": missing(proposal) if editable else [],
        "may_submit": Status.SUBMITTED in targets,
        "may_withdraw": Status.WITHDRAWN in targets,
        "may_appeal": proposal.status == Status.REJECTED
        and proposal.edition.enables(Feature.APPEAL, request.now),
    }
    return with_tiles(render(request, "proposals/own.html", context), proposal.edition)


def _told(request: AccountRequest, pk: int, act: Any, success: str) -> HttpResponse:
    """Do an act on an own proposal and say what came of it on its page."""
    proposal = own_proposal(request, pk)

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
    proposal = own_proposal(request, pk)
    return attempt(request, lambda: actions.delete_draft(proposal), "Szkic jest usunięty.", "proposals:mine")
