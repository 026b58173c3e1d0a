"""The office changes an application for its author, with a reason."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from wibo.access.kept import taken
from wibo.access.marks import anytime, keeps_typed, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.proposals.actions import edit_on_behalf
from wibo.proposals.forms.application import OnBehalfForm
from wibo.proposals.models import Proposal
from wibo.proposals.stepping import WrittenForms
from wibo.proposals.writing import will_be_told
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
    forms = WrittenForms(OnBehalfForm, proposal, sent, with_costs=True)
    form: Any = forms.form

    def act() -> HttpResponse:
        values = {name: value for name, value in form.values.items() if name != "reason"}
        typed = forms.rows or ()
        changed = edit_on_behalf(
            proposal,
            typed,
            parts=[*form.changed_parts, *(["Koszty"] if typed != forms.stored else [])],
            act=request.act,
            reason=form.cleaned_data["reason"],
            answers=form.answers,
            **values,
        )
        said = f"Zmieniono wniosek. {will_be_told(proposal)}" if changed else "Nic się nie zmieniło."
        return done(request, said, "proposals:office-detail", proposal.pk)

    answer = filled(request, form, act) if forms.rows is not None else None
    if answer is not None:
        return answer
    context = {
        "title": f"Zmień wniosek nr {proposal.number}",
        "form": form,
        "costs": forms.costs,
        "proposal": proposal,
        "pool": proposal.pool,
        "total": forms.total,
    }
    return render(request, "proposals/mend.html", context)
