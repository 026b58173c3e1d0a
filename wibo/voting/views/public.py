"""The catalogue of projects, and the check of a receipt."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from wibo.access.marks import anytime, outlasts_service, public
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.journal.kinds import Kind
from wibo.journal.models import Entry
from wibo.rulebook.award.collisions import rivals_of
from wibo.rulebook.calendar.stages import Feature
from wibo.rulebook.spelling.numbering import natural_key
from wibo.towns.requests import TownRequest
from wibo.ui.paging import paged
from wibo.voting.forms import ReceiptForm
from wibo.voting.models import Envelope, Project, ReceiptList


@public
@with_edition
def catalogue(request: TownRequest, edition: Edition) -> HttpResponse:
    """Projects on the ballot, by application number; public once the ballot is frozen."""
    rows = Project.objects.none()
    if edition.frozen_at:
        rows = Project.objects.filter(edition=edition).select_related("pool")
    words = request.GET.get("szukaj", "").strip()
    pool = request.GET.get("pula", "")
    if words:
        rows = rows.matching(words)
    if pool.isdecimal() and len(pool) < 10:
        rows = rows.filter(pool=int(pool))
    context = {
        "title": "Projekty",
        "edition": edition,
        "numbers": rows.numbers(),
        "page": paged(request, rows.standing_first(), 30),
        "words": words,
        "chosen": pool,
    }
    return render(request, "voting/catalogue.html", context)


@public
@anytime
def project(request: TownRequest, pk: int) -> HttpResponse:
    """One project; only of a frozen ballot."""
    rows = Project.objects.select_related("pool", "proposal", "edition").exclude(edition__frozen_at=None)
    found = get_object_or_404(rows, pk=pk)
    rivals = rivals_of(found.pool.collisions).get(found.number, ())
    context = {"title": found.title, "project": found, "rivals": sorted(rivals, key=natural_key)}
    return render(request, "voting/project.html", context)


@public
@with_edition
@outlasts_service
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
        restored = Entry.objects.filter(kind=Kind.DATA_RESTORED).order_by("-pk").first()
    context = {
        "title": "Sprawdź swój głos",
        "form": form,
        "found": found,
        "looked": looked,
        "restored": restored,
        "open_again": edition.enables(Feature.VOTE, request.now),
    }
    return render(request, "voting/check_receipt.html", context)


@public
@with_edition
def receipts(request: TownRequest, edition: Edition) -> HttpResponse:
    """Every code in the urn with its state, as it stood at the last full listing, and the digests of all listings."""
    lists = ReceiptList.objects.filter(edition=edition)
    newest = lists.first()
    context = {
        "title": "Kody wszystkich głosów",
        "edition": edition,
        "newest": newest,
        "page": paged(request, newest.rows if newest else [], 200),
        "earlier": lists.defer("lines")[1:49],
    }
    return render(request, "voting/receipts.html", context)


@public
@with_edition
def receipts_file(request: TownRequest, edition: Edition) -> HttpResponse:
    """The newest list as it was digested, byte for byte."""
    newest = ReceiptList.objects.filter(edition=edition).first()
    if newest is None:
        raise Http404
    response = HttpResponse(newest.lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="potwierdzenia.csv"'
    return response
