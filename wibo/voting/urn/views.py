"""Receipts: the check of one, and the list of all."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wibo.access.marks import outlasts_service, public
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.journal.events.towns import DataRestored
from wibo.journal.models import Entry
from wibo.rulebook.calendar.stages import Feature
from wibo.towns.language import in_chosen_language
from wibo.towns.requests import TownRequest
from wibo.ui.paging import paged
from wibo.voting.urn.forms import ReceiptForm
from wibo.voting.urn.models import Envelope, ReceiptList


@public
@with_edition
@outlasts_service
@in_chosen_language
def check_receipt(request: TownRequest, edition: Edition) -> HttpResponse:
    """Whether a ballot with this receipt lies in the urn, and whether it is valid. Says nothing of choices."""
    form = ReceiptForm(request.POST or None)
    found: Envelope | None = None
    looked = False
    if request.method == "POST" and form.is_valid():
        looked = True
        found = (
            Envelope.objects.filter(receipt=form.cleaned_data["receipt"]).select_related("edition").first()
        )
    restored = None
    if looked and found is None:
        restored = Entry.objects.filter(kind=DataRestored.kind).order_by("-pk").first()
    context = {
        "title": _("Sprawdź swój głos"),
        "form": form,
        "found": found,
        "looked": looked,
        "restored": restored,
        "open_again": edition.enables(Feature.VOTE, request.now),
    }
    return render(request, "voting/urn/check_receipt.html", context)


def _tells_number(edition: Edition, now: datetime) -> bool:
    """Whether everyone may know how many have voted: the list has a line for each. Its digests bind the office before that."""
    return edition.voting.public_turnout or edition.has_voted(now)


@public
@with_edition
@in_chosen_language
def receipts(request: TownRequest, edition: Edition) -> HttpResponse:
    """Every code in the urn with its state, as it stood at the last full listing, and the digests of all listings."""
    lists = ReceiptList.objects.filter(edition=edition)
    newest = lists.first()
    tells = _tells_number(edition, request.now)
    context = {
        "title": _("Kody wszystkich głosów"),
        "edition": edition,
        "newest": newest,
        "tells": tells,
        "page": paged(request, newest.rows if newest and tells else [], 200),
        "earlier": lists.defer("lines")[1:49],
    }
    return render(request, "voting/urn/receipts.html", context)


@public
@with_edition
def receipts_file(request: TownRequest, edition: Edition) -> HttpResponse:
    """The newest list as it was digested, byte for byte; 404 while it would tell a turnout that only the office may see."""
    newest = ReceiptList.objects.filter(edition=edition).first()
    if newest is None or not _tells_number(edition, request.now):
        raise Http404
    response = HttpResponse(newest.lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="potwierdzenia.csv"'
    return response
