"""Prints about the result: the reconciliation, the protocol, the announcement and the poster."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from wibo.access.marks import anytime, public, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.documents.pdf import pdf
from wibo.documents.result_prints import announcement_data, opening_data, poster_data, protocol_data
from wibo.documents.views.prints import pdf_answer
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.results.models import CountRun, Publication
from wibo.results.runs import newest_runs, published_runs
from wibo.towns.requests import TownRequest


@requires(Can.OPEN_URN)
@with_edition
def opening_record(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The sums before and after the opening, to be signed."""
    return pdf_answer(pdf("opening", opening_data(edition)), "uzgodnienie-kart")


@requires(Can.OPEN_URN)
@with_edition
def protocol(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The protocol of the newest runs."""
    runs = newest_runs(edition)
    if not runs:
        return _not_yet(request)
    publication = Publication.objects.filter(edition=edition).first()
    return pdf_answer(pdf("protocol", protocol_data(edition, runs, publication)), "protokol-wyniku")


@public
@anytime
def public_protocol(request: TownRequest, pk: int) -> HttpResponse:
    """The protocol of the published runs."""
    edition = get_object_or_404(Edition.objects.select_related("town"), pk=pk)
    publication = Publication.objects.filter(edition=edition).first()
    if publication is None:
        raise Http404
    data = protocol_data(edition, published_runs(publication), publication)
    return pdf_answer(pdf("protocol", data), f"protokol-wyniku-{edition.year}")


@requires(Can.OPEN_URN)
@with_edition
def announcement(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The announcement for the bulletin."""
    runs = newest_runs(edition)
    if not _decided(runs):
        return _not_yet(request)
    publication = Publication.objects.filter(edition=edition).first()
    return pdf_answer(
        pdf("announcement", announcement_data(edition, runs, publication)), "ogloszenie-wynikow"
    )


@requires(Can.OPEN_URN)
@with_edition
def poster(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The poster of winners."""
    runs = newest_runs(edition)
    return (
        pdf_answer(pdf("poster", poster_data(edition, runs)), "plakat")
        if _decided(runs)
        else _not_yet(request)
    )


def _decided(runs: list[CountRun]) -> bool:
    return bool(runs) and not any(run.tied for run in runs)


def _not_yet(request: TownRequest) -> HttpResponse:
    messages.error(request, "Najpierw trzeba ustalić wynik i rozstrzygnąć remisy.", extra_tags="danger")
    return redirect("results:urn")
