"""The closing record of a batch as PDF."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.documents.batch_record.data import batch_data
from wibo.documents.engine.answers import pdf_answer
from wibo.documents.engine.pdf import pdf
from wibo.voting.models import PaperBatch


@requires(Can.COUNT_PAPERS)
@anytime
def batch_record(request: AccountRequest, pk: int) -> HttpResponse:
    """The closing record of a batch of papers."""
    rows = PaperBatch.objects.select_related("edition__town", "opened_by", "counted_by").exclude(
        closed_at=None
    )
    batch = get_object_or_404(rows, pk=pk)
    return pdf_answer(pdf("batch_record", batch_data(batch)), f"protokol-paczki-{batch.pk}")
