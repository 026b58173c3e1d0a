"""Appeals in the office: the list, hearing, deciding."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localtime

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.evaluation import appealing
from wibo.evaluation.forms.acts import AppealDecisionForm, HearingForm, ReasonForm
from wibo.evaluation.models import Appeal
from wibo.proposals.models import Proposal
from wibo.proposals.writing import will_be_told
from wibo.ui.acting import form_page
from wibo.ui.paging import paged
from wibo.ui.seen import refuse_unseen, seen


@requires(Can.DECIDE_APPEAL)
@with_edition
def appeals(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Appeals, the undecided first, by their days."""
    rows = Appeal.objects.filter(proposal__edition=edition).select_related("proposal", "decided_by")
    page = paged(request, rows.order_by("decided_at", "due_on", "filed_at"), 50)
    today = localtime(request.now).date()
    context = {
        "title": "Odwołania",
        "page": page,
        "rows": [(one, one.is_late(today)) for one in page],
    }
    return render(request, "evaluation/appeals.html", context)


def _appeal(pk: int) -> Appeal:
    rows = Appeal.objects.select_related("proposal__edition__town", "proposal__author", "proposal__pool")
    found: Appeal = get_object_or_404(rows, pk=pk)
    return found


def _shown(filed: Appeal, proposal: Proposal) -> tuple[object, ...]:
    return filed.pk, filed.text, filed.heard, proposal.cost, proposal.status


@requires(Can.DECIDE_APPEAL)
@anytime
def decide(request: AccountRequest, pk: int) -> HttpResponse:
    """Decide one appeal."""
    found = _appeal(pk)
    form = AppealDecisionForm(request.POST or None)

    def act() -> None:
        given = form.cleaned_data
        appealing.decide_appeal(
            found,
            given["outcome"],
            given["reasons"],
            user=request.user,
            at=request.now,
            agreed=lambda stored: refuse_unseen(request, *_shown(found, stored)),
        )

    return form_page(
        request,
        form,
        act,
        f"Decyzja jest zapisana. {will_be_told(found.proposal)}",
        "evaluation:appeals",
        template="evaluation/decide_appeal.html",
        context={
            "title": "Odwołanie",
            "appeal": found,
            "proposal": found.proposal,
            "barred": appealing.why_not_decide(found, request.user),
            "may_admit": appealing.may_admit(found.proposal),
            "shown": seen(*_shown(found, found.proposal)),
        },
    )


@requires(Can.REGISTER_PAPER)
@anytime
def withdraw(request: AccountRequest, pk: int) -> HttpResponse:
    """An appeal that its author withdraws on paper, or that was registered at the wrong proposal."""
    found = _appeal(pk)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        appealing.withdraw_appeal(found, form.cleaned_data["reason"], user=request.user, at=request.now)

    return form_page(
        request,
        form,
        act,
        "Odwołanie jest wycofane.",
        ("proposals:office-detail", found.proposal_id),
        template="evaluation/act.html",
        context={
            "title": f"Odwołanie, wniosek nr {found.proposal.number}: wycofanie",
            "heading": "odwołanie wycofane",
            "proposal": found.proposal,
        },
    )


@requires(Can.DECIDE_APPEAL)
@anytime
def hear(request: AccountRequest, pk: int) -> HttpResponse:
    """Note a hearing."""
    found = _appeal(pk)
    initial = {"on": found.heard_on or localtime(request.now).date(), "heard": found.heard}
    form = HearingForm(request.POST or None, initial=initial)

    def act() -> None:
        given = form.cleaned_data
        appealing.hear(found, given["on"], given["heard"], user=request.user, at=request.now)

    return form_page(
        request,
        form,
        act,
        "Wysłuchanie jest zapisane.",
        ("evaluation:decide-appeal", pk),
        template="evaluation/act.html",
        context={
            "title": f"Odwołanie, wniosek nr {found.proposal.number}: wysłuchanie",
            "heading": "wysłuchanie stron",
            "proposal": found.proposal,
        },
    )
