"""One-time codes on paper: letters for an address list, and one at the desk. Neither list nor code is kept."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.requests import AccountRequest
from wibo.documents.code_letters.data import code_letters_data
from wibo.documents.code_letters.forms import CodeForm, CodeListForm
from wibo.documents.engine.pdf import pdf
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.rulebook.spelling.encodings import decoded
from wibo.ui.acting import filled
from wibo.voting.electorate.address_lists import Addressee, read_addresses
from wibo.voting.electorate.codes import CodeLetter, issue_code, make_codes
from wibo.voting.models import VotingCode


@requires(Can.RUN_EDITION)
@with_edition
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def letters(request: AccountRequest, edition: Edition) -> HttpResponse:
    """A batch of letters from an address list."""
    form = CodeListForm(request.POST or None, request.FILES or None)

    def act() -> HttpResponse:
        data = form.cleaned_data
        people = read_addresses(decoded(data["file"].read()), on=localtime(request.now).date())
        batch = people[data["first"] - 1 : data["first"] - 1 + data["count"]]
        if not batch:
            raise Refused(f"Na liście jest osób: {len(people)}. Zacznij od mniejszego numeru.")
        made = make_codes(edition, batch, anew=data["anew"], act=request.act)
        if not made:
            raise Refused(
                "Wszystkie osoby z tej partii mają już kody. Zaznacz nowe kody albo weź następną partię."
            )
        return _file(edition, made, f"kody-od-{data['first']}")

    answer = filled(request, form, act, field="file")
    if answer is not None:
        return answer
    count = VotingCode.objects.filter(edition=edition, replaced=False).count()
    context: dict[str, Any] = {
        "title": "Kody do głosowania",
        "form": form,
        "count": count,
        "edition": edition,
    }
    return render(request, "documents/codes.html", context)


@requires(Can.ISSUE_CODE)
@with_edition
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def desk_code(request: AccountRequest, edition: Edition) -> HttpResponse:
    """A code for a person at the desk, as a letter to be handed over."""
    form = CodeForm(request.POST or None)

    def act() -> HttpResponse:
        data = dict(form.cleaned_data)
        reason = data.pop("reason")
        if data["birth_date"] > localtime(request.now).date():
            raise Refused("Data urodzenia jest w przyszłości. Popraw ją.", "birth_date")
        made = issue_code(edition, Addressee(**data), reason, act=request.act)
        return _file(edition, [made], "kod")

    answer = filled(request, form, act)
    context = {"title": "Wydaj kod w urzędzie", "form": form}
    return render(request, "documents/desk_code.html", context) if answer is None else answer


def _file(edition: Edition, made: list[CodeLetter], name: str) -> HttpResponse:
    response = HttpResponse(
        pdf("code_letters", code_letters_data(edition, made)), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
