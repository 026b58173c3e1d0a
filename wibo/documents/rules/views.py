"""The rules as PDF, for everyone."""

from django.http import HttpResponse

from wibo.access.marks import public
from wibo.documents.engine.answers import pdf_answer
from wibo.documents.engine.pdf import pdf
from wibo.documents.rules.data import rules_data
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.towns.requests import TownRequest


@public
@with_edition
def rules(request: TownRequest, edition: Edition) -> HttpResponse:
    """Dates, pools and how the edition votes."""
    return pdf_answer(pdf("rules", rules_data(edition)), "zasady")
