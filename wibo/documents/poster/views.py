"""The poster as PDF."""

from django.http import HttpResponse

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.documents.engine.answers import pdf_answer
from wibo.documents.engine.pdf import pdf
from wibo.documents.poster.data import poster_data
from wibo.documents.protocol.views import decided, not_yet
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.results.runs import newest_runs


@requires(Can.OPEN_URN)
@with_edition
def poster(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The poster of winners."""
    runs = newest_runs(edition)
    return (
        pdf_answer(pdf("poster", poster_data(edition, runs)), "plakat") if decided(runs) else not_yet(request)
    )
