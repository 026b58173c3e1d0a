"""Running counts, the urn, the count, ties and publication."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.results.actions.counting import count_all, latest_runs, publish, settle_tie
from wibo.results.forms import ActForm, AnnulForm, ReceiptForm, TieForm
from wibo.results.models import CountRun, Publication
from wibo.results.presenting import of_run, of_snapshot
from wibo.results.reconciling import reconcile
from wibo.results.statistics import turnout
from wibo.rulebook.reasons import Reason
from wibo.towns.requests import TownRequest
from wibo.voting.actions import two_people
from wibo.voting.actions.annulment import annul, release
from wibo.voting.actions.snapshots import record_view
from wibo.voting.models import CountSnapshot, Envelope, TwoPersonAct, TwoPersonKind
from wibo.voting.tasks import open_confirmed_urn


@requires(Can.SEE_RUNNING_COUNT)
@with_edition
def running(request: TownRequest, edition: Edition) -> HttpResponse:
    """Ballots so far and the newest running count with its preliminary result. Looking is journalled."""
    snapshot = CountSnapshot.objects.filter(edition=edition).first()
    pools = []
    if snapshot:
        record_view(edition, by=request.user.signature, at=request.now)
        pools = [
            of_snapshot(pool, snapshot.pools[str(pool.pk)])
            for pool in edition.pools.all()
            if str(pool.pk) in snapshot.pools
        ]
    context = {
        "title": "Głosy", "edition": edition, "turnout": turnout(edition), "snapshot": snapshot, "pools": pools,
        "can_annul": request.user.can(Can.ANNUL_BALLOT) and not edition.urn_opened_at,
    }  # fmt: skip
    return render(request, "results/office/running.html", context)


@requires(Can.ANNUL_BALLOT)
@with_edition
def annul_ballot(request: TownRequest, edition: Edition) -> HttpResponse:
    """Hold a ballot invalid, found by the receipt that its voter shows."""
    form = AnnulForm(request.POST or None)

    def act(found: Envelope, by: str) -> str:
        data = form.cleaned_data
        annul(found, Reason(data["reason"]), data["note"], by=by, at=request.now)
        return "Głos jest unieważniony."

    context = {"title": "Unieważnij głos", "button": "Unieważnij głos", "form": form}
    return _by_receipt(request, edition, act, context)


@requires(Can.ANNUL_BALLOT)
@with_edition
def release_voter(request: TownRequest, edition: Edition) -> HttpResponse:
    """Let the person of a void ballot hand in one more paper ballot."""
    form = ReceiptForm(request.POST or None)

    def act(found: Envelope, by: str) -> str:
        release(found, form.cleaned_data["note"], by=by, at=request.now)
        return "Ta osoba może oddać jeszcze jedną kartę papierową."

    context = {
        "title": "Pozwól zagłosować jeszcze raz",
        "button": "Pozwól zagłosować na papierze",
        "form": form,
    }
    return _by_receipt(request, edition, act, context)


def _by_receipt(
    request: TownRequest, edition: Edition, act: Callable[[Envelope, str], str], context: dict[str, Any]
) -> HttpResponse:
    """An act about the ballot with the receipt in the form: done, or the form again with what is wrong."""
    form = context["form"]
    if request.method == "POST" and form.is_valid():
        rows = Envelope.objects.filter(edition=edition, receipt=form.cleaned_data["receipt"])
        found = rows.select_related("edition__town").first()
        try:
            if found is None:
                raise Refused("Nie ma głosu z takim kodem. Sprawdź kod.")
            messages.success(request, act(found, request.user.signature))
            return redirect("results:running")
        except Refused as refused:
            form.add_error("receipt", refused.message)
    return render(request, "results/office/by_receipt.html", context)


@requires(Can.OPEN_URN)
@with_edition
def urn(request: TownRequest, edition: Edition) -> HttpResponse:
    """Opening the urn by two people, then the count, ties and publication: one page, the next step open."""
    act = (
        TwoPersonAct.objects.filter(edition=edition, kind=TwoPersonKind.OPEN_URN)
        .select_related("first", "second")
        .first()
    )
    runs = latest_runs(edition) if edition.urn_opened_at else []
    context = {
        "title": "Urna i wynik",
        "edition": edition,
        "turnout": turnout(edition),
        "sums": reconcile(edition),
        "obstacles": two_people.obstacles(edition, request.now),
        "act": act,
        "waiting": act is not None and act.is_waiting(request.now),
        "mine": act is not None and act.first_id == request.user.pk,
        "working": act is not None and act.confirmed_at and not act.done_at and not act.failure,
        "others": User.objects.holding(Can.OPEN_URN).exclude(pk=request.user.pk),
        "form": ActForm(),
        "pools": [of_run(run) for run in runs],
        "tied": [run for run in runs if run.tied],
        "publication": Publication.objects.filter(edition=edition).first(),
        "can_settle": request.user.can(Can.SETTLE_TIE),
        "can_publish": request.user.can(Can.PUBLISH),
    }
    return render(request, "results/office/urn.html", context)


@requires(Can.OPEN_URN)
@with_edition
@require_POST
def propose_opening(request: TownRequest, edition: Edition) -> HttpResponse:
    """The first person."""
    form = ActForm(request.POST)
    try:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        two_people.propose(edition, TwoPersonKind.OPEN_URN, reason=reason, user=request.user, at=request.now)
        messages.success(
            request, "Wniosek o otwarcie urny jest zapisany. Teraz druga osoba ma 30 minut na potwierdzenie."
        )
    except Refused as refused:
        messages.error(request, refused.message, extra_tags="danger")
    return redirect("results:urn")


@requires(Can.OPEN_URN)
@anytime
@require_POST
def confirm_opening(request: TownRequest, pk: int) -> HttpResponse:
    """The second person; the worker then opens the urn."""
    rows = TwoPersonAct.objects.filter(kind=TwoPersonKind.OPEN_URN).select_related("edition__town", "first")
    act = get_object_or_404(rows, pk=pk)
    try:
        two_people.confirm(act, user=request.user, at=request.now)
        open_confirmed_urn.enqueue(act.pk)
        messages.success(request, "Potwierdzono. Urna jest otwierana; odśwież stronę za chwilę.")
    except Refused as refused:
        messages.error(request, refused.message, extra_tags="danger")
    return redirect("results:urn")


@requires(Can.PUBLISH)
@with_edition
@require_POST
def count(request: TownRequest, edition: Edition) -> HttpResponse:
    """Run the count of all pools."""
    try:
        count_all(edition, by=request.user.signature, at=request.now)
        messages.success(request, "Wynik jest ustalony.")
    except Refused as refused:
        messages.error(request, refused.message, extra_tags="danger")
    return redirect("results:urn")


@requires(Can.SETTLE_TIE)
@anytime
def tie(request: TownRequest, pk: int) -> HttpResponse:
    """Settle a tie by the regulation or by a draw."""
    run = get_object_or_404(CountRun.objects.select_related("pool", "edition__town"), pk=pk)
    form = TieForm(request.POST or None, tied=run.tied)
    if request.method == "POST" and form.is_valid():
        try:
            settle_tie(
                run, form.order, form.cleaned_data["method"], form.cleaned_data["reason"],
                by=request.user.signature, at=request.now,
            )  # fmt: skip
            messages.success(request, "Remis jest rozstrzygnięty, a wynik ustalony od nowa.")
            return redirect("results:urn")
        except Refused as refused:
            form.add_error(None, refused.message)
    result = of_run(run)
    rows = [row for row in result.rows if row.project.number in run.tied]
    context = {"title": "Rozstrzygnij remis", "run": run, "form": form, "rows": rows}
    return render(request, "results/office/tie.html", context)


@requires(Can.PUBLISH)
@with_edition
@require_POST
def publish_results(request: TownRequest, edition: Edition) -> HttpResponse:
    """Make the result public."""
    try:
        publish(edition, by=request.user.signature, at=request.now)
        messages.success(request, "Wyniki są ogłoszone.")
    except Refused as refused:
        messages.error(request, refused.message, extra_tags="danger")
    return redirect("results:urn")
