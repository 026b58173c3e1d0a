"""The register of entitled people: imported, made of digests by the town itself, or one person added at the office."""

import base64

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.proposals.importing import decoded
from wibo.rulebook.voting_rules import Factor
from wibo.towns.requests import TownRequest
from wibo.voting import voters
from wibo.voting.actions.register import add_to_register, import_register, read_register, send_tag_key
from wibo.voting.forms import RegisterForm, TagKeyForm
from wibo.voting.models import RegisterEntry
from wibo.voting.person_forms import NewEntryForm


@requires(Can.RUN_EDITION)
@with_edition
@sensitive_post_parameters()
def register(request: TownRequest, edition: Edition) -> HttpResponse:
    """Import the register: the file is read in memory and forgotten."""
    form = RegisterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        reading = read_register(edition, decoded(form.cleaned_data["file"].read()), at=request.now)
        try:
            if reading.faulty_rows:
                rows = ", ".join(map(str, reading.faulty_rows[:20]))
                raise Refused(
                    f"Nic nie wczytano. W tych wierszach nie ma poprawnego numeru PESEL: {rows}. Popraw plik."
                )
            count = import_register(edition, reading, by=request.user.signature, at=request.now)
            messages.success(request, f"Wykaz ma teraz osób: {count}. Powtórzeń w pliku: {reading.repeated}.")
            return redirect("voting:register")
        except Refused as refused:
            form.add_error("file", refused.message)
    context = {
        "title": "Wykaz uprawnionych", "form": form, "edition": edition,
        "count": RegisterEntry.objects.filter(edition=edition).count(),
    }  # fmt: skip
    return render(request, "voting/office/register.html", context)


@requires(Can.RUN_EDITION)
@with_edition
def tag_key(request: TownRequest, edition: Edition) -> HttpResponse:
    """The key for `wibo register hash`, sealed to the town's own: a file, once."""
    form = TagKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            public = base64.b64decode(form.cleaned_data["public"], validate=True)
            sealed = send_tag_key(edition, public, by=request.user.signature, at=request.now)
            response = HttpResponse(sealed, content_type="application/octet-stream")
            response["Content-Disposition"] = 'attachment; filename="klucz-znacznikow.sealed"'
            return response
        except ValueError:
            form.add_error(
                "public",
                "To nie jest klucz publiczny. Wklej wiersz, który wypisało polecenie wibo register key.",
            )
        except Refused as refused:
            form.add_error("public", refused.message)
    return render(request, "voting/office/register_key.html", {"title": "Wykaz bez danych", "form": form})


@requires(Can.ISSUE_CODE)
@with_edition
@sensitive_post_parameters()
@sensitive_variables()
def add(request: TownRequest, edition: Edition) -> HttpResponse:
    """Add a person who has shown at the office that they live here."""
    form = NewEntryForm(request.POST or None, named=edition.voting.factor is not Factor.NONE)
    if request.method == "POST" and form.is_valid():
        try:
            voter = form.voter(edition, localtime(request.now).date())
            add_to_register(
                edition, voter, form.cleaned_data["reason"], by=request.user.signature, at=request.now
            )
            messages.success(request, "Osoba jest w wykazie. Może głosować.")
            return redirect("voting:register-add")
        except voters.WrongIdentity as wrong:
            form.add_error(wrong.field, wrong.message)
        except Refused as refused:
            form.add_error(None, refused.message)
    return render(
        request, "voting/office/register_add.html", {"title": "Dopisz osobę do wykazu", "form": form}
    )
