"""Money beside the rule: a pool changed after the vote, a project funded from elsewhere."""

from django.http import HttpResponse

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.results.actions.money import add_project, adjust_pool
from wibo.results.forms import AdditionForm, AdjustForm
from wibo.results.runs import newest_runs
from wibo.ui.acting import form_page
from wibo.voting.models import Project


@requires(Can.PUBLISH)
@with_edition
def adjust(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Change a pool before the final run."""
    form = AdjustForm(request.POST or None, edition=edition)

    def act() -> None:
        data = form.cleaned_data
        adjust_pool(data["pool"], form.grosze, data["reason"], act=request.act)

    note = "Kwota z karty do głosowania zostaje zapisana obok nowej. Potem ustal wynik jeszcze raz."
    return form_page(
        request,
        form,
        act,
        "Pula jest zmieniona. Ustal wynik jeszcze raz.",
        "results:urn",
        template="results/office/money.html",
        context={"title": "Zmień pulę po głosowaniu", "note": note},
    )


@requires(Can.PUBLISH)
@with_edition
def add(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Fund a project that did not win."""
    won = [number for run in newest_runs(edition) for number in run.funded]
    losers = Project.objects.filter(edition=edition, addition=None).exclude(number__in=won).in_order()
    form = AdditionForm(request.POST or None, losers=losers)

    def act() -> None:
        add_project(act=request.act, **form.cleaned_data)

    note = "Ten projekt nie wygrał głosowania. Na stronie z wynikami będzie stał osobno, z podaną podstawą."
    return form_page(
        request,
        form,
        act,
        "Projekt jest dodany.",
        "results:urn",
        template="results/office/money.html",
        context={"title": "Dodaj projekt z innych pieniędzy", "note": note},
    )
