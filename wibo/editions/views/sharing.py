"""Reckoning the money of areas: the sums are shown first, and then those that were shown are kept."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.forms.sharing import SharingForm
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.editions.sharing import set_shared, shared
from wibo.ui.acting import done, filled
from wibo.ui.seen import refuse_unseen, seen


@requires(Can.RUN_EDITION)
@with_edition
def share(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The formula, its sums, and keeping them."""
    form = SharingForm(request.POST or None)
    context: dict[str, Any] = {"title": "Kwoty pul według wzoru", "form": form, "edition": edition}

    def act() -> HttpResponse:
        rows = shared(edition, form.formula)
        told = [[pool.pk, amount] for pool, amount in rows]
        if request.POST.get("co") == "zapisz":
            refuse_unseen(request, told)
            changed = set_shared(edition, form.formula, form.cleaned_data["reason"], act=request.act)
            return done(request, f"Zapisano. Zmienionych pul: {changed}.", "editions:settings")
        context.update(rows=rows, total=sum(amount for _, amount in rows), seen=seen(told))
        return render(request, "editions/office/sharing.html", context)

    answer = filled(request, form, act)
    return answer or render(request, "editions/office/sharing.html", context)
