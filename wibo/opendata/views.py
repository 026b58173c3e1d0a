"""Open data: a handful of addresses that answer GET, only for results that are published. See docs/open-data.md.

Nothing here changes anything, so the guard against forged forms stands aside and other methods get a plain 405.
"""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from wibo.access.marks import anytime, public, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.documents.reports.actions import record_export
from wibo.editions.models import Pool
from wibo.opendata import VERSION
from wibo.opendata.content import COLUMNS, edition_data, edition_line, is_large_enough, project_rows
from wibo.opendata.pb_export import PbExport, export, export_newest
from wibo.results.models import CountRun, Publication
from wibo.results.published import all_published, published
from wibo.results.runs import public_run
from wibo.towns.language import in_chosen_language
from wibo.towns.requests import TownRequest
from wibo.ui.acting import fetched
from wibo.ui.converters import row_key
from wibo.ui.downloads import whole_file
from wibo.ui.flat import flat_lines
from wibo.ui.paging import paged

_DESCRIPTION = Path(__file__).resolve().parent / "openapi.json"
# A final result does not change, so caches may keep it for a day; one open to protests they ask for again.
_KEPT = "public, max-age=86400"
_SHORT = "public, max-age=300"
# What the script of the recount says, by its names.
_OF_RECOUNT = {
    "heading": _("Wynik przeliczenia"),
    "ballots": _("Kart:"),
    "sameVotes": _("Liczby głosów zgadzają się z ogłoszonymi."),
    "otherVotes": _("Liczby głosów NIE zgadzają się z ogłoszonymi."),
    "sameList": _("Lista wybranych projektów zgadza się z ogłoszoną:"),
    "otherList": _("Lista wybranych projektów NIE zgadza się z ogłoszoną:"),
    "same": _("Wynik zgadza się z ogłoszonym."),
    "tied": _("O liście rozstrzygał remis, a w pliku z zasadami nie ma decyzji. Dołącz plik .rules.json."),
    "number": _("Nr"),
    "votes": _("liczba głosów"),
    "won": _("wybrany"),
    "lost": _("niewybrany"),
    "counting": _("Liczę…"),
    "unread": _("Nie udało się przeczytać pliku."),
    "not-pb": _("To nie jest plik .pb z głosowania."),
    "away": _("Serwer nie odpowiada. Spróbuj za chwilę."),
    "choose": _("Wybierz plik .pb. Plik .rules.json wybierz razem z nim."),
}


def _kept(publication: Publication) -> str:
    return _KEPT if publication.final_at else _SHORT


_MOST = 200


def _json(data: Any, kept: str = _KEPT) -> JsonResponse:
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = kept
    response["Access-Control-Allow-Origin"] = "*"
    return response


@public
@anytime
@csrf_exempt
@require_safe
@in_chosen_language
def description(request: TownRequest) -> HttpResponse:
    """What can be had and how to check it, in words."""
    context = {"title": gettext("Otwarte dane"), "page": paged(request, all_published(), 20)}
    return render(request, "opendata/description.html", context)


@public
@anytime
@csrf_exempt
@require_safe
@in_chosen_language
def recount(request: TownRequest) -> HttpResponse:
    """A page whose script counts a published pool, or a file, again in the visitor's own browser."""
    key = row_key(request.GET.get("pula", ""))
    run = public_run(key) if key else None
    context = {
        "title": gettext("Przelicz wynik samodzielnie"),
        "pool": run.pool if run else None,
        "words": {name: str(said) for name, said in _OF_RECOUNT.items()},
    }
    return render(request, "opendata/recount.html", context)


@public
@anytime
@csrf_exempt
@require_safe
def openapi(request: TownRequest) -> HttpResponse:
    """The same for programs: an OpenAPI description."""
    return _json(json.loads(_DESCRIPTION.read_text("utf-8")))


@public
@anytime
@csrf_exempt
@require_safe
def editions(request: TownRequest) -> HttpResponse:
    """All editions with published results, newest first."""
    return _json(
        {"version": VERSION, "editions": [edition_line(one) for one in all_published()[:_MOST]]},
        _SHORT,
    )


@public
@anytime
@csrf_exempt
@require_safe
def edition(request: TownRequest, pk: int) -> HttpResponse:
    """One edition with its pools and projects."""
    publication = published(pk)
    return _json(edition_data(publication.edition, publication), _kept(publication))


@public
@anytime
@csrf_exempt
@require_safe
def projects(request: TownRequest, pk: int) -> FileResponse:
    """All projects of an edition as CSV (UTF-8 with a mark, semicolons: opens in a spreadsheet as it is)."""
    publication = published(pk)
    rows = [COLUMNS, *project_rows(publication)]
    response = whole_file(flat_lines(rows), f"projekty-{publication.edition.year}.csv", "text/csv")
    response["Cache-Control"] = _kept(publication)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _open_run(pk: int) -> tuple[CountRun, Publication]:
    """The public run of a pool that is large enough for its ballots to be public."""
    pool = get_object_or_404(Pool.objects.select_related("edition__town"), pk=pk)
    run = public_run(pool.pk)
    if run is None or not is_large_enough(run):
        raise Http404
    return run, Publication.objects.get(edition=pool.edition_id)


@public
@anytime
@csrf_exempt
@require_safe
def pb(request: TownRequest, pk: int) -> FileResponse:
    """A pool's ballots in Pabulib's format, without anything of the voters; not for pools under fifty ballots."""
    run, publication = _open_run(pk)
    response = whole_file(export(run).lines, f"pula-{pk}.pb", "text/plain")
    response["Cache-Control"] = _kept(publication)
    response["Access-Control-Allow-Origin"] = "*"
    return response


@public
@anytime
@csrf_exempt
@require_safe
def pb_rules(request: TownRequest, pk: int) -> HttpResponse:
    """The settings of the pool's rule that the format has no place for: `pula-N.rules.json` beside `pula-N.pb`."""
    run, publication = _open_run(pk)
    return _json(export(run).rules, _kept(publication))


@requires(Can.PUBLISH)
@anytime
def pb_file(request: AccountRequest, pk: int) -> HttpResponse:
    """A pool's ballots as a .pb file with its rules beside it, for anyone who recounts."""
    pool = get_object_or_404(Pool.objects.select_related("edition__town"), pk=pk)

    def act() -> HttpResponse:
        made = export_newest(pool)
        record_export(pool.edition, f"plik .pb: {pool.name}", act=request.act)
        response = HttpResponse(_packed(pool, made), content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="pula-{pool.pk}.zip"'
        return response

    return fetched(request, act, "documents:reports")


def _packed(pool: Pool, made: PbExport) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"pula-{pool.pk}.pb", "".join(made.lines))
        archive.writestr(f"pula-{pool.pk}.rules.json", json.dumps(made.rules, ensure_ascii=False, indent=1))
    return packed.getvalue()
