"""What an official does about one proposal beside its card: undo, step back, note, ask, propose, merge."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.evaluation import agreeing, appealing, assigning, merging, opining, undoing
from wibo.evaluation.forms.acts import (
    AskOpinionForm,
    ConflictForm,
    MergeForm,
    NoteForm,
    OnPaperForm,
    PaperAppealForm,
    ReasonForm,
)
from wibo.evaluation.forms.changes import ChangeForm
from wibo.evaluation.models import Change, Consent, Merge
from wibo.evaluation.models.agreeing import Way
from wibo.proposals import calling
from wibo.proposals.duplicates import named
from wibo.proposals.forms.costs import SPARE_ON_PAPER, cost_forms
from wibo.proposals.models import Proposal
from wibo.proposals.writing import will_be_told
from wibo.rulebook.evaluating.deadlines import last_day
from wibo.ui.acting import attempt, done, filled, form_page

_BACK = "proposals:office-detail"
_OPINION_DAYS = 7


def _submitted(pk: int) -> Proposal:
    rows = Proposal.objects.submitted().select_related("edition__town", "pool", "author", "category")
    found: Proposal = get_object_or_404(rows.prefetch_related("cost_lines", "answers__question"), pk=pk)
    return found


def _page(
    request: AccountRequest,
    proposal: Proposal,
    form: forms.Form,
    act: Callable[[], object],
    said: str,
    heading: str,
    **more: Any,
) -> HttpResponse:
    context = {
        "title": f"Wniosek nr {proposal.number}: {heading}",
        "proposal": proposal,
        "heading": heading,
        **more,
    }
    return form_page(
        request, form, act, said, (_BACK, proposal.pk), template="evaluation/act.html", context=context
    )


def _with_words(
    request: AccountRequest,
    pk: int,
    form_class: type[forms.Form],
    act: Callable[..., object],
    said: str,
    heading: str,
) -> HttpResponse:
    """A page for an act that asks for one text: a reason or a note."""
    proposal, form = _submitted(pk), form_class(request.POST or None)

    def go() -> object:
        (words,) = form.cleaned_data.values()
        return act(proposal, words, user=request.user, at=request.now)

    return _page(request, proposal, form, go, said, heading)


@requires(Can.JUDGE)
@anytime
def take_back(request: AccountRequest, pk: int) -> HttpResponse:
    """Take back one's own card before it is announced."""
    said = "Ocena jest cofnięta. Wniosek czeka na nową."
    return _with_words(request, pk, ReasonForm, undoing.take_back, said, "cofnij ocenę")


@requires(Can.RUN_EDITION)
@anytime
def correct(request: AccountRequest, pk: int) -> HttpResponse:
    """Correct an announced verdict."""
    said = f"Decyzja jest sprostowana. Wniosek wrócił do oceny. {will_be_told(_submitted(pk))}"
    return _with_words(request, pk, ReasonForm, undoing.correct, said, "sprostuj ogłoszoną decyzję")


@requires(Can.REVIEW_FORMALLY)
@anytime
def take_back_call(request: AccountRequest, pk: int) -> HttpResponse:
    """Take back a call for corrections."""
    said = "Wezwanie jest cofnięte."
    return _with_words(request, pk, ReasonForm, calling.take_back_call, said, "cofnij wezwanie")


@requires(Can.JUDGE)
@anytime
def step_back(request: AccountRequest, pk: int) -> HttpResponse:
    """Declare a conflict of interest."""
    said = "Wyłączenie jest zapisane."
    return _with_words(request, pk, ConflictForm, assigning.declare_conflict, said, "wyłącz się z oceny")


@requires(Can.JUDGE)
@anytime
def step_in(request: AccountRequest, pk: int) -> HttpResponse:
    """Take back a conflict that was declared by mistake."""
    said = "Wyłączenie jest cofnięte. Możesz oceniać ten wniosek."
    return _with_words(request, pk, ReasonForm, assigning.take_conflict_back, said, "cofnij wyłączenie")


@requires(Can.READ_PROPOSALS)
@anytime
def note(request: AccountRequest, pk: int) -> HttpResponse:
    """Write a note for colleagues."""
    said = "Notatka jest zapisana."
    return _with_words(request, pk, NoteForm, assigning.write_note, said, "dopisz notatkę")


@requires(Can.JUDGE)
@anytime
def ask_opinion(request: AccountRequest, pk: int) -> HttpResponse:
    """Ask a unit for its opinion."""
    proposal = _submitted(pk)
    today = localtime(request.now).date()
    form = AskOpinionForm(request.POST or None, initial={"due_on": last_day(today, _OPINION_DAYS)})

    def act() -> None:
        opining.ask(proposal, **form.cleaned_data, user=request.user, at=request.now)

    return _page(request, proposal, form, act, "Prośba o opinię jest wysłana.", "poproś o opinię")


