"""The brochure as PDF, made once for a ballot and a size."""

from collections.abc import Mapping
from functools import partial

from django.http import Http404, HttpResponse

from wibo.access.marks import public
from wibo.documents.brochure.data import brochure_data, contents, pictures_of
from wibo.documents.engine.answers import pdf_answer
from wibo.documents.engine.pdf import pdf_with_pictures
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.memory import Newest
from wibo.proposals.models import Picture
from wibo.towns.requests import TownRequest

# By all that can change what it says: the ballot, what was struck, which pictures are shown, and the dates of voting.
_made: Newest[bytes] = Newest(16)


@public
@with_edition
def brochure(request: TownRequest, edition: Edition, size: str) -> HttpResponse:
    """All projects on the ballot; there is one from the freeze on."""
    if edition.frozen_at is None:
        raise Http404
    dates = tuple((window.opens_at, window.closes_at) for window in edition.windows.all())
    pictures = pictures_of(edition)
    shown = tuple(sorted(picture.pk for picture in pictures.values()))
    key = (edition.pk, edition.frozen_digest, edition.strikes, shown, dates, size)
    return pdf_answer(_made.get(key, partial(_pdf, edition, size, pictures)), "projekty")


def _pdf(edition: Edition, size: str, pictures: Mapping[int, Picture]) -> bytes:
    return pdf_with_pictures("brochure", brochure_data(edition, size, pictures), contents(pictures))
