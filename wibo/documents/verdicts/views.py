"""The lists for everyone as files, and the bulletin's text for the office."""

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from wibo.access.marks import public, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.documents.engine.answers import pdf_answer
from wibo.documents.engine.pdf import pdf
from wibo.documents.engine.sheets import XLSX, workbook
from wibo.documents.verdicts.data import LISTS, bulletin, list_data, sheets
from wibo.documents.verdicts.word import as_docx
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.memory import Memory
from wibo.towns.requests import TownRequest

# A list of two thousand takes more than a second to set, and strangers may ask for it at once.
_lists: Memory[bytes] = Memory()
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@public
@with_edition
def list_pdf(request: TownRequest, edition: Edition, which: str) -> HttpResponse:
    """A list as PDF."""
    if which not in LISTS:
        raise Http404
    made = _lists.get((edition.pk, which), lambda: pdf("verdicts", list_data(edition, which)))
    return pdf_answer(made, f"wnioski-{which}-{edition.year}")


@public
@with_edition
def list_xlsx(request: TownRequest, edition: Edition, which: str) -> HttpResponseBase:
    """A list as an Excel file."""
    if which not in LISTS:
        raise Http404
    name = f"wnioski-{which}-{edition.year}.xlsx"
    return FileResponse(
        workbook(sheets(edition, which)), as_attachment=True, filename=name, content_type=XLSX
    )


@requires(Can.RUN_EDITION)
@with_edition
def bulletin_page(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The text for the bulletin, to copy from."""
    context = {"title": "Tekst do BIP", "edition": edition, "text": bulletin(edition)}
    return render(request, "documents/bulletin.html", context)


@requires(Can.RUN_EDITION)
@with_edition
def bulletin_docx(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The same as a document of a word processor."""
    response = HttpResponse(as_docx(bulletin(edition)), content_type=_DOCX)
    response["Content-Disposition"] = f'attachment; filename="bip-wnioski-{edition.year}.docx"'
    response["Cache-Control"] = "private, no-store"
    return response
