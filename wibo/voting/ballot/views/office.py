"""The coordinator's side of voting: the ballot, freezing, striking out, the register."""

from datetime import date, datetime

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.journal.models import digest_of
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import IN_EVALUATION
from wibo.proposals.terms import last_appeal_day
from wibo.rulebook.voting.order import Order
from wibo.ui.acting import attempt, done, filled, form_page
from wibo.ui.seen import FIELD
from wibo.voting.ballot.forms import ErratumForm, OrderForm, StrikeForm
from wibo.voting.ballot.freezing import draw_up_ballot, freeze, put_in_order, put_right, strike
from wibo.voting.ballot.frozen import frozen_content
from wibo.voting.ballot.lists import lists_of
from wibo.voting.ballot.models import Project
from wibo.wording.ballots import ORDERS


@requires(Can.RUN_EDITION)
@with_edition
def ballot(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The ballot: what is on it, and the acts that make it."""
    form = OrderForm(initial={"order": edition.ballot_order, "seed": edition.ballot_seed})
    return _ballot(request, edition, form)


def _ballot(request: AccountRequest, edition: Edition, form: OrderForm) -> HttpResponse:
    admitted = Proposal.objects.filter(edition=edition).admitted()
    context = {
        "title": "Karta do głosowania",
        "edition": edition,
        "lists": lists_of(edition),
        "form": form,
        "order": ORDERS[Order(edition.ballot_order)],
        "struck": Project.objects.filter(edition=edition).exclude(struck_at=None).in_order(),
        "admitted": admitted.count(),
        "appeal_day": _running_appeals(edition, request.now),
        "shown": "" if edition.frozen_at else digest_of(frozen_content(edition)),
        "without": edition.pools.exclude(pk__in=[entry.pool.pk for entry in lists_of(edition)]),
        "waiting": Proposal.objects.filter(edition=edition, status__in=IN_EVALUATION).count(),
    }
    return render(request, "voting/ballot/ballot.html", context)


def _running_appeals(edition: Edition, now: datetime) -> date | None:
    """Until when appeals may still come in, where that is not over: a freeze cuts them off."""
    last = last_appeal_day(edition)
    return last if last is not None and last >= localtime(now).date() and not edition.frozen_at else None


@requires(Can.RUN_EDITION)
@with_edition
@require_POST
def draw_up(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Turn admitted proposals into projects, in the order that was chosen."""
    form = OrderForm(request.POST)

    def act() -> HttpResponse:
        order, seed = Order(form.cleaned_data["order"]), form.cleaned_data["seed"]
        with transaction.atomic():
            count = draw_up_ballot(edition, order, seed, act=request.act)
        return done(request, f"Lista jest ułożona. Projektów: {count}.", "voting:ballot")

    return filled(request, form, act) or _ballot(request, edition, form)


@requires(Can.RUN_EDITION)
@with_edition
@require_POST
def freeze_ballot(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Freeze ballot and rules."""
    shown = request.POST.get(FIELD, "")

    def act() -> None:
        freeze(edition, act=request.act, shown=shown)

    return attempt(
        request,
        act,
        "Karta i zasady są zamrożone. Projekty są teraz publiczne.",
        "voting:ballot",
    )


@requires(Can.RUN_EDITION)
@anytime
def strike_project(request: AccountRequest, pk: int) -> HttpResponse:
    """Strike a project out with a reason."""
    project = get_object_or_404(Project.objects.select_related("edition__town", "pool"), pk=pk)
    form = StrikeForm(request.POST or None)
    return form_page(
        request,
        form,
        lambda: strike(project, form.cleaned_data["reason"], act=request.act),
        f"Projekt nr {project.number} jest skreślony.",
        "voting:ballot",
        template="voting/ballot/strike.html",
        context={"title": f"Skreśl projekt nr {project.number}", "project": project},
    )


@requires(Can.RUN_EDITION)
@with_edition
def order_by_hand(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Put the projects in another order by typing their places."""
    rows = list(Project.objects.filter(edition=edition).select_related("pool", "proposal").in_order())
    typed = {one.pk: request.POST.get(f"miejsce_{one.pk}", str(at)) for at, one in enumerate(rows, 1)}
    fault = _fault_of_places(rows, typed) if request.method == "POST" else ""
    if request.method == "POST" and not fault:

        def act() -> None:
            put_in_order(edition, {pk: int(text) for pk, text in typed.items()}, act=request.act)

        return attempt(request, act, "Kolejność jest zapisana.", "voting:ballot")
    context = {
        "title": "Kolejność na karcie",
        "edition": edition,
        "rows": [(typed[one.pk], one) for one in rows],
        "fault": fault,
    }
    return render(request, "voting/ballot/order.html", context)


def _fault_of_places(rows: list[Project], typed: dict[int, str]) -> str:
    """What is to be mended; "" where every project of a list has a place of its own."""
    numbers = {
        pk: int(text) for pk, text in typed.items() if text.isascii() and text.isdecimal() and len(text) < 6
    }
    if len(numbers) != len(rows):
        return "Każdy projekt musi mieć miejsce: liczbę od 1."
    for pool in {one.pool_id for one in rows}:
        places = [numbers[one.pk] for one in rows if one.pool_id == pool]
        if len(set(places)) != len(places) or min(places) < 1:
            return (
                "Na jednej liście dwa projekty nie mogą mieć tego samego miejsca, a miejsca liczy się od 1."
            )
    return ""


@requires(Can.RUN_EDITION)
@anytime
def correct_project(request: AccountRequest, pk: int) -> HttpResponse:
    """Put a slip in a frozen ballot right."""
    project = get_object_or_404(Project.objects.select_related("edition__town", "pool"), pk=pk)
    form = ErratumForm(request.POST or None)
    return form_page(
        request,
        form,
        lambda: put_right(project, **form.cleaned_data, act=request.act),
        "Sprostowanie jest publiczne.",
        "voting:ballot",
        template="voting/ballot/strike.html",
        context={"title": f"Sprostuj projekt nr {project.number}", "project": project, "corrects": True},
    )
