"""Keying paper ballots by keyboard: one card a page, numbers and Enter; again by another person; anew after a slip."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.debug import sensitive_post_parameters

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import during
from wibo.editions.models import Edition
from wibo.rulebook.calendar.stages import Feature
from wibo.rulebook.voting.reasons import Reason
from wibo.towns.requests import TownRequest
from wibo.ui.acting import filled
from wibo.voting.ballot.lists import lists_of
from wibo.voting.ballot.marking import from_keys
from wibo.voting.electorate import voters
from wibo.voting.papers.card_form import CardForm
from wibo.voting.papers.checking import PaperCard, waiting_for_second
from wibo.voting.papers.entering import MARK_FAULTS, correct, enter_paper, judged
from wibo.voting.papers.models import Dispute, PaperBatch, SecondKeying, Settlement
from wibo.voting.papers.second_keying import key_again, settle_keying
from wibo.voting.urn.models import Envelope, EnvelopeState
from wibo.voting.urn.once import superseded
from wibo.wording.faults import WORDS


def _batch(edition: Edition, pk: int) -> PaperBatch:
    rows = PaperBatch.objects.select_related("edition__town", "opened_by", "counted_by")
    found: PaperBatch = get_object_or_404(rows, pk=pk, edition=edition)
    return found


@requires(Can.ENTER_PAPER_BALLOTS)
@during(Feature.ENTER_PAPER)
@sensitive_post_parameters()
def key(request: AccountRequest, edition: Edition, pk: int) -> HttpResponse:
    """Key the next card of a batch."""
    batch = _batch(edition, pk)
    if batch.counted_at is None:
        return redirect("voting:batch-count", pk)
    following = _following(batch)
    form = CardForm(request.POST or None, edition=edition, initial={"serial": following})

    def act(card: PaperCard) -> None:
        _refuse_slip(batch, card, as_written=form.cleaned_data["as_written"])
        _tell(
            request, enter_paper(batch, form.cleaned_data["serial"], card, user=request.user, at=request.now)
        )

    answer = _keyed(request, edition, form, act, "voting:key", pk)
    if answer is not None:
        return answer
    return render(request, "voting/papers/key.html", {"mode": "first", **_page(batch, form)})


def _following(batch: PaperBatch) -> int:
    """The number after the last keyed card, passing over cards that wait for the commission."""
    # Cards keyed anew have the number of those they replace: without these the last is found by the index.
    cards = Envelope.objects.filter(batch=batch).handed_in()
    number = (cards.aggregate(last=Max("serial"))["last"] or 0) + 1
    waiting = set(Dispute.objects.filter(batch=batch, decided_at=None).values_list("serial", flat=True))
    while number in waiting:
        number += 1
    return number


@requires(Can.ENTER_PAPER_BALLOTS)
@during(Feature.ENTER_PAPER)
@sensitive_post_parameters()
def again(request: AccountRequest, edition: Edition, pk: int) -> HttpResponse:
    """Key a second time the next card of the share that another person keyed first."""
    batch = _batch(edition, pk)
    waiting = waiting_for_second(batch)
    mine = [serial for serial, keyer in waiting if keyer != request.user.pk]
    if not mine:
        if waiting:
            messages.info(
                request, "Pozostałe karty z tej paczki wpisuje drugi raz inna osoba.", extra_tags="info"
            )
        return redirect("voting:batches")
    form = CardForm(request.POST or None, edition=edition, initial={"serial": mine[0]})

    def act(card: PaperCard) -> None:
        made = key_again(batch, form.cleaned_data["serial"], card, user=request.user, at=request.now)
        if made.settlement == Settlement.WAITING:
            words = f"Karta {made.serial}: inaczej niż za pierwszym razem ({made.differs}). Odłóż ją do sprawdzenia."
            messages.warning(request, words)

    answer = _keyed(request, edition, form, act, "voting:key-again", pk)
    if answer is not None:
        return answer
    differing = SecondKeying.objects.filter(batch=batch, settlement=Settlement.WAITING).count()
    context = {"mode": "second", "left": len(mine), "put_aside": differing, **_page(batch, form)}
    return render(request, "voting/papers/key.html", context)


@requires(Can.ENTER_PAPER_BALLOTS)
@during(Feature.ENTER_PAPER)
@sensitive_post_parameters()
def third(request: AccountRequest, edition: Edition, pk: int, serial: int) -> HttpResponse:
    """Key a card that two people keyed differently: two of three agree."""
    batch = _batch(edition, pk)
    rows = SecondKeying.objects.filter(settlement=Settlement.WAITING).select_related("batch__edition__town")
    differing = get_object_or_404(rows, batch=batch, serial=serial)
    form = CardForm(request.POST or None, edition=edition, initial={"serial": serial}, fixed=serial)

    def act(card: PaperCard) -> None:
        settled = settle_keying(differing, card, user=request.user, at=request.now)
        if settled.settlement == Settlement.WAITING:
            raise Refused(f"{settled.differs[:1].upper()}{settled.differs[1:]}.")
        words = "wpisania są porównywane; wynik będzie na stronie paczki"
        comparing = settled.settlement == Settlement.COMPARING
        messages.success(
            request, f"Karta {serial}: {words if comparing else settled.get_settlement_display()}."
        )

    answer = _keyed(request, edition, form, act, "voting:batch", pk)
    if answer is not None:
        return answer
    context = {"mode": "third", "differs": differing.differs, **_page(batch, form)}
    return render(request, "voting/papers/key.html", context)


@requires(Can.ENTER_PAPER_BALLOTS)
@during(Feature.ENTER_PAPER)
@sensitive_post_parameters()
def anew(request: AccountRequest, edition: Edition, pk: int, serial: int) -> HttpResponse:
    """Key a card anew that was keyed wrongly."""
    batch = _batch(edition, pk)
    rows = Envelope.objects.handed_in().select_related("batch__edition__town")
    wrong = get_object_or_404(rows, batch=batch, serial=serial)
    form = CardForm(
        request.POST or None, edition=edition, initial={"serial": serial}, fixed=serial, correcting=True
    )

    def act(card: PaperCard) -> None:
        _refuse_slip(batch, card, as_written=form.cleaned_data["as_written"])
        _tell(request, correct(wrong, card, form.cleaned_data["why"], user=request.user, at=request.now))
        messages.success(request, f"Karta {serial} jest wpisana od nowa.")

    answer = _keyed(request, edition, form, act, "voting:batch", pk)
    if answer is not None:
        return answer
    return render(request, "voting/papers/key.html", {"mode": "anew", **_page(batch, form)})


def _keyed(
    request: AccountRequest,
    edition: Edition,
    form: CardForm,
    act: Callable[[PaperCard], None],
    to: str,
    *where: Any,
) -> HttpResponse | None:
    """On to the next card when a good form was sent and the act is done; else None, and the form says what is wrong."""

    def go() -> HttpResponse:
        act(_card(edition, form, localtime(request.now).date()))
        return redirect(to, *where)

    return filled(request, form, go, field="marks")


def _tell(request: TownRequest, envelope: Envelope) -> None:
    """What the clerk must know of the card just keyed."""
    serial = envelope.serial
    if envelope.reason:
        words = f"Karta {serial}: nieważna, {envelope.reason_in_words}. Odłóż ją do nieważnych."
        messages.warning(request, words)
        return
    faults = [f"{one.pool.name} ({one.in_words})" for one in envelope.list_faults.select_related("pool")]
    if faults:
        messages.warning(request, f"Karta {serial}: ważna, ale bez list: {', '.join(faults)}.")
    if superseded(envelope):
        words = f"Karta {serial}: ważna. Wcześniejszy głos tej osoby jest nieważny (N15)."
        messages.info(request, words, extra_tags="info")


def _refuse_slip(batch: PaperBatch, card: PaperCard, *, as_written: bool) -> None:
    """Ask before a typing slip makes a ballot or a list invalid."""
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


def _page(batch: PaperBatch, form: CardForm) -> dict[str, Any]:
    cards = Envelope.objects.filter(batch=batch).handed_in()
    counts = cards.aggregate(keyed=Count("pk"), invalid=Count("pk", filter=Q(state=EnvelopeState.INVALID)))
    return {
        "title": f"Paczka: {batch.name}",
        "batch": batch,
        "form": form,
        "lists": lists_of(batch.edition),
        "recent": cards.order_by("-serial")[:6],
        **counts,
    }


def _card(edition: Edition, form: CardForm, on: date) -> PaperCard:
    data = form.cleaned_data
    reason = data["reason"]
    voter = None
    if form.has_identity:
        voter = _or_none(edition, data, on) if reason else _as_written(edition, data, on)
    marks = {} if reason else from_keys(lists_of(edition), data["marks"])
    return PaperCard(voter, form.area, marks, reason, data["note"], data["printed"])


def _voter(edition: Edition, data: dict[str, Any], on: date) -> voters.Voter:
    said: dict[str, Any] = {"declared": True, "guardian": bool(data.get("guardian"))}
    if data.get("pesel"):
        return voters.by_pesel(edition, data["pesel"], on=on, **said)
    return voters.by_name(
        edition, data["first_name"], data["surname"], data["birth_date"], data["address"], **said
    )


def _as_written(edition: Edition, data: dict[str, Any], on: date) -> voters.Voter:
    """The voter of a card that is to count; what cannot be right is a slip, or a reason to hold it invalid."""
    try:
        return _voter(edition, data, on)
    except voters.WrongIdentity as wrong:
        words = f"{wrong.message} Jeśli tak jest na papierze, wybierz powód N08."
        raise voters.WrongIdentity(words, wrong.field) from wrong


def _or_none(edition: Edition, data: dict[str, Any], on: date) -> voters.Voter | None:
    """A card that is invalid anyway is recorded with whatever identity can be read."""
    try:
        return _voter(edition, data, on)
    except voters.WrongIdentity:
        return None
