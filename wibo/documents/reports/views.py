"""Reports on screen and as Excel files; the voter list with names by two people."""

from collections.abc import Callable

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from wibo.access.marks import anytime, requires
from wibo.access.permissions import Can
from wibo.accounts.requests import AccountRequest
from wibo.documents.engine.sheets import XLSX, Sheet, csv_lines, workbook
from wibo.documents.reports import ballots, proposals, results
from wibo.documents.reports.actions import record_export, record_voter_list
from wibo.documents.reports.results import is_preliminary
from wibo.documents.tasks import make_voter_list
from wibo.editions.guards import with_edition
from wibo.editions.models import Edition
from wibo.results.forms import ActForm
from wibo.results.presenting import PoolResult
from wibo.results.statistics import turnout
from wibo.rulebook.people.identity import IdentityKind
from wibo.ui.acting import attempt, reason_of
from wibo.ui.charts import Chart, bars
from wibo.ui.downloads import whole_file
from wibo.voting.models import TwoPersonAct, TwoPersonKind
from wibo.voting.two_people.acts import confirm, propose
from wibo.voting.two_people.proposed import proposed
from wibo.voting.urn.snapshots import record_view

REPORTS: dict[str, tuple[str, Callable[[Edition], list[Sheet]]]] = {
    "zlozone-wnioski": ("Złożone wnioski", proposals.submitted),
    "odrzucone-wnioski": ("Odrzucone wnioski", proposals.rejected),
    "zaakceptowane-wnioski": ("Zaakceptowane wnioski", proposals.accepted),
    "wnioski-wedlug-kategorii": ("Wnioski według kategorii", proposals.by_category),
    "wyniki-glosowania": ("Wyniki głosowania", results.results),
    "ranking-projektow": ("Ranking projektów", results.ranking),
    "statystyki": ("Statystyki", results.statistics),
    "glosy-niewazne": ("Głosy uznane za nieważne", ballots.invalid),
    "glosujacy-glosy-wazne": ("Głosujący: głosy ważne", ballots.voters),
}


# Rows of these are people, one each, even though without a name.
ABOUT_PEOPLE = ("glosujacy-glosy-wazne",)
# These tell a running count while there is no other.
OF_RESULTS = ("wyniki-glosowania", "ranking-projektow")


@requires(Can.SEE_REPORTS)
@with_edition
def reports(request: AccountRequest, edition: Edition) -> HttpResponse:
    """Reports on screen: ranking, ballots, votes per project, age and sex; and the files."""
    acts = TwoPersonAct.objects.filter(edition=edition, kind=TwoPersonKind.VOTER_LIST)
    found = results.pool_results(edition)
    if is_preliminary(edition):
        record_view(edition, act=request.act)
    act = acts.select_related("first", "second").first()
    context = {
        "title": "Zestawienia",
        "edition": edition,
        "turnout": turnout(edition),
        "reports": [(code, title) for code, (title, _) in REPORTS.items()],
        "pools": [(result, _chart(result)) for result in found],
        "preliminary": is_preliminary(edition),
        "named": edition.kind is IdentityKind.NAME_AND_BIRTH_DATE and request.user.can(Can.OPEN_VOTER_LIST),
        "act": act,
        "waiting": act is not None and act.is_waiting(request.now),
        "now": request.now,
        "form": ActForm(),
        "may_export": request.user.can(Can.PUBLISH),
    }
    return render(request, "documents/reports.html", context)


def _chart(result: PoolResult) -> Chart:
    rows = [(f"Projekt {row.project.number}", row.votes) for row in result.rows[:30]]
    lost = [f"Projekt {row.project.number}" for row in result.rows if not row.won]
    return bars(f"Liczba głosów na projekty: {result.pool.name}.", "Projekt", "Głosy", rows, muted=lost)


@requires(Can.SEE_REPORTS)
@with_edition
def download(request: AccountRequest, edition: Edition, code: str, kind: str) -> HttpResponseBase:
    """A report as an Excel or CSV file; who took it stands in the journal. The voters' list asks why first."""
    if code not in REPORTS:
        raise Http404
    title, make = REPORTS[code]
    form = ActForm(request.POST or None)
    if code in ABOUT_PEOPLE and not (request.method == "POST" and form.is_valid()):
        context = {"title": title, "form": form, "code": code}
        return render(request, "documents/export_reason.html", context)
    reason = form.cleaned_data["reason"] if code in ABOUT_PEOPLE else ""
    name = f"{code}-wstepne" if code in OF_RESULTS and is_preliminary(edition) else code
    if name != code:
        # The same look at a running count as the page is.
        record_view(edition, act=request.act)
    sheets = make(edition)
    if kind == "csv":
        response: HttpResponseBase = whole_file(csv_lines(sheets), f"{name}.csv", "text/csv")
    else:
        response = FileResponse(
            workbook(sheets), as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX
        )
    record_export(edition, f"{title} ({kind.upper()})", act=request.act, reason=reason)
    response["Cache-Control"] = "private, no-store"
    return response


@requires(Can.OPEN_VOTER_LIST)
@with_edition
@require_POST
def propose_list(request: AccountRequest, edition: Edition) -> HttpResponse:
    """The first person asks for the list with names."""
    form = ActForm(request.POST)

    def ask() -> None:
        kind = TwoPersonKind.VOTER_LIST
        propose(edition, kind, reason=reason_of(form), user=request.user, at=request.now)

    return attempt(
        request,
        ask,
        "Zapisano. Druga osoba ma 30 minut na zgodę.",
        "documents:reports",
    )


@requires(Can.OPEN_VOTER_LIST)
@anytime
@require_POST
def confirm_list(request: AccountRequest, pk: int) -> HttpResponse:
    """The second person agrees; the worker makes the list."""
    act = proposed(pk, (TwoPersonKind.VOTER_LIST,))

    def do() -> None:
        confirm(act, user=request.user, at=request.now)
        make_voter_list.enqueue(act.pk)

    return attempt(request, do, "Lista jest przygotowywana; odśwież stronę za chwilę.", "documents:reports")


@requires(Can.OPEN_VOTER_LIST)
@anytime
def named_list(request: AccountRequest, pk: int) -> FileResponse:
    """The made list, for the two people who agreed on it."""
    act = get_object_or_404(
        TwoPersonAct.objects.exclude(made_file="").select_related("edition__town"),
        pk=pk,
        kind=TwoPersonKind.VOTER_LIST,
    )
    if request.user.pk not in (act.first_id, act.second_id):
        raise Http404
    path = act.made_path
    if not path.exists():
        raise Http404
    record_voter_list(act, act=request.act)
    response = FileResponse(path.open("rb"), as_attachment=True, filename="glosujacy.xlsx", content_type=XLSX)
    response["Cache-Control"] = "private, no-store"
    return response
