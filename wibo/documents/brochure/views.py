"""The brochure as PDF, made once for a ballot and a size."""

from functools import partial

from django.http import Http404, HttpResponse

from wibo.access.marks import public
from wibo.documents.brochure.data import brochure_data
from wibo.documents.engine.answers import pdf_answer
from wibo.documents.engine.pdf import pdf
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.memory import Newest
from wibo.towns.requests import TownRequest

# By all that can change what it says: the ballot, what was struck, and the dates of voting.
_made: Newest[bytes] = Newest(16)


@public
@with_edition
def brochure(request: TownRequest, edition: Edition, size: str) -> HttpResponse:
    """All projects on the ballot; there is one from the freeze on."""
    if edition.frozen_at is None:
        raise Http404
    dates = tuple((window.opens_at, window.closes_at) for window in edition.windows.all())
    key = (edition.pk, edition.frozen_digest, edition.strikes, dates, size)
    return pdf_answer(_made.get(key, partial(_pdf, edition, size)), "projekty")


def _pdf(edition: Edition, size: str) -> bytes:
    return pdf("brochure", brochure_data(edition, size))
