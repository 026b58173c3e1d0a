"""Running counts, and acts about a single ballot before the urn is opened."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.requests import AccountRequest
from wibo.accounts.seniority import refuse_fresh_role
from wibo.editions.guards import with_edition
from wibo.editions.models import CHANNEL_NAMES, Edition
from wibo.results.forms import AnnulForm, ReceiptForm
from wibo.results.presenting import of_snapshot
from wibo.results.statistics import turnout
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.voting.reasons import Reason
from wibo.towns.requests import TownRequest
from wibo.ui.acting import done, filled
from wibo.ui.seen import FIELD, refuse_unseen, seen
from wibo.voting.models import CountSnapshot, Envelope, TwoPersonKind
from wibo.voting.two_people.acts import propose
from wibo.voting.urn.annulment import annul, left_alone, needs_two, release
from wibo.voting.urn.snapshots import record_view
from wibo.wording.faults import in_words


@requires(Can.SEE_RUNNING_COUNT)
@with_edition
def running(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Ballots so far and the newest running count with its preliminary result. Looking is journalled."""
    snapshot = CountSnapshot.objects.filter(edition=edition).first()
    pools = []
    if snapshot:
        record_view(edition, act=request.act)
        pools = [
            of_snapshot(pool, snapshot.pools[str(pool.pk)])
            for pool in edition.pools.all()
            if str(pool.pk) in snapshot.pools
        ]
    context = {
        "title": "Głosy",
        "edition": edition,
        "turnout": turnout(edition),
        "snapshot": snapshot,
        "pools": pools,
        "can_annul": request.user.can(Can.ANNUL_BALLOT) and not edition.urn_opened_at,
    }
    return render(request, "results/office/running.html", context)


@requires(Can.ANNUL_BALLOT)
@with_edition
def annul_ballot(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Hold a ballot invalid, found by the receipt that its voter shows; beyond a few a day it takes two."""
    form = AnnulForm(request.POST or None)

    def act(found: Envelope) -> str:
        data = form.cleaned_data
        reason = Reason(data["reason"])
        # A second account made today would give its maker three more ballots a day.
        refuse_fresh_role(request.user, Can.ANNUL_BALLOT, request.now)
        if not needs_two(found, request.act):
            annul(found, reason, data["note"], act=request.act)
            return "Głos jest unieważniony. Stan i powód będą w publicznym spisie kodów."
        told = f"głos {CHANNEL_NAMES[Channel(found.channel)]} z {found.cast_on:%d.%m.%Y}, kod {found.receipt[:4]}…, {in_words(reason)}"
        propose(
            edition,
            TwoPersonKind.ANNUL,
            reason=data["note"],
            user=request.user,
            at=request.now,
            told=told,
            content={"envelope": found.pk, "reason": reason.value, "note": data["note"]},
        )
        return "To kolejny głos tego dnia, więc potwierdzić musi druga osoba (Decyzje dwóch osób), w ciągu 30 minut."

    left = left_alone(edition.pk, request.act)
    button = "Unieważnij ten głos" if left else "Wnieś o unieważnienie, potwierdzi druga osoba"
    context = {"title": "Unieważnij głos", "button": button, "form": form, "left": left}
    return _by_receipt(request, edition, act, context)


@requires(Can.ANNUL_BALLOT)
@with_edition
def release_voter(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Let the person of a void ballot hand in one more paper ballot."""
    form = ReceiptForm(request.POST or None)

    def act(found: Envelope) -> str:
        release(found, form.cleaned_data["note"], act=request.act)
        return "Ta osoba może oddać jeszcze jedną kartę papierową."

    context = {
        "title": "Pozwól zagłosować jeszcze raz",
        "button": "Pozwól zagłosować na papierze",
        "form": form,
    }
    return _by_receipt(request, edition, act, context)


def _by_receipt(
    request: TownRequest, edition: Edition, act: Callable[[Envelope], str], context: dict[str, Any]
) -> HttpResponse:
    """An act about the ballot with the receipt in the form: first the ballot is shown, then the act is done to it."""
    form = context["form"]
    page = "results/office/by_receipt.html"

    @transaction.atomic
    def do() -> HttpResponse:
        rows = Envelope.objects.filter(edition=edition, receipt=form.cleaned_data["receipt"])
        found = rows.select_related("edition__town").first()
        if found is None:
            raise Refused("Nie ma głosu z takim kodem. Sprawdź kod.")
        shown = (found.pk, found.state, sorted(form.cleaned_data.items()))
        if FIELD not in request.POST:
            return render(request, page, context | {"found": found, "seen": seen(*shown)})
        refuse_unseen(request, *shown)
        return done(request, act(found), "results:running")

    answer = filled(request, form, do, field="receipt")
    return render(request, page, context) if answer is None else answer
