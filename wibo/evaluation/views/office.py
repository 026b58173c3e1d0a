"""The evaluator's desk: the queue on the left, the case in the middle, the card on the right."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.editions.guards import during, with_edition
from wibo.editions.models import Edition
from wibo.evaluation import actions
from wibo.evaluation.criteria import FORMAL, MERIT
from wibo.evaluation.forms import AppealDecisionForm, CardForm, MeritForm
from wibo.evaluation.models import Appeal, Verdict
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.schedule import Stage
from wibo.rulebook.stages import Feature
from wibo.towns.requests import TownRequest


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
        "done": done, "returned": returned, "of": done + returned + counts.get(waiting, 0),
        "until": max((w.closes_at for w in edition.windows.all() if w.stage == Stage.EVALUATION), default=None),
    }  # fmt: skip


def _desk(
    request: TownRequest,
    edition: Edition,
    status: Status,
    pk: int | None,
    name: str,
    card: Callable[[Any], Any],
) -> tuple[dict[str, Any], Proposal | None]:
    queue = _queue(edition, status)
    chosen = None
    if pk is not None:
        rows = Proposal.objects.filter(edition=edition, status=status).select_related("pool", "author")
        chosen = get_object_or_404(rows.prefetch_related("cost_lines", "attachments", "formalreviews"), pk=pk)
    after = [proposal.pk for proposal in queue]
    place = after.index(chosen.pk) if chosen else -1
    context = {
        "edition": edition,
        "queue": queue,
        "proposal": chosen,
        "route": name,
        "form": card(request.POST or None) if chosen else None,
        "previous": after[place - 1] if place > 0 else None,
        "following": after[place + 1] if 0 <= place < len(after) - 1 else None,
    }
    return context, chosen


def _next(edition: Edition, status: Status, name: str) -> HttpResponse:
    """The next case is at hand as soon as one is saved."""
    queue = _queue(edition, status)
    return redirect(f"evaluation:{name}", queue[0].pk) if queue else redirect(f"evaluation:{name}-queue")


@requires(Can.REVIEW_FORMALLY)
@during(Feature.REVIEW)
def formal(request: TownRequest, edition: Edition, pk: int | None = None) -> HttpResponse:
    """The formal card."""

    def card(data: Any) -> CardForm:
        return CardForm(data, criteria=FORMAL, verdicts=list(Verdict))

    context, proposal = _desk(request, edition, Status.SUBMITTED, pk, "formal", card)
    form = context["form"]
    if proposal and request.method == "POST" and form.is_valid():
        try:
            actions.decide_formally(
                proposal, verdict=form.cleaned_data["verdict"], answers=form.answers,
                reasons=form.cleaned_data["reasons"], user=request.user, at=request.now,
            )  # fmt: skip
            messages.success(request, f"Zapisano ocenę formalną wniosku nr {proposal.number}.")
            return _next(edition, Status.SUBMITTED, "formal")
        except Refused as refused:
            form.add_error(None, refused.message)
    judged = (Status.MERIT_REVIEW, Status.ADMITTED, Status.REJECTED)
    context |= {"title": "Ocena formalna", "progress": _progress(edition, Status.SUBMITTED, judged)}
    return render(request, "evaluation/desk.html", context)


@requires(Can.REVIEW_ON_MERIT)
@during(Feature.REVIEW)
def merit(request: TownRequest, edition: Edition, pk: int | None = None) -> HttpResponse:
    """The merit card."""

    def card(data: Any) -> MeritForm:
        return MeritForm(data, criteria=MERIT, verdicts=[Verdict.POSITIVE, Verdict.NEGATIVE])

    context, proposal = _desk(request, edition, Status.MERIT_REVIEW, pk, "merit", card)
    form = context["form"]
    if proposal and request.method != "POST":
        form.initial["verified_cost"] = proposal.cost
    if proposal and request.method == "POST" and form.is_valid():
        try:
            actions.decide_on_merit(
                proposal, verdict=form.cleaned_data["verdict"], answers=form.answers,
                reasons=form.cleaned_data["reasons"], verified_cost=form.cleaned_data["verified_cost"],
                user=request.user, at=request.now,
            )  # fmt: skip
            messages.success(request, f"Zapisano ocenę merytoryczną wniosku nr {proposal.number}.")
            return _next(edition, Status.MERIT_REVIEW, "merit")
        except Refused as refused:
            form.add_error(None, refused.message)
    context |= {
        "title": "Ocena merytoryczna",
        "progress": _progress(edition, Status.MERIT_REVIEW, (Status.ADMITTED, Status.REJECTED)),
    }
    return render(request, "evaluation/desk.html", context)


@requires(Can.DECIDE_APPEAL)
@with_edition
def appeals(request: TownRequest, edition: Edition) -> HttpResponse:
    """Appeals, the undecided first."""
    rows = Appeal.objects.filter(proposal__edition=edition).select_related("proposal", "decided_by")
    context = {"title": "Odwołania", "appeals": rows.order_by("upheld", "filed_at")}
    return render(request, "evaluation/appeals.html", context)


@requires(Can.DECIDE_APPEAL)
@during(Feature.APPEAL)
def decide_appeal(request: TownRequest, edition: Edition, pk: int) -> HttpResponse:
    """Decide one appeal."""
    rows = Appeal.objects.filter(proposal__edition=edition).select_related(
        "proposal__edition__town", "proposal__author"
    )
    found = get_object_or_404(rows, pk=pk)
    form = AppealDecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_appeal(
                found, upheld=form.cleaned_data["upheld"] == "yes", reasons=form.cleaned_data["reasons"],
                user=request.user, at=request.now,
            )  # fmt: skip
            messages.success(request, "Decyzja jest zapisana, a wnioskodawca dostanie list.")
            return redirect("evaluation:appeals")
        except Refused as refused:
            form.add_error(None, refused.message)
    context = {"title": "Odwołanie", "appeal": found, "proposal": found.proposal, "form": form}
    return render(request, "evaluation/decide_appeal.html", context)
