"""Prints as PDF."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.documents.ballot_plan import PrintForm
from wibo.documents.pdf import pdf
from wibo.documents.prints import ballot_data, batch_data, proposal_data
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.proposals.models import Proposal
from wibo.voting.models import PaperBatch


def pdf_answer(content: bytes, name: str) -> HttpResponse:
    """The file to be shown in the browser, kept by no cache."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _printed(proposal: Proposal) -> HttpResponse:
    return pdf_answer(pdf("proposal", proposal_data(proposal)), f"wniosek-{proposal.number or 'szkic'}")


def _proposals() -> Any:
    rows = Proposal.objects.select_related("edition__town", "pool", "author")
    return rows.prefetch_related("cost_lines", "attachments")


@requires(Can.ACT_ON_OWN_PROPOSAL)
@anytime
def own_proposal(request: AccountRequest, pk: int) -> HttpResponse:
    """The person's own application."""
    return _printed(get_object_or_404(_proposals().filter(author=request.user), pk=pk))


@requires(Can.READ_PROPOSALS)
@anytime
def office_proposal(request: AccountRequest, pk: int) -> HttpResponse:
    """Any application, for the office."""
    return _printed(get_object_or_404(_proposals().submitted(), pk=pk))


@requires(Can.PRINT_BALLOT)
@with_edition
def ballot_paper(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The ballot paper: how it should be, then the file."""
    form = PrintForm(request.GET if "drukuj" in request.GET else None, edition=edition)
    if form.is_bound and form.is_valid():
        return pdf_answer(pdf("ballot", ballot_data(edition, form.plan)), "karta-do-glosowania")
    context = {"title": "Wydruk karty do głosowania", "form": form, "edition": edition}
    return render(request, "documents/print_ballot.html", context)


@requires(Can.COUNT_PAPERS)
@anytime
def batch_record(request: AccountRequest, pk: int) -> HttpResponse:
    """The closing record of a batch of papers."""
    rows = PaperBatch.objects.select_related("edition__town", "opened_by", "counted_by").exclude(
        closed_at=None
    )
    batch = get_object_or_404(rows, pk=pk)
    return pdf_answer(pdf("batch", batch_data(batch)), f"protokol-paczki-{batch.pk}")
