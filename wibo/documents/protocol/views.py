"""The protocol as PDF, for the office and for everyone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from wibo.access.marks import anytime, public, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.documents.engine.answers import pdf_answer
from wibo.documents.engine.pdf import pdf
from wibo.documents.protocol.data import protocol_data
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.results.models import CountRun, Publication
from wibo.results.published import published
from wibo.results.runs import newest_runs, published_runs
from wibo.towns.requests import TownRequest


@requires(Can.OPEN_URN)
@with_edition
def protocol(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The protocol of the newest runs."""
    runs = newest_runs(edition)
    if not runs:
        return not_yet(request)
    publication = Publication.objects.filter(edition=edition).first()
    return pdf_answer(pdf("protocol", protocol_data(edition, runs, publication)), "protokol-wyniku")


@public
@anytime
def public_protocol(request: TownRequest, pk: int) -> HttpResponse:
    """The protocol of the published runs."""
    publication = published(pk)
    data = protocol_data(publication.edition, published_runs(publication), publication)
    return pdf_answer(pdf("protocol", data), f"protokol-wyniku-{publication.edition.year}")


def decided(runs: list[CountRun]) -> bool:
    """Whether there is a result and no tie decides it any more."""
    return bool(runs) and not any(run.tied for run in runs)


def not_yet(request: TownRequest) -> HttpResponse:
    """Back to the page of the urn, which says what is left to do."""
    messages.error(request, "Najpierw trzeba ustalić wynik i rozstrzygnąć remisy.", extra_tags="danger")
    return redirect("results:urn")
