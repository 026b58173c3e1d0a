"""Disputed cards: the clerk's question and the commission's answer."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import during, with_edition
from wibo.editions.models import Edition
from wibo.rulebook.calendar.stages import Feature
from wibo.ui.acting import form_page
from wibo.ui.paging import paged
from wibo.voting.papers.disputes import decide, put_aside
from wibo.voting.papers.forms import DecisionForm, DisputeForm
from wibo.voting.papers.models import Dispute, PaperBatch


@requires(Can.COUNT_PAPERS)
@with_edition
def disputes(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The queue: undecided first."""
    rows = Dispute.objects.filter(batch__edition=edition).select_related("batch").order_by("-is_valid", "pk")
    waiting = rows.filter(decided_at=None)
    context = {
        "title": "Karty sporne",
        "waiting": waiting,
        "page": paged(request, rows.exclude(decided_at=None), 50),
        "decides": request.user.can(Can.DECIDE_DISPUTE),
    }
    return render(request, "voting/papers/disputes.html", context)


@requires(Can.ENTER_PAPER_BALLOTS)
@during(Feature.ENTER_PAPER)
def ask(request: AccountRequest, edition: Edition, pk: int) -> HttpResponse:
    """Put a card aside."""
    batch = get_object_or_404(PaperBatch.objects.select_related("edition__town"), pk=pk, edition=edition)
    form = DisputeForm(request.POST or None, initial={"serial": request.GET.get("karta", "")[:7]})
    return form_page(
        request,
        form,
        lambda: put_aside(batch, act=request.act, **form.cleaned_data),
        "Karta czeka na komisję. Odłóż ją na osobny stos.",
        ("voting:key", pk),
        template="voting/papers/dispute.html",
        context={"title": "Odłóż kartę do spornych", "batch": batch},
        field="serial",
    )


@requires(Can.DECIDE_DISPUTE)
@anytime
def answer(request: AccountRequest, pk: int) -> HttpResponse:
    """Decide about a card, with the paper in hand."""
    found = get_object_or_404(Dispute.objects.select_related("batch__edition__town"), pk=pk)
    form = DecisionForm(request.POST or None)

    def act() -> str:
        decide(found, act=request.act, **form.cleaned_data)
        return f"Karta {found.serial} z paczki „{found.batch}”: {found.in_words}."

    return form_page(
        request,
        form,
        act,
        "",
        "voting:disputes",
        template="voting/papers/decide.html",
        context={"title": f"Karta {found.serial} z paczki „{found.batch}”", "dispute": found},
    )
