"""What an author answers: an appeal, a proposed change, a proposed merge."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.evaluation import agreeing, appealing, merging
from wibo.evaluation.forms.acts import AppealForm
from wibo.evaluation.models import Change, Consent
from wibo.evaluation.models.agreeing import Way
from wibo.proposals.models import Proposal
from wibo.proposals.terms import may_appeal_now
from wibo.ui.acting import attempt, done, filled

_OWN = "proposals:own"


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
def appeal(request: AccountRequest, pk: int) -> HttpResponse:
    """File an appeal against the refusal of an own proposal."""
    rows = Proposal.objects.filter(author=request.user).select_related("edition__town", "pool")
    proposal = get_object_or_404(rows.prefetch_related("formalreviews", "meritreviews"), pk=pk)
    form = AppealForm(request.POST or None, request.FILES or None)

    def act() -> HttpResponse:
        given = form.cleaned_data
        appealing.appeal(proposal, given["text"], given["file"], user=request.user, at=request.now)
        return done(request, "Odwołanie jest złożone. Wysłaliśmy potwierdzenie z treścią.", _OWN, pk)

    # No transaction around it: a file is looked through before anything is locked.
    context = {
        "title": "Odwołanie",
        "proposal": proposal,
        "is_open": may_appeal_now(proposal, request.now),
        "form": form,
    }
    return filled(request, form, act) or render(request, "evaluation/appeal.html", context)


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
@require_POST
def answer_change(request: AccountRequest, pk: int) -> HttpResponse:
    """Agree to a proposed change, or not."""
    rows = Change.objects.filter(proposal__author=request.user)
    change = get_object_or_404(rows.select_related("proposal__edition__town", "proposal__pool"), pk=pk)
    agreed = request.POST.get("odpowiedz") == "tak"

    def act() -> None:
        agreeing.answer(change, agreed=agreed, way=Way.ONLINE, act=request.act)

    said = (
        "Dziękujemy za zgodę. Wniosek jest zmieniony."
        if agreed
        else "Odmowa jest zapisana. Nic się nie zmieniło."
    )
    return attempt(request, act, said, _OWN, change.proposal_id)


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
@require_POST
def answer_merge(request: AccountRequest, pk: int) -> HttpResponse:
    """Agree to a proposed merge, or not."""
    rows = Consent.objects.filter(proposal__author=request.user)
    consent = get_object_or_404(rows.select_related("merge__into", "proposal__edition__town"), pk=pk)
    agreed = request.POST.get("odpowiedz") == "tak"

    def act() -> str:
        merged = merging.answer(consent, agreed=agreed, way=Way.ONLINE, act=request.act)
        if merged:
            return "Wszyscy się zgodzili. Wnioski są połączone."
        return "Zgoda jest zapisana. Czekamy na pozostałych autorów." if agreed else "Odmowa jest zapisana."

    return attempt(request, act, "", _OWN, consent.proposal_id)
