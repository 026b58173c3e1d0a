"""The evaluator's desk: the queue on the left, the case in the middle, the card on the right."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import during
from wibo.editions.models import Category, Edition
from wibo.evaluation.assigning import keep_card
from wibo.evaluation.cards import REVIEWS, criteria_now, current_card, grounds_with_precedents, usual_grounds
from wibo.evaluation.deciding import decide_formally, decide_on_merit
from wibo.evaluation.forms.cards import CardForm, FormalForm, MeritForm
from wibo.evaluation.judging import may_advise, may_judge, why_not, why_partial
from wibo.evaluation.models import Assignment, CardDraft, CardVersion, Opinion, Unit, Verdict
from wibo.evaluation.models.cards import CardKind
from wibo.evaluation.queues import WAITING, WHOSE, Filters, neighbours, progress, queue
from wibo.proposals.completeness import missing
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.calendar.stages import Feature
from wibo.rulebook.evaluating.cards import asked_of
from wibo.ui.acting import filled
from wibo.ui.paging import paged
from wibo.ui.seen import refuse_unseen, seen

_FORMALLY = (Verdict.POSITIVE, Verdict.SUPPLEMENT, Verdict.NEGATIVE)
_ON_MERIT = (Verdict.POSITIVE, Verdict.NEGATIVE)
_A_PAGE = 40


@dataclass(frozen=True, slots=True)
class Card:
    """One of the two cards: its names, and what saving it does."""

    kind: str
    title: str
    saved: str
    route: str
    decide: Callable[..., object]


FORMAL = Card(CardKind.FORMAL.value, "Ocena formalna", "ocenę formalną", "formal", decide_formally)
MERIT = Card(CardKind.MERIT.value, "Ocena merytoryczna", "ocenę merytoryczną", "merit", decide_on_merit)
CARDS = {card.kind: card for card in (FORMAL, MERIT)}


@requires(Can.REVIEW_FORMALLY)
@during(Feature.REVIEW)
def formal(request: AccountRequest, edition: Edition, pk: int | None = None) -> HttpResponse:
    """The formal card."""
    return _desk(request, edition, FORMAL, pk)


@requires(Can.JUDGE_ON_MERIT)
@during(Feature.REVIEW)
def merit(request: AccountRequest, edition: Edition, pk: int | None = None) -> HttpResponse:
    """The merit card."""
    return _desk(request, edition, MERIT, pk)


def _begun(request: AccountRequest, card: Card, proposal: Proposal) -> CardDraft | None:
    """What the person has begun to fill in; for who decides, else what an evaluator proposes."""
    rows = CardDraft.objects.filter(proposal=proposal, kind=card.kind).select_related("user")
    own: CardDraft | None = rows.filter(user=request.user).first()
    if own is not None or may_advise(request.user, proposal.edition, card.kind):
        return own
    advised: CardDraft | None = rows.exclude(user=request.user).order_by("-saved_at").first()
    return advised if advised and may_advise(advised.user, proposal.edition, card.kind) else None


def _form(
    request: AccountRequest, card: Card, proposal: Proposal, sent: Any, begun: CardDraft | None = None
) -> CardForm:
    edition = proposal.edition
    asked: dict[str, Any] = {
        "criteria": asked_of(criteria_now(edition, card.kind), proposal.category_id),
        "grounds": list(grounds_with_precedents(request.town, edition)),
        "initial": begun.typed if begun and sent is None else {},
    }
    if card is FORMAL:
        return FormalForm(sent, edition=edition, verdicts=_FORMALLY, **asked)
    asked["initial"] = {"cost": proposal.cost, **asked["initial"]}
    estimate = [line.row for line in proposal.cost_lines.all()]
    return MeritForm(sent, estimate=estimate, verdicts=_ON_MERIT, **asked)


def _proposal(edition: Edition, pk: int) -> Proposal:
    rows = Proposal.objects.submitted().filter(edition=edition)
    rows = rows.select_related("edition__town", "pool", "author", "category", "registered_by")
    rows = rows.prefetch_related(
        "cost_lines", "attachments", "pictures", "formalreviews", "meritreviews", "answers__question"
    )
    found: Proposal = get_object_or_404(rows, pk=pk)
    return found


def _desk(request: AccountRequest, edition: Edition, card: Card, pk: int | None) -> HttpResponse:
    usual_grounds(request.town)
    if pk is None:
        return render(request, "evaluation/desk.html", _context(request, edition, card, None))
    proposal = _proposal(edition, pk)
    version = current_card(edition, card.kind)
    begun = _begun(request, card, proposal)
    form = _form(request, card, proposal, request.POST or None, begun)
    if not _waits(proposal, card):
        return _moved(request, edition, card, proposal, form)

    advises = may_advise(request.user, edition, card.kind)
    barred = why_partial(request.user, proposal) if advises else why_not(request.user, proposal, card.kind)
    save = partial(_advise if advises and not barred else _decide, request, edition, card, proposal, form)
    answer = filled(request, form, save)
    if answer is not None:
        return answer
    if request.method == "POST":
        proposal = _proposal(edition, pk)
    if not _waits(proposal, card):
        return _moved(request, edition, card, proposal, form)
    context = {
        **_context(request, edition, card, proposal),
        "answers": proposal.answers.all(),
        "missing": missing(proposal),
        "owners": Assignment.objects.filter(proposal=proposal).select_related("user", "unit"),
        "form": form,
        "barred": barred,
        "advises": advises,
        "opinions_due": Opinion.objects.filter(proposal=proposal, given_at=None).select_related("unit"),
        "shown": seen(*_shown(proposal, version)),
        "begun": begun,
    }
    return render(request, "evaluation/desk.html", context)


def _advise(
    request: AccountRequest, edition: Edition, card: Card, proposal: Proposal, form: CardForm
) -> HttpResponse:
    """Keep the card for who decides."""
    _keep(request, card, proposal, form)
    said = f"Propozycja w sprawie wniosku nr {proposal.number} jest zapisana. Zobaczy ją ten, kto decyduje."
    messages.success(request, said)
    return _next(request, edition, card, proposal)


def _decide(
    request: AccountRequest, edition: Edition, card: Card, proposal: Proposal, form: CardForm
) -> HttpResponse:
    """Give the verdict: what is judged is what the page showed, not what the author has sent since."""
    version = current_card(edition, card.kind)
    card.decide(
        proposal,
        replace(form.filled, card=version),
        user=request.user,
        at=request.now,
        agreed=lambda stored: refuse_unseen(request, *_shown(stored, version)),
    )
    messages.success(request, f"Zapisano {card.saved} wniosku nr {proposal.number}.")
    return _next(request, edition, card, proposal)


def _waits(proposal: Proposal, card: Card) -> bool:
    late = card is FORMAL and proposal.status == Status.RETURNED
    return proposal.status == WAITING[card.kind] or late


def _shown(proposal: Proposal, version: CardVersion | None) -> tuple[object, ...]:
    asked = version.pk if version else 0
    return proposal.pk, proposal.status, proposal.saved_at.isoformat(), proposal.cost, asked


def _context(
    request: AccountRequest, edition: Edition, card: Card, proposal: Proposal | None
) -> dict[str, Any]:
    filters = Filters.of(request.GET)
    rows = queue(edition, card.kind, filters, request.user, localtime(request.now).date())
    before, after = (
        neighbours(rows, proposal) if proposal else (None, rows.values_list("pk", flat=True).first())
    )
    return {
        "title": card.title,
        "edition": edition,
        "page": paged(request, rows, _A_PAGE),
        "proposal": proposal,
        "card": card,
        "previous": before,
        "following": after,
        "progress": progress(edition, card.kind, request.now),
        "whose": WHOSE,
        "filters": filters,
        "pools": edition.pools.all(),
        "areas": edition.areas.all(),
        "units": Unit.objects.filter(is_on=True),
        "categories": Category.objects.filter(edition=edition),
        "query": request.GET.urlencode(),
        "may_judge": may_judge(request.user, edition, card.kind)
        or may_advise(request.user, edition, card.kind),
    }


def _moved(
    request: AccountRequest, edition: Edition, card: Card, proposal: Proposal, form: CardForm
) -> HttpResponse:
    """The page for a proposal that waits for this card no more: what was decided, and what was typed here."""
    sent = request.method == "POST"
    reviews = REVIEWS[card.kind].objects.standing().filter(proposal=proposal)
    rows = queue(edition, card.kind, Filters(), request.user, localtime(request.now).date())
    context = {
        "title": f"Wniosek nr {proposal.number} nie czeka już na tę ocenę",
        "proposal": proposal,
        "review": reviews.select_related("reviewer").first(),
        "typed": form.typed if sent else [],
        "sent": sent,
        "card": card,
        "following": rows.values_list("pk", flat=True).first(),
    }
    return render(request, "evaluation/moved.html", context, status=409 if sent else 200)


def _next(request: AccountRequest, edition: Edition, card: Card, judged: Proposal) -> HttpResponse:
    """The next case of the same queue is at hand as soon as one is saved."""
    filters = Filters.of(request.GET)
    rows = queue(edition, card.kind, filters, request.user, localtime(request.now).date())
    before, after = neighbours(rows, judged)
    where = reverse(f"evaluation:{card.route}", args=[after or before]) if after or before else None
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect((where or reverse(f"evaluation:{card.route}-queue")) + query)


def _keep(request: AccountRequest, card: Card, proposal: Proposal, form: CardForm) -> None:
    typed = {name: form[name].value() for name in form.fields if form[name].value()}
    keep_card(proposal, card.kind, typed, by=request.user, at=request.now)


@requires(Can.SEE_OFFICE)
@during(Feature.REVIEW)
@require_POST
def keep(request: AccountRequest, edition: Edition, pk: int, kind: str) -> HttpResponse:
    """Keep a card that is being filled in; the page does it by itself."""
    judges = kind in CARDS and may_judge(request.user, edition, kind)
    if kind not in CARDS or not (judges or may_advise(request.user, edition, kind)):
        raise Http404
    proposal = _proposal(edition, pk)
    if not _waits(proposal, CARDS[kind]):
        return JsonResponse(
            {"saved": False, "faults": ["Ten wniosek nie czeka już na tę ocenę."]}, status=422
        )
    _keep(request, CARDS[kind], proposal, _form(request, CARDS[kind], proposal, request.POST))
    minute = date_format(localtime(request.now), "H:i")
    here = reverse("evaluation:keep", args=[pk, kind])
    return JsonResponse({"saved": True, "at": minute, "version": "", "here": here})
