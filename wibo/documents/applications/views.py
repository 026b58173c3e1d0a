"""All applications as PDF, for the office."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.documents.applications.data import applications_data
from wibo.documents.engine.answers import pdf_answer
from wibo.documents.engine.pdf import pdf
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.events.proposals import ApplicationsPrinted
from wibo.proposals.printing import parts_of


@requires(Can.READ_PROPOSALS)
@with_edition
def applications(request: AccountRequest, edition: Edition, part: int) -> HttpResponse:
    """Everything that was handed in, as one file with contents; of very many, a part."""
    if part != 1 and part not in parts_of(edition):
        raise Http404
    data = applications_data(edition, part)
    if not data["all"]:
        messages.info(request, "Nie ma jeszcze żadnego złożonego wniosku.")
        return redirect("proposals:office-list")
    event = ApplicationsPrinted(part, len(data["all"]))
    record(event, request.act, town=edition.town, edition=edition.pk, about=edition)
    return pdf_answer(pdf("applications", data), f"wnioski-{edition.year}-{part}")
