"""Proposals from a file: a dry run that shows what each row would become, then all or none."""

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from wibo.access.marks import requires
from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.requests import AccountRequest
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition, Question
from wibo.proposals.forms.files import ImportForm
from wibo.proposals.importing.columns import columns_of
from wibo.proposals.importing.loading import dry_run, keep_draft, load
from wibo.proposals.importing.reading import Reading, Row, RowFault
from wibo.proposals.models import ImportDraft
from wibo.proposals.statuses import Status
from wibo.rulebook.calendar.stages import Feature
from wibo.rulebook.spelling.cells import guarded
from wibo.ui.acting import attempt, filled
from wibo.ui.flat import flat_lines
from wibo.ui.paging import paged

# What the dry run shows of each row.
_SHOWN = (
    "Wiersz",
    "Nr",
    "Tytuł",
    "Co się stanie",
    "Pula",
    "Kategoria",
    "Koszt",
    "Miejsce",
    "Opis",
    "Wnioskodawca",
    "Wpłynął",
)
_EXAMPLE = {
    "cost": "12 500,00",
    "location": "Park Miejski",
    "summary": "Sześć ławek z oparciami",
    "justification": "Żeby można było odpocząć",
}


@requires(Can.REGISTER_PAPER)
@with_edition
def import_file(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Choose a file, and see what it would make before anything is made."""
    form = ImportForm(
        request.POST or None,
        request.FILES or None,
        may_admit=request.user.can(Can.RUN_EDITION),
        in_time=edition.enables(Feature.SUBMIT, request.now),
    )

    def act() -> HttpResponse:
        upload = form.cleaned_data["file"]
        usual = {"status": Status.SUBMITTED.value, "basis": ""}
        asked = usual | {name: value for name, value in form.cleaned_data.items() if name != "file"}
        keep_draft(edition, upload.read(), upload.name, user=request.user, at=request.now, **asked)
        return redirect("proposals:import")

    answer = filled(request, form, act)
    if answer is not None:
        return answer
    draft = ImportDraft.objects.filter(edition=edition).select_related("edition__town").first()
    reading = dry_run(draft, request.now) if draft is not None and request.method == "GET" else None
    context = {
        "title": "Wczytaj wnioski z pliku",
        "form": form,
        "edition": edition,
        "collecting": edition.enables(Feature.SUBMIT, request.now),
        "draft": draft,
        "reading": reading,
        "columns": _SHOWN,
        "page": _page(request, reading) if reading is not None else None,
    }
    return render(request, "proposals/import.html", context)


def _page(request: HttpRequest, reading: Reading) -> Page[RowFault | Row]:
    rows: list[RowFault | Row] = [*reading.faults] or [*reading.rows]
    return paged(request, rows, 100)


@requires(Can.REGISTER_PAPER)
@with_edition
@require_POST
def load_file(request: AccountRequest, edition: Edition, pk: int) -> HttpResponse:
    """Load the file that was shown."""
    rows = ImportDraft.objects.filter(edition=edition).select_related("edition__town")
    draft = rows.filter(pk=pk).first()
    if draft is None:
        messages.info(request, "Ten plik jest już wczytany albo zastąpiony innym.")
        return redirect("proposals:import")

    def act() -> str:
        reading = load(draft, user=request.user, at=request.now)
        if reading.faults:
            raise Refused("Nic nie wczytano. Od próby coś się zmieniło; popraw to, co jest niżej.")
        return f"Wczytano plik. Nowe wnioski: {reading.new}. Zmienione: {reading.changed}."

    there = ImportDraft.objects.filter(pk=pk)
    answer = attempt(request, act, "", "proposals:office-list")
    return redirect("proposals:import") if there.exists() else answer


@requires(Can.REGISTER_PAPER)
@with_edition
@require_POST
def drop_file(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Let go of the file that was shown."""
    rows = ImportDraft.objects.filter(edition=edition)
    return attempt(request, rows.delete, "Plik jest odrzucony. Nic nie wczytano.", "proposals:import")


@requires(Can.REGISTER_PAPER)
@with_edition
def template_file(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The pattern of the flat file, with a row for each of the edition's pools."""
    columns = columns_of(Question.objects.filter(edition=edition, is_on=True))
    rows = [[guarded(column.heading) for column in columns]]
    for pool in edition.pools.all():
        cells = _EXAMPLE | {"title": f"Ławki przy stawie ({pool.name})", "pool": guarded(pool.name)}
        rows.append([cells.get(column.name, "") for column in columns])
    response = HttpResponse(flat_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="wzor-wnioskow.csv"'
    return response
