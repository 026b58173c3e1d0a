"""The announcement as PDF."""

from django.http import HttpResponse

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.documents.announcement.data import announcement_data
from wibo.documents.engine.answers import pdf_answer
from wibo.documents.engine.pdf import pdf
from wibo.documents.protocol.views import decided, not_yet
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.results.models import Publication
from wibo.results.runs import newest_runs


@requires(Can.OPEN_URN)
@with_edition
def announcement(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The announcement for the bulletin."""
    runs = newest_runs(edition)
    if not decided(runs):
        return not_yet(request)
    publication = Publication.objects.filter(edition=edition).first()
    return pdf_answer(
        pdf("announcement", announcement_data(edition, runs, publication)), "ogloszenie-wynikow"
    )
