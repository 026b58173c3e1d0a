"""The register of processing as PDF."""

from django.http import HttpResponse

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.documents.engine.answers import pdf_answer
from wibo.documents.engine.pdf import pdf
from wibo.documents.processing_register.data import register_data


@requires(Can.OPEN_URN)
@anytime
def register(request: AccountRequest) -> HttpResponse:
    """Art. 30 GDPR, from the classes of fields of the program."""
    return pdf_answer(pdf("processing_register", register_data(request.town)), "rejestr-czynnosci")
