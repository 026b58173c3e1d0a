"""Running counts, and acts about a single ballot before the urn is opened."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.results.forms import AnnulForm, ReceiptForm
from wibo.results.presenting import of_snapshot
from wibo.results.statistics import turnout
from wibo.rulebook.reasons import Reason
from wibo.towns.requests import TownRequest
from wibo.voting.actions.annulment import annul, release
from wibo.voting.actions.snapshots import record_view
from wibo.voting.models import CountSnapshot, Envelope


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
