"""A resident's own proposals: what there is, handing in, supplementing, withdrawing."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.models import User
from wibo.accounts.requests import AccountRequest
from wibo.editions.addressing import elsewhere
from wibo.editions.guards import during, with_edition
from wibo.editions.map_pages import place_map, with_tiles
from wibo.editions.models import Edition
from wibo.proposals import actions, lifecycle
from wibo.proposals.cautious import cautions
from wibo.proposals.completeness import Missing, missing
from wibo.proposals.models import Proposal
from wibo.proposals.moves import HANDING_IN, OWN
from wibo.proposals.own import authored_proposal, own_proposal, own_proposals, sees_file
from wibo.proposals.reopening import open_call
from wibo.proposals.statuses import EDITABLE, Status
from wibo.proposals.supporting import collects_support, takes_support
from wibo.proposals.terms import may_appeal_now
from wibo.proposals.walk import is_for, links
from wibo.rulebook.calendar.stages import Feature
from wibo.ui.acting import attempt
from wibo.ui.seen import refuse_unseen, seen

# Of a person's proposals in other editions.
_ELSEWHERE = 20
# Columns that no page of the author shows, or that say when it was saved.
_NOT_HANDED_IN = ("saved_at", "draft_key", "search", "number_sort", "support_key")


@requires(Can.ACT_ON_OWN_PROPOSAL)
@with_edition
def mine(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The person's proposals with their statuses."""
    proposals = list(own_proposals(request).filter(edition=edition).order_by("-saved_at"))
    handed_in = Proposal.objects.filter(author=request.user, edition=edition).counted_for_limit().count()
    context = {
        "title": "Moje wnioski",
        "edition": edition,
        "proposals": proposals,
        "handed_in": handed_in,
        "can_submit": edition.enables(Feature.SUBMIT, request.now),
        "elsewhere": _elsewhere(request, edition),
    }
    return render(request, "proposals/mine.html", context)


def _elsewhere(request: AccountRequest, edition: Edition) -> list[Proposal]:
    """The person's newest proposals in the town's other editions."""
    rows = own_proposals(request).filter(edition__in=Edition.objects.own().shown())
    # Titles alone are shown.
    return list(rows.exclude(edition=edition).prefetch_related(None).order_by("-saved_at")[:_ELSEWHERE])


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
def own(request: AccountRequest, pk: int) -> HttpResponse:
    """One of the person's proposals: text, files, status, what it lacks, and what can be done now."""
    proposal = own_proposal(request, pk)
    if away := elsewhere(request, proposal.edition):
        return away
    editable = proposal.status in EDITABLE
    own_moves = lifecycle.available(proposal, request.user, request.now)
    targets = {move.target for move in own_moves if move.permission is OWN}
    context = {
        "title": str(proposal),
        "proposal": proposal,
        "map": place_map(proposal.edition, proposal.place) if proposal.place else None,
        "answers": proposal.answers.all(),
        "editable": editable,
        "call": open_call(proposal) if editable else None,
        "walk": links(proposal, user=request.user) if editable else [],
        "missing": _missing(proposal, request.user) if editable else [],
        "cautions": cautions(proposal) if editable else [],
        "shown": seen(*_shown(proposal)) if editable else "",
        "files": [file for file in proposal.attachments.all() if sees_file(request.user, file)],
        "is_author": proposal.author_id == request.user.pk,
        "co_authors": [one for one in proposal.co_authors.all() if not one.left_at],
        "in_time": proposal.edition.enables(
            HANDING_IN.get(proposal.state) or Feature.SUPPLEMENT, request.now
        ),
        "support_url": request.build_absolute_uri(reverse("proposals:support", args=[proposal.support_key]))
        if proposal.support_key
        else "",
        "takes_support": takes_support(proposal, request.now),
        "may_open_support": proposal.author_id == request.user.pk
        and not proposal.support_key
        and collects_support(proposal, request.now),
        "may_submit": Status.SUBMITTED in targets,
        "may_withdraw": Status.WITHDRAWN in targets,
        "may_appeal": may_appeal_now(proposal, request.now),
    }
    return with_tiles(render(request, "proposals/own.html", context), proposal.edition)


def _missing(proposal: Proposal, user: User) -> list[Missing]:
    """What the person can add; what the author alone can say is no matter of a co-author's."""
    return [one for one in missing(proposal) if is_for(one.step, proposal, user)]


def _told(request: AccountRequest, pk: int, act: Any, success: str) -> HttpResponse:
    """Do an act on an own proposal and say what came of it on its page."""
    proposal = own_proposal(request, pk)

    def do() -> str:
        act(proposal, user=request.user, at=request.now)
        return success.format(number=proposal.reference)

    return attempt(request, do, "", "proposals:own", pk)


@requires(Can.ACT_ON_OWN_PROPOSAL)
@during(Feature.SUBMIT)
@require_POST
def submit(request: AccountRequest, edition: Edition, pk: int) -> HttpResponse:
    """Hand a draft in, as its page showed it."""
    said = "Wniosek jest złożony i ma numer {number}. Wysłaliśmy potwierdzenie."
    return _told(request, pk, partial(actions.submit, agreed=partial(_refuse_unseen, request)), said)


@requires(Can.ACT_ON_OWN_PROPOSAL)
@during(Feature.SUPPLEMENT)
@require_POST
def supplement(request: AccountRequest, edition: Edition, pk: int) -> HttpResponse:
    """Hand a mended proposal in again, as its page showed it."""
    said = "Uzupełniony wniosek nr {number} wrócił do urzędu."
    return _told(request, pk, partial(actions.supplement, agreed=partial(_refuse_unseen, request)), said)


def _refuse_unseen(request: AccountRequest, proposal: Proposal) -> None:
    refuse_unseen(request, *_shown(proposal))


def _shown(proposal: Proposal) -> tuple[Any, ...]:
    """All that is handed in: text, estimate, files, pictures, answers."""
    columns = {field.attname: getattr(proposal, field.attname) for field in proposal._meta.concrete_fields}
    for name in _NOT_HANDED_IN:
        del columns[name]
    parts = (proposal.cost_lines, proposal.attachments, proposal.pictures, proposal.answers)
    rows = [[(one.pk, str(one)) for one in part.all()] for part in parts]
    estimate = [(line.name, line.quantity, line.unit, line.price) for line in proposal.cost_lines.all()]
    said = [answer.text for answer in proposal.answers.all()]
    return columns, rows, estimate, said


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
    proposal = authored_proposal(request, pk)
    return attempt(request, lambda: actions.delete_draft(proposal), "Szkic jest usunięty.", "proposals:mine")
