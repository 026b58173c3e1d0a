"""Settling a tie that decides: by the regulation, or by a draw that is announced first."""

from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.requests import AccountRequest
from wibo.journal.acts import Act
from wibo.results.actions.asking import ask_count
from wibo.results.actions.ties import announce_draw, settle_by_draw, settle_by_order
from wibo.results.forms import DrawForm, NoticeForm, OrderForm
from wibo.results.models import CountRun, TieNotice
from wibo.results.presenting import of_run
from wibo.results.tasks import run_count
from wibo.ui.acting import form_page
from wibo.ui.seen import refuse_unseen, seen
from wibo.wording.award import DRAW


def _run(pk: int) -> CountRun:
    return get_object_or_404(CountRun.objects.select_related("pool", "edition__town"), pk=pk)


def _count_again(request: AccountRequest, run: CountRun) -> None:
    """Ask for the count; the tie stays settled when one is already running, and the page of the urn says what to do."""
    with suppress(Refused):
        run_count.enqueue(ask_count(run.edition, act=request.act).pk)


@requires(Can.SETTLE_TIE)
@anytime
def tie(request: AccountRequest, pk: int) -> HttpResponse:
    """Announce the draw; once it is announced, write down what was drawn."""
    run = _run(pk)
    notice = TieNotice.objects.filter(run=run).first()
    by, now = request.user.signature, request.now
    rows = [row for row in of_run(run).rows if row.project.number in run.tied]
    context = {
        "title": "Rozstrzygnij remis",
        "run": run,
        "rows": rows,
        "notice": notice,
        "method": DRAW,
        "now": now,
        "seen": seen(run.pk, notice.pk, notice.tied) if notice else seen(run.pk, run.tied),
    }
    template = "results/office/tie.html"
    if notice is None:
        form = NoticeForm(request.POST or None)

        def announce() -> None:
            refuse_unseen(request, run.pk, run.tied)
            announce_draw(run, act=Act(by, now), **form.cleaned_data)

        return form_page(
            request,
            form,
            announce,
            "Losowanie jest ogłoszone na stronie.",
            "results:urn",
            template=template,
            context=context,
        )
    draw = DrawForm(request.POST or None)

    def settle() -> None:
        refuse_unseen(request, run.pk, notice.pk, notice.tied)
        settle_by_draw(run, draw.cleaned_data["seed"], draw.cleaned_data["reason"], act=Act(by, now))
        _count_again(request, run)

    said = "Remis jest rozstrzygnięty. Wynik jest liczony od nowa; odśwież stronę za chwilę."
    return form_page(request, draw, settle, said, "results:urn", template=template, context=context)


@requires(Can.SETTLE_TIE)
@anytime
def tie_order(request: AccountRequest, pk: int) -> HttpResponse:
    """Write down the order that follows from the regulation."""
    run = _run(pk)
    form = OrderForm(request.POST or None, tied=run.tied)

    def settle() -> None:
        refuse_unseen(request, run.pk, run.tied)
        data = form.cleaned_data
        settle_by_order(run, form.order, data["reason"], act=request.act)
        _count_again(request, run)

    rows = [row for row in of_run(run).rows if row.project.number in run.tied]
    return form_page(
        request,
        form,
        settle,
        "Remis jest rozstrzygnięty. Wynik jest liczony od nowa; odśwież stronę za chwilę.",
        "results:urn",
        template="results/office/tie_order.html",
        context={
            "title": "Remis: kolejność z regulaminu",
            "run": run,
            "rows": rows,
            "seen": seen(run.pk, run.tied),
        },
    )
