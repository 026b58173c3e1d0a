"""Keying paper ballots by keyboard: one card a page, numbers and Enter."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.debug import sensitive_post_parameters

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.editions.guards import during, with_edition
from wibo.editions.models import Edition
from wibo.rulebook.reasons import WORDS, Reason
from wibo.rulebook.stages import Feature
from wibo.towns.requests import TownRequest
from wibo.voting import voters
from wibo.voting.actions.paper import MARK_FAULTS, PaperCard, close_batch, enter_paper, judged, open_batch
from wibo.voting.forms import BatchForm, ClosingForm
from wibo.voting.lists import lists_of
from wibo.voting.marking import from_keys
from wibo.voting.models import EnvelopeState, PaperBatch
from wibo.voting.once import superseded
from wibo.voting.paper_form import CardForm


@requires(Can.ENTER_PAPER_BALLOTS)
@with_edition
def batches(request: TownRequest, edition: Edition) -> HttpResponse:
    """All batches with their progress."""
    rows = PaperBatch.objects.filter(edition=edition).annotate(
        keyed=Count("envelopes"), invalid=Count("envelopes", filter=Q(envelopes__state=EnvelopeState.INVALID))
    )
    context = {
        "title": "Karty papierowe", "batches": rows.order_by("closed_at", "pk"), "edition": edition,
        "may_key": bool(edition.frozen_at) and not edition.urn_opened_at and edition.enables(Feature.ENTER_PAPER, request.now),
    }  # fmt: skip
    return render(request, "voting/office/batches.html", context)


@requires(Can.ENTER_PAPER_BALLOTS)
@during(Feature.ENTER_PAPER)
def new_batch(request: TownRequest, edition: Edition) -> HttpResponse:
    """Open a batch."""
    form = BatchForm(request.POST or None, initial={"cast_on": localtime(request.now).date()})
    if request.method == "POST" and form.is_valid():
        try:
            batch = open_batch(edition, by=request.user.signature, at=request.now, **form.cleaned_data)
            return redirect("voting:key", batch.pk)
        except Refused as refused:
            form.add_error(None, refused.message)
    return render(request, "voting/office/batch_new.html", {"title": "Nowa paczka", "form": form})


@requires(Can.ENTER_PAPER_BALLOTS)
@during(Feature.ENTER_PAPER)
@sensitive_post_parameters()
def key(request: TownRequest, edition: Edition, pk: int) -> HttpResponse:
    """Key the next card of a batch."""
    batch = get_object_or_404(PaperBatch.objects.select_related("edition__town"), pk=pk, edition=edition)
    lists = lists_of(edition)
    following = (batch.envelopes.aggregate(last=Max("serial"))["last"] or 0) + 1
    form = CardForm(request.POST or None, edition=edition, initial={"serial": following})
    if request.method == "POST" and form.is_valid():
        try:
            card = _card(edition, form, lists, request)
            _refuse_slip(batch, card, as_written=form.cleaned_data["as_written"])
            envelope = enter_paper(
                batch, form.cleaned_data["serial"], card, by=request.user.signature, at=request.now
            )
            if envelope.reason:
                words = (
                    f"Karta {envelope.serial}: nieważna, {envelope.reason_in_words}. Odłóż ją do nieważnych."
                )
                messages.warning(request, words)
            elif superseded(envelope):
                words = f"Karta {envelope.serial}: ważna. Wcześniejszy głos tej osoby jest nieważny (N15)."
                messages.info(request, words, extra_tags="info")
            return redirect("voting:key", pk)
        except voters.WrongIdentity as wrong:
            form.add_error(wrong.field, f"{wrong.message} Jeśli tak jest na papierze, wybierz powód N08.")
        except Refused as refused:
            form.add_error("marks", refused.message)
    return render(request, "voting/office/key.html", _page(batch, form, lists, following))


def _refuse_slip(batch: PaperBatch, card: PaperCard, *, as_written: bool) -> None:
    """Ask before a typing slip makes a ballot invalid: what is keyed wrongly cannot be taken back."""
    if card.reason or as_written:
        return
    found = judged(batch.edition, card, batch.cast_on)
    reason = found.reason or next(iter(found.lists.values()), None)
    if reason in MARK_FAULTS:
        raise Refused(
            f"{WORDS[reason].capitalize()} ({reason.value}). Popraw numery. "
            "Jeśli tak jest na papierze, zaznacz to poniżej i zapisz jeszcze raz."
        )
    if reason is Reason.NO_GUARDIAN:
        raise Refused(
            "Ta osoba jest niepełnoletnia i potrzebuje zgody opiekuna. Jeśli zgoda jest na karcie, zaznacz to. "
            "Jeśli jej nie ma, wybierz powód N11."
        )


def _page(batch: PaperBatch, form: CardForm, lists: Any, following: int) -> dict[str, Any]:
    counts = batch.envelopes.aggregate(
        keyed=Count("pk"), invalid=Count("pk", filter=Q(state=EnvelopeState.INVALID))
    )
    return {
        "title": f"Paczka: {batch.name}", "batch": batch, "form": form, "lists": lists, "following": following,
        "recent": batch.envelopes.order_by("-serial")[:6], **counts,
    }  # fmt: skip


def _card(edition: Edition, form: CardForm, lists: Any, request: TownRequest) -> PaperCard:
    data = form.cleaned_data
    reason = data["reason"]
    voter = None
    if form.has_identity:
        voter = (
            _paper_voter(edition, data, localtime(request.now).date())
            if not reason
            else _or_none(edition, data, request)
        )
    marks = {} if reason else from_keys(lists, data["marks"])
    return PaperCard(voter, form.area, marks, reason, data["note"])


def _paper_voter(edition: Edition, data: dict[str, Any], on: Any) -> voters.Voter:
    said: dict[str, Any] = {"declared": True, "guardian": bool(data.get("guardian"))}
    if "pesel" in data:
        return voters.by_pesel(edition, data["pesel"], on=on, **said)
    return voters.by_name(
        edition, data["first_name"], data["surname"], data["birth_date"], data["address"], **said
    )


def _or_none(edition: Edition, data: dict[str, Any], request: TownRequest) -> voters.Voter | None:
    """A card that is invalid anyway is recorded with whatever identity can be read."""
    try:
        return _paper_voter(edition, data, localtime(request.now).date())
    except voters.WrongIdentity:
        return None


@requires(Can.ENTER_PAPER_BALLOTS)
@anytime
def close(request: TownRequest, pk: int) -> HttpResponse:
    """Close a batch once the sums agree, or with a note."""
    batch = get_object_or_404(PaperBatch.objects.select_related("edition__town"), pk=pk)
    keyed = batch.envelopes.count()
    form = ClosingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            close_batch(batch, form.cleaned_data["note"], by=request.user.signature, at=request.now)
            messages.success(request, f"Paczka „{batch.name}” jest zamknięta. Kart: {keyed}.")
            return redirect("voting:batches")
        except Refused as refused:
            form.add_error("note", refused.message)
    context = {"title": "Zamknij paczkę", "batch": batch, "keyed": keyed, "form": form}
    return render(request, "voting/office/batch_close.html", context)
