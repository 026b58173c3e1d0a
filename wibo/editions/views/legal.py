"""Accepting what the law may object to, one risk at a time."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.editions.forms.asking import ReasonForm
from wibo.editions.guards import with_edition
from wibo.editions.legal import accept_risk, legal_risks
from wibo.editions.models import Edition
from wibo.ui.acting import form_page

_BACK = "editions:settings"


@requires(Can.RUN_EDITION)
@with_edition
def accept(request: AccountRequest, edition: Edition, key: str) -> HttpResponse:
    """Accept a risk with a reason. Its key is of its very words: said otherwise meanwhile, it is another risk."""
    found = next((one for one in legal_risks(edition) if one.key == key), None)
    if found is None:
        messages.error(
            request,
            "Ustawienia zmieniły się i tej uwagi już nie ma. Zobacz, co zostało.",
            extra_tags="danger",
        )
        return redirect(_BACK)
    form = ReasonForm(request.POST or None)
    return form_page(
        request,
        form,
        lambda: accept_risk(edition, found, form.cleaned_data["reason"], act=request.act),
        "Zapisano. Powód stoi w dzienniku.",
        _BACK,
        template="editions/office/risk.html",
        context={"title": "Przyjmij ryzyko", "risk": found},
    )
