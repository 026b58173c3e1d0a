"""Batches of paper ballots: opened and counted by two people, watched, closed."""

from datetime import datetime

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import during, with_edition
from wibo.editions.models import Edition
from wibo.rulebook.calendar.stages import Feature
from wibo.ui.acting import done, filled, form_page
from wibo.ui.paging import paged
from wibo.ui.seen import refuse_unseen, seen
from wibo.voting.papers.batches import (
    close_batch,
    confirm_count,
    correct_count,
    difference,
    open_batch,
    unfinished,
)
from wibo.voting.papers.checking import waiting_for_second
from wibo.voting.papers.forms import BatchForm, ClosingForm, CountForm
from wibo.voting.papers.models import Dispute, PaperBatch, SecondKeying, Settlement
from wibo.voting.two_people.acts import propose
from wibo.voting.two_people.models import TwoPersonAct, TwoPersonKind
from wibo.voting.urn.models import Envelope, EnvelopeState

_KEPT = ~Q(envelopes__state=EnvelopeState.REPLACED)


@requires(Can.COUNT_PAPERS)
@with_edition
def batches(request: AccountRequest, edition: Edition) -> HttpResponse:
    """All batches with their progress."""
    rows = PaperBatch.objects.filter(edition=edition).annotate(
        keyed=Count("envelopes", filter=_KEPT),
        invalid=Count("envelopes", filter=Q(envelopes__state=EnvelopeState.INVALID)),
    )
    context = {
        "title": "Karty papierowe",
        "page": paged(request, rows.order_by("closed_at", "pk"), 50),
        "edition": edition,
        "may_key": bool(edition.frozen_at)
        and not edition.urn_opened_at
        and edition.enables(Feature.ENTER_PAPER, request.now),
        "keys": request.user.can(Can.ENTER_PAPER_BALLOTS),
        "disputed": Dispute.objects.filter(batch__edition=edition, decided_at=None).count(),
    }
    return render(request, "voting/papers/batches.html", context)


@requires(Can.COUNT_PAPERS)
@during(Feature.ENTER_PAPER)
def new_batch(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Open a batch with the first count."""
    form = BatchForm(request.POST or None, initial={"cast_on": localtime(request.now).date()})

    def act() -> HttpResponse:
        made = open_batch(edition, user=request.user, at=request.now, **form.cleaned_data)
        said = "Paczka jest otwarta. Teraz karty liczy druga osoba, ze swojego konta."
        return done(request, said, "voting:batch", made.pk)

    answer = filled(request, form, act)
    context = {"title": "Nowa paczka", "form": form}
    return render(request, "voting/papers/batch_new.html", context) if answer is None else answer


@requires(Can.COUNT_PAPERS)
@during(Feature.ENTER_PAPER)
def count(request: AccountRequest, edition: Edition, pk: int) -> HttpResponse:
    """The second person's count, without seeing the first; who counted first may count anew."""
    rows = PaperBatch.objects.select_related("edition__town", "opened_by")
    batch = get_object_or_404(rows, pk=pk, edition=edition)
    anew = "od-nowa" in request.GET and batch.closed_at is None
    if batch.counted_at and not anew:
        return redirect("voting:batch", pk)
    # A batch that two have counted is counted anew from the beginning: by this person, then by another one.
    mine = anew or batch.opened_by_id == request.user.pk
    form = CountForm(request.POST or None, with_note=mine)

    def act() -> str:
        papers, note = form.cleaned_data["papers"], form.cleaned_data.get("note", "")
        if mine:
            correct_count(batch, papers, note, user=request.user, at=request.now)
            return "Zapisano nową liczbę. Teraz karty liczy druga osoba."
        confirm_count(batch, papers, user=request.user, at=request.now)
        return "Liczby się zgadzają. Można wpisywać karty."

    return form_page(
        request,
        form,
        act,
        "",
        ("voting:batch", pk),
        template="voting/papers/batch_count.html",
        context={"title": f"Policz karty: {batch.name}", "batch": batch, "mine": mine},
        field="papers",
    )


@requires(Can.COUNT_PAPERS)
@anytime
def batch(request: AccountRequest, pk: int) -> HttpResponse:
    """One batch: its sums, what is left to do, its cards."""
    rows = PaperBatch.objects.select_related("edition__town", "opened_by", "counted_by")
    found = get_object_or_404(rows, pk=pk)
    again = waiting_for_second(found) if found.closed_at is None else []
    cards = Envelope.objects.filter(batch=found).handed_in()
    context = {
        "title": f"Paczka: {found.name}",
        "batch": found,
        "unfinished": [] if found.closed_at else unfinished(found),
        "again": len(again),
        "again_mine": any(keyer != request.user.pk for _, keyer in again),
        "differing": SecondKeying.objects.filter(batch=found, settlement=Settlement.WAITING),
        "disputes": Dispute.objects.filter(batch=found),
        "pending": _pending(found, request.now),
        "page": paged(request, cards.order_by("serial"), 100),
        "keys": request.user.can(Can.ENTER_PAPER_BALLOTS)
        and found.edition.enables(Feature.ENTER_PAPER, request.now),
        **cards.aggregate(keyed=Count("pk"), invalid=Count("pk", filter=Q(state=EnvelopeState.INVALID))),
    }
    return render(request, "voting/papers/batch.html", context)


def _pending(batch: PaperBatch, now: datetime) -> TwoPersonAct | None:
    """The proposal to close the batch that waits for a second person."""
    acts = TwoPersonAct.objects.filter(
        edition=batch.edition_id, kind=TwoPersonKind.CLOSE_BATCH, second=None, failure=""
    )
    return next((act for act in acts if act.is_waiting(now) and act.content["batch"] == batch.pk), None)


@requires(Can.COUNT_PAPERS)
@anytime
def close(request: AccountRequest, pk: int) -> HttpResponse:
    """Close a batch once the sums agree, or with a note."""
    found = get_object_or_404(PaperBatch.objects.select_related("edition__town"), pk=pk)
    keyed = Envelope.objects.filter(batch=found).handed_in().count()
    form = ClosingForm(request.POST or None)

    def act() -> HttpResponse:
        refuse_unseen(request, found.pk, keyed, found.expected)
        note = form.cleaned_data["note"]
        told = difference(found) if note.strip() and not unfinished(found) else ""
        if told:
            _propose_closing(request, found, note, told, keyed)
            said = "Paczkę z różnicą zamykają dwie osoby. Druga ma 30 minut na potwierdzenie."
            return done(request, said, "results:together")
        close_batch(found, note, user=request.user, at=request.now)
        said = f"Paczka „{found.name}” jest zamknięta. Kart: {keyed}. Wydrukuj protokół."
        return done(request, said, "voting:batch", pk)

    answer = filled(request, form, act, field="note")
    if answer is not None:
        return answer
    context = {"title": "Zamknij paczkę", "batch": found, "keyed": keyed, "form": form}
    context["seen"] = seen(found.pk, keyed, found.expected)
    return render(request, "voting/papers/batch_close.html", context)


def _propose_closing(request: AccountRequest, batch: PaperBatch, note: str, told: str, keyed: int) -> None:
    propose(
        batch.edition,
        TwoPersonKind.CLOSE_BATCH,
        reason=note,
        user=request.user,
        at=request.now,
        told=f"paczka „{batch.name}”: {told}",
        content={"batch": batch.pk, "keyed": keyed},
    )
