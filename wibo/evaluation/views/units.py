"""Opinions of units: what a unit was asked, and what it says."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.evaluation import opining
from wibo.evaluation.forms.acts import OpinionForm
from wibo.evaluation.models import Opinion, UnitMember
from wibo.evaluation.opining import UNDER_EVALUATION
from wibo.ui.acting import attempt, form_page
from wibo.ui.paging import paged


@requires(Can.READ_PROPOSALS)
@with_edition
def opinions(request: AccountRequest, edition: Edition) -> HttpResponse:
    """What the person's units were asked, the soonest due first."""
    units = UnitMember.objects.filter(user=request.user).values("unit")
    rows = Opinion.objects.filter(proposal__edition=edition, unit__in=units)
    # What was decided meanwhile needs no opinion any more.
    rows = rows.exclude(Q(given_at=None) & ~Q(proposal__status__in=UNDER_EVALUATION))
    rows = rows.select_related("proposal", "unit").order_by("given_at", "due_on", "pk")
    context = {
        "title": "Opinie mojej jednostki",
        "page": paged(request, rows, 50),
        "today": localtime(request.now).date(),
    }
    return render(request, "evaluation/opinions.html", context)


@requires(Can.JUDGE)
@anytime
@require_POST
def take_ask_back(request: AccountRequest, pk: int) -> HttpResponse:
    """Take back a question that nobody has answered."""
    found = get_object_or_404(Opinion.objects.select_related("proposal__edition__town", "unit"), pk=pk)

    def act() -> None:
        opining.take_ask_back(found, user=request.user, at=request.now)

    return attempt(
        request, act, "Prośba o opinię jest cofnięta.", "proposals:office-detail", found.proposal_id
    )


@requires(Can.READ_PROPOSALS)
@anytime
def opinion(request: AccountRequest, pk: int) -> HttpResponse:
    """Say what the unit thinks."""
    rows = Opinion.objects.select_related(
        "proposal__edition__town", "proposal__pool", "proposal__author", "unit", "asked_by", "given_by"
    )
    found = get_object_or_404(rows, pk=pk)
    form = OpinionForm(request.POST or None)

    def act() -> None:
        opining.give(found, **form.cleaned_data, user=request.user, at=request.now)

    return form_page(
        request,
        form,
        act,
        "Opinia jest zapisana.",
        "evaluation:opinions",
        template="evaluation/opinion.html",
        context={
            "title": f"Opinia o wniosku nr {found.proposal.number}",
            "opinion": found,
            "proposal": found.proposal,
            "may_give": found.given_at is None and opining.is_member(request.user, found.unit),
            "answers": found.proposal.answers.all(),
        },
    )
