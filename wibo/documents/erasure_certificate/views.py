"""The certificate as PDF."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.documents.engine.answers import pdf_answer
from wibo.documents.engine.pdf import pdf
from wibo.documents.erasure_certificate.data import certificate_data
from wibo.retention.models import Erasure


@requires(Can.OPEN_URN)
@anytime
def certificate(request: AccountRequest, pk: int, clock: str) -> HttpResponse:
    """What was erased, on paper."""
    found = get_object_or_404(
        Erasure.objects.select_related("edition__town").exclude(finished_at=None), edition=pk, clock=clock
    )
    return pdf_answer(pdf("erasure_certificate", certificate_data(found)), "zaswiadczenie-o-usunieciu")
