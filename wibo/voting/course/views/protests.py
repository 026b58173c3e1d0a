"""Protests: the list, filing one, deciding one."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.ui.acting import form_page
from wibo.ui.paging import paged
from wibo.voting.course.forms import ProtestAnswerForm, ProtestForm
from wibo.voting.course.models import Protest
from wibo.voting.course.protests import decide_protest, file_protest


@requires(Can.OPEN_URN)
@with_edition
def protests(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The list, undecided first."""
    rows = Protest.objects.filter(edition=edition)
    undecided = rows.filter(decided_at=None)
    context = {
        "title": "Protesty",
        "edition": edition,
        "undecided": undecided,
        "page": paged(request, rows.exclude(decided_at=None), 30),
        "may_file": request.user.can(Can.PUBLISH),
    }
    return render(request, "voting/course/protests.html", context)


@requires(Can.PUBLISH)
@with_edition
def new_protest(request: AccountRequest, edition: Edition) -> HttpResponse:
    """File a protest by the number of its letter."""
    form = ProtestForm(request.POST or None)
    return form_page(
        request,
        form,
        lambda: file_protest(edition, act=request.act, **form.cleaned_data),
        "Protest jest zapisany.",
        "voting:protests",
        template="voting/course/protest.html",
        context={"title": "Zapisz protest", "edition": edition},
    )


@requires(Can.OPEN_URN)
@anytime
def decide(request: AccountRequest, pk: int) -> HttpResponse:
    """Decide a protest with its grounds."""
    protest = get_object_or_404(Protest.objects.select_related("edition__town"), pk=pk)
    form = ProtestAnswerForm(request.POST or None)

    def act() -> None:
        upheld, answer = form.cleaned_data["upheld"] == "yes", form.cleaned_data["answer"]
        decide_protest(protest, upheld=upheld, answer=answer, act=request.act)

    return form_page(
        request,
        form,
        act,
        "Protest jest rozstrzygnięty.",
        "voting:protests",
        template="voting/course/protest.html",
        context={"title": f"Rozstrzygnij protest: {protest.letter}", "protest": protest},
    )
