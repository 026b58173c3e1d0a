"""The evaluator's desk: the queue on the left, the case in the middle, the card on the right."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import during, with_edition
from wibo.editions.models import Edition
from wibo.evaluation import actions
from wibo.evaluation.criteria import FORMAL, MERIT
from wibo.evaluation.forms import AppealDecisionForm, CardForm, MeritForm
from wibo.evaluation.models import Appeal, FormalReview, MeritReview, Verdict
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.calendar.schedule import Stage
from wibo.rulebook.calendar.stages import Feature
from wibo.ui.acting import filled, form_page
from wibo.ui.seen import refuse_unseen, seen


@dataclass(frozen=True, slots=True)
class Card:
    """One of the two cards: which proposals wait for it, how it is filled in and what saving it does."""

    title: str
    saved: str
    route: str
    waiting: Status
    judged: tuple[Status, ...]
    reviews: type[FormalReview] | type[MeritReview]
    form: Callable[[Any], CardForm]
    decide: Callable[[AccountRequest, Proposal, Any], object]


def _formally(request: AccountRequest, proposal: Proposal, form: Any) -> object:
    data = form.cleaned_data
    return actions.decide_formally(
        proposal,
        verdict=data["verdict"],
        answers=form.answers,
        reasons=data["reasons"],
        user=request.user,
        at=request.now,
    )


def _on_merit(request: AccountRequest, proposal: Proposal, form: Any) -> object:
    data = form.cleaned_data
    return actions.decide_on_merit(
        proposal,
        verdict=data["verdict"],
        answers=form.answers,
        reasons=data["reasons"],
        verified_cost=data["verified_cost"],
        user=request.user,
        at=request.now,
    )


_FORMAL = Card(
    "Ocena formalna",
    "ocenę formalną",
    "formal",
    Status.SUBMITTED,
    (Status.MERIT_REVIEW, Status.ADMITTED, Status.REJECTED),
    FormalReview,
    lambda data: CardForm(data, criteria=FORMAL, verdicts=list(Verdict)),
    _formally,
)
_MERIT = Card(
    "Ocena merytoryczna",
    "ocenę merytoryczną",
    "merit",
    Status.MERIT_REVIEW,
    (Status.ADMITTED, Status.REJECTED),
    MeritReview,
    lambda data: MeritForm(data, criteria=MERIT, verdicts=[Verdict.POSITIVE, Verdict.NEGATIVE]),
    _on_merit,
)


@requires(Can.REVIEW_FORMALLY)
@during(Feature.REVIEW)
def formal(request: AccountRequest, edition: Edition, pk: int | None = None) -> HttpResponse:
    """The formal card."""
    return _desk(request, edition, _FORMAL, pk)


@requires(Can.REVIEW_ON_MERIT)
@during(Feature.REVIEW)
def merit(request: AccountRequest, edition: Edition, pk: int | None = None) -> HttpResponse:
    """The merit card."""
    return _desk(request, edition, _MERIT, pk)


def _desk(request: AccountRequest, edition: Edition, card: Card, pk: int | None) -> HttpResponse:
    if pk is None:
        return render(request, "evaluation/desk.html", _context(edition, card, None))
    rows = Proposal.objects.submitted().filter(edition=edition).select_related("pool", "author")
    rows = rows.prefetch_related(
        "cost_lines", "attachments", "pictures", "formalreviews", "answers__question"
    )
    proposal = get_object_or_404(rows, pk=pk)
    form = card.form(request.POST or None)
    if proposal.status != card.waiting:
        return _moved(request, edition, card, proposal, form)
    if request.method != "POST" and isinstance(form, MeritForm):
        form.initial["verified_cost"] = proposal.cost

    def act() -> HttpResponse:
        # What was judged is what the page showed, not what the author has sent since.
        refuse_unseen(request, *_shown(proposal))
        card.decide(request, proposal, form)
        messages.success(request, f"Zapisano {card.saved} wniosku nr {proposal.number}.")
        return _next(edition, card)

    answer = filled(request, form, act)
    if answer is not None:
        return answer
    if request.method == "POST":
        proposal.refresh_from_db()
    if proposal.status != card.waiting:
        return _moved(request, edition, card, proposal, form)
    context = {
        **_context(edition, card, proposal),
        "form": form,
        "answers": proposal.answers.all(),
        "shown": seen(*_shown(proposal)),
    }
    return render(request, "evaluation/desk.html", context)


def _shown(proposal: Proposal) -> tuple[object, ...]:
    return proposal.pk, proposal.saved_at.isoformat(), proposal.cost


def _context(edition: Edition, card: Card, proposal: Proposal | None) -> dict[str, Any]:
    queue = _queue(edition, card.waiting)
    after = [waiting.pk for waiting in queue]
    place = after.index(proposal.pk) if proposal else -1
    return {
        "title": card.title,
        "edition": edition,
        "queue": queue,
        "proposal": proposal,
        "route": card.route,
        "previous": after[place - 1] if place > 0 else None,
        "following": after[place + 1] if 0 <= place < len(after) - 1 else None,
        "progress": _progress(edition, card.waiting, card.judged),
    }


def _queue(edition: Edition, status: Status) -> list[Proposal]:
    rows = Proposal.objects.filter(edition=edition, status=status).select_related("pool")
    return list(rows.annotate(total=Sum("cost_lines__amount")).order_by("submitted_at", "pk"))


def _progress(edition: Edition, waiting: Status, judged: tuple[Status, ...]) -> dict[str, Any]:
    """Done, waiting, and sent back to the author: the numbers add up to `of`."""
    counts = dict(
        Proposal.objects.filter(edition=edition).values_list("status").annotate(n=Count("pk")).order_by()
    )
    done = sum(counts.get(status, 0) for status in judged)
    returned = counts.get(Status.RETURNED, 0) if waiting is Status.SUBMITTED else 0
    return {
        "done": done,
        "returned": returned,
        "of": done + returned + counts.get(waiting, 0),
        "until": max(
            (w.closes_at for w in edition.windows.all() if w.stage == Stage.EVALUATION), default=None
        ),
    }


def _moved(
    request: AccountRequest, edition: Edition, card: Card, proposal: Proposal, form: CardForm
) -> HttpResponse:
    """The page for a proposal that waits for this card no more: what was decided, and what was typed here."""
    sent = request.method == "POST"
    review = card.reviews.objects.filter(proposal=proposal).select_related("reviewer").first()
    queue = _queue(edition, card.waiting)
    context = {
        "title": f"Wniosek nr {proposal.number} nie czeka już na tę ocenę",
        "proposal": proposal,
        "review": review,
        "typed": form.typed if sent else [],
        "sent": sent,
        "route": card.route,
        "following": queue[0] if queue else None,
    }
    return render(request, "evaluation/moved.html", context, status=409 if sent else 200)


def _next(edition: Edition, card: Card) -> HttpResponse:
    """The next case is at hand as soon as one is saved."""
    queue = _queue(edition, card.waiting)
    return (
        redirect(f"evaluation:{card.route}", queue[0].pk)
        if queue
        else redirect(f"evaluation:{card.route}-queue")
    )


@requires(Can.DECIDE_APPEAL)
@with_edition
def appeals(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Appeals, the undecided first."""
    rows = Appeal.objects.filter(proposal__edition=edition).select_related("proposal", "decided_by")
    context = {"title": "Odwołania", "appeals": rows.order_by("upheld", "filed_at")}
    return render(request, "evaluation/appeals.html", context)


@requires(Can.DECIDE_APPEAL)
@during(Feature.APPEAL)
def decide_appeal(request: AccountRequest, edition: Edition, pk: int) -> HttpResponse:
    """Decide one appeal."""
    rows = Appeal.objects.filter(proposal__edition=edition).select_related(
        "proposal__edition__town", "proposal__author"
    )
    found = get_object_or_404(rows, pk=pk)
    form = AppealDecisionForm(request.POST or None)

    def act() -> None:
        actions.decide_appeal(
            found,
            upheld=form.cleaned_data["upheld"] == "yes",
            reasons=form.cleaned_data["reasons"],
            user=request.user,
            at=request.now,
        )

    return form_page(
        request,
        form,
        act,
        "Decyzja jest zapisana, a wnioskodawca dostanie list.",
        "evaluation:appeals",
        template="evaluation/decide_appeal.html",
        context={"title": "Odwołanie", "appeal": found, "proposal": found.proposal},
    )
