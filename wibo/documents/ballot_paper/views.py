"""The ballot paper: how it should be, then the file; and the one that people print at home."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from wibo.access.marks import public, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.documents.ballot_paper.data import ballot_data
from wibo.documents.ballot_paper.plan import PrintForm
from wibo.documents.engine.answers import pdf_answer
from wibo.documents.engine.pdf import pdf
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.towns.requests import TownRequest


@requires(Can.PRINT_BALLOT)
@with_edition
def ballot_paper(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The ballot paper: how it should be, then the file."""
    form = PrintForm(request.GET if "drukuj" in request.GET else None, edition=edition)
    if form.is_bound and form.is_valid():
        return pdf_answer(pdf("ballot_paper", ballot_data(edition, form.plan)), "karta-do-glosowania")
    context = {"title": "Wydruk karty do głosowania", "form": form, "edition": edition}
    return render(request, "documents/print_ballot.html", context)


@public
@with_edition
def home_ballot(request: TownRequest, edition: Edition) -> HttpResponse:
    """A ballot paper for whoever prints one at home, where the edition lets them, from the freeze to the opening."""
    if not edition.home_ballot or edition.frozen_at is None or edition.urn_opened_at is not None:
        raise Http404
    return pdf_answer(pdf("ballot_paper", ballot_data(edition)), "karta-do-glosowania")