@requires(Can.JUDGE)
@anytime
def propose_change(request: AccountRequest, pk: int) -> HttpResponse:
    """Propose to the author another cost, place or scope."""
    proposal = _submitted(pk)
    texts = {name: getattr(proposal, name) for name in agreeing.TEXTS}
    form = ChangeForm(request.POST or None, initial=texts)
    costs = cost_forms(request.POST or None, [line.row for line in proposal.cost_lines.all()], SPARE_ON_PAPER)

    def act() -> HttpResponse:
        given = {name: form.cleaned_data[name] for name in agreeing.TEXTS}
        agreeing.propose(
            proposal, given, costs.costs, form.cleaned_data["why"], user=request.user, at=request.now
        )
        said = "Propozycja jest zapisana. Autor odpowie przez internet albo na papierze."
        return done(request, said, _BACK, proposal.pk)

    answer = filled(request, form, act) if costs.is_valid() else None
    if answer is not None:
        return answer
    context = {
        "title": f"Wniosek nr {proposal.number}: zaproponuj zmianę",
        "proposal": proposal,
        "form": form,
        "costs": costs,
        "total": proposal.cost,
        "pool": proposal.pool,
    }
    return render(request, "evaluation/propose_change.html", context)


@requires(Can.REGISTER_PAPER)
@anytime
def answer_change(request: AccountRequest, pk: int) -> HttpResponse:
    """Note what the author has answered on paper to a proposed change."""
    change = get_object_or_404(
        Change.objects.select_related("proposal__edition__town", "proposal__pool", "proposal__author"), pk=pk
    )
    form = OnPaperForm(request.POST or None)

    def act() -> None:
        agreed = form.cleaned_data["agreed"] == "yes"
        agreeing.answer(change, agreed=agreed, way=Way.PAPER, act=request.act, clerk=request.user)

    heading = "odpowiedź autora na propozycję zmiany"
    return _page(request, change.proposal, form, act, "Odpowiedź jest zapisana.", heading, rows=change.rows)


@requires(Can.JUDGE)
@anytime
@require_POST
def take_back_change(request: AccountRequest, pk: int) -> HttpResponse:
    """Give a proposed change up."""
    change = get_object_or_404(Change.objects.select_related("proposal__edition__town"), pk=pk)

    def act() -> None:
        agreeing.take_back(change, act=request.act)

    return attempt(request, act, "Propozycja jest wycofana.", _BACK, change.proposal_id)


@requires(Can.JUDGE)
@anytime
def propose_merge(request: AccountRequest, pk: int) -> HttpResponse:
    """Ask the authors whether proposals about the same may become one."""
    proposal = _submitted(pk)
    form = MergeForm(request.POST or None, initial={"numbers": request.GET.get("numery", "")[:200]})

    def act() -> None:
        numbers = [one.strip() for one in form.cleaned_data["numbers"].split(",") if one.strip()]
        others = [merging.found(proposal, named(proposal.edition, one), one) for one in numbers]
        merging.propose_merge(proposal, others, form.cleaned_data["why"], user=request.user, at=request.now)

    said = "Propozycja połączenia jest wysłana do autorów."
    return _page(request, proposal, form, act, said, "zaproponuj połączenie")


@requires(Can.REGISTER_PAPER)
@anytime
def answer_merge(request: AccountRequest, pk: int) -> HttpResponse:
    """Note what an author has answered on paper to a proposed merge."""
    rows = Consent.objects.select_related("merge__into", "proposal__edition__town", "proposal__author")
    consent = get_object_or_404(rows, pk=pk)
    form = OnPaperForm(request.POST or None)

    def act() -> None:
        agreed = form.cleaned_data["agreed"] == "yes"
        merging.answer(consent, agreed=agreed, way=Way.PAPER, act=request.act, clerk=request.user)

    heading = f"odpowiedź na połączenie z nr {consent.merge.into.number}"
    return _page(request, consent.proposal, form, act, "Odpowiedź jest zapisana.", heading)


@requires(Can.JUDGE)
@anytime
@require_POST
def give_merge_up(request: AccountRequest, pk: int) -> HttpResponse:
    """Give a proposed merge up."""
    found = get_object_or_404(Merge.objects.select_related("into"), pk=pk)

    def act() -> None:
        merging.give_up(found, act=request.act)

    return attempt(request, act, "Propozycja połączenia jest wycofana.", _BACK, found.into_id)


@requires(Can.REGISTER_PAPER)
@anytime
def register_appeal(request: AccountRequest, pk: int) -> HttpResponse:
    """Copy an appeal that came on paper."""
    proposal = _submitted(pk)
    form = PaperAppealForm(request.POST or None, initial={"received_on": localtime(request.now).date()})

    def act() -> None:
        given = form.cleaned_data
        appealing.register_appeal(
            proposal, given["text"], given["received_on"], user=request.user, at=request.now
        )

    return _page(request, proposal, form, act, "Odwołanie jest zarejestrowane.", "odwołanie na papierze")
