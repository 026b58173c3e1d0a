"""The office's page of the package: asked for, made, taken."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.documents.reports.actions import record_export
from wibo.editions.models import Edition
from wibo.handover import actions
from wibo.handover.models import Package
from wibo.results.published import all_published
from wibo.ui.acting import attempt

_PAGE = "handover:packages"


@requires(Can.RUN_EDITION)
@anytime
def packages(request: AccountRequest) -> HttpResponse:
    """Every edition with a final result, each with its newest package."""
    final = all_published().exclude(final_at=None).filter(edition__imported=False)
    newest: dict[int, Package] = {}
    for package in Package.objects.filter(edition__in=[one.edition_id for one in final]):
        newest.setdefault(package.edition_id, package)
    rows = [(one.edition, newest.get(one.edition_id)) for one in final]
    busy = any(package is not None and package.done_at is None for _, package in rows)
    context = {"title": "Pakiet przekazania", "rows": rows, "busy": busy}
    return render(request, "handover/packages.html", context)


@require_POST
@requires(Can.RUN_EDITION)
@anytime
def ask(request: AccountRequest, pk: int) -> HttpResponse:
    """Ask for a new one."""
    edition = get_object_or_404(Edition.objects.select_related("town"), pk=pk)
    said = "Pakiet jest robiony. Potrwa to do kilku minut."
    return attempt(request, lambda: actions.ask(edition, act=request.act), said, _PAGE)


@requires(Can.RUN_EDITION)
@anytime
def take(request: AccountRequest, pk: int) -> FileResponse:
    """The file."""
    package = get_object_or_404(Package.objects.select_related("edition__town").exclude(file=""), pk=pk)
    record_export(package.edition, "pakiet przekazania (plik)", act=request.act)
    name = f"budzet-{package.edition.town.slug}-{package.edition.year}.zip"
    response = FileResponse(
        package.file.open("rb"), as_attachment=True, filename=name, content_type="application/zip"
    )
    response["Cache-Control"] = "private, no-store"
    return response
