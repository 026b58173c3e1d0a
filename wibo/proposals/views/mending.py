"""The office changes an application for its author, with a reason."""

from django.http import HttpResponse
from django.shortcuts import render

from wibo.access.kept import taken
from wibo.access.marks import anytime, keeps_typed, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.proposals.actions import edit_on_behalf
from wibo.proposals.forms.application import OnBehalfForm
from wibo.proposals.forms.costs import cost_forms, costs_in_words
from wibo.proposals.models import Proposal
from wibo.ui.acting import done, filled
from wibo.ui.versions import held


@requires(Can.REGISTER_PAPER)
@anytime
@keeps_typed
def mend(request: AccountRequest, pk: int) -> HttpResponse:
    """Change what was handed in; two who change at once see both versions."""
    rows = Proposal.objects.submitted().select_related("edition__town", "pool", "category")
    with held(request, rows.prefetch_related("cost_lines", "answers__question"), pk) as proposal:
        return _mended(request, proposal)


def _mended(request: AccountRequest, proposal: Proposal) -> HttpResponse:
    sent = request.POST if request.method == "POST" else taken(request)
    stored = [line.row for line in proposal.cost_lines.all()]
    costs = cost_forms(sent, stored)
    typed = costs.costs if sent is not None and costs.is_valid() else []
    form = OnBehalfForm(
        sent,
        instance=proposal,
        edition=proposal.edition,
        beside={"Koszty": costs_in_words(stored)},
        beside_typed={"Koszty": costs_in_words(typed)},
    )

    def act() -> HttpResponse:
        values = {name: value for name, value in form.values.items() if name != "reason"}
        changed = edit_on_behalf(
            proposal,
            typed,
            parts=[*form.changed_parts, *(["Koszty"] if typed != stored else [])],
            act=request.act,
            reason=form.cleaned_data["reason"],
            answers=form.answers,
            **values,
        )
        said = "Zmieniono wniosek. Autor dostał list." if changed else "Nic się nie zmieniło."
        return done(request, said, "proposals:office-detail", proposal.pk)

    answer = filled(request, form, act) if sent is None or costs.is_valid() else None
    if answer is not None:
        return answer
    context = {
        "title": f"Zmień wniosek nr {proposal.number}",
        "form": form,
        "costs": costs,
        "proposal": proposal,
        "pool": proposal.pool,
        "total": sum(row.amount for row in stored),
    }
    return render(request, "proposals/mend.html", context)
