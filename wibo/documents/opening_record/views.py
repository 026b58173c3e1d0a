"""The sums before and after the opening as PDF."""

from django.http import HttpResponse

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.documents.engine.answers import pdf_answer
from wibo.documents.engine.pdf import pdf
from wibo.documents.opening_record.data import opening_data
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition


@requires(Can.OPEN_URN)
@with_edition
def opening_record(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The sums before and after the opening, to be signed."""
    return pdf_answer(pdf("opening_record", opening_data(edition)), "uzgodnienie-kart")
