"""Works for everyone: all over the years with a map, one file of pictures, the table as CSV."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wibo.access.marks import anytime, public
from wibo.documents.engine.sheets import Money, Sheet, csv_lines
from wibo.editions.guards import current_edition
from wibo.editions.map_pages import spots_map, with_tiles
from wibo.towns.language import in_chosen_language
from wibo.towns.pictures import file_of
from wibo.towns.requests import TownRequest
from wibo.ui.downloads import whole_file
from wibo.ui.filters import Filters, all_and, choice_field
from wibo.ui.maps import Spot
from wibo.ui.paging import paged
from wibo.works.models import State, WorkPicture
from wibo.works.winners import Winner, published_here, winners

_COLUMNS = (
    ("rok", 8),
    ("numer", 8),
    ("projekt", 50),
    ("miejsce", 30),
    ("koszt", 14),
    ("stan", 20),
    ("procent", 8),
    ("początek", 12),
    ("koniec", 12),
    ("wydano", 14),
    ("powód", 40),
)


class WorkFilters(Filters):
    """State and year."""

    stan = choice_field(_("Stan"))
    rok = choice_field(_("Rok"))


@public
@anytime
@in_chosen_language
def works(request: TownRequest) -> HttpResponse:
    """All works of the town, by state and year, with a map of those whose place is known."""
    edition = current_edition(request)
    found = winners(published_here())
    years = sorted({one.project.edition.year for one in found}, reverse=True)
    filters = WorkFilters(
        request, stan=all_and(State.choices), rok=all_and((str(year), str(year)) for year in years)
    )
    chosen = _chosen(filters, found)
    spots = [spot for one in chosen if (spot := _spot(one))]
    context = {
        "title": gettext("Realizacja projektów"),
        "page": paged(request, chosen, 24),
        "filters": filters,
        "done": sum(one.state is State.DONE for one in found),
        "all": len(found),
        "legend": [
            (state.value, state.label) for state in State if any(one.state is state for one in chosen)
        ],
        "map": spots_map(edition, spots, gettext("Mapa realizowanych projektów"))
        if edition and spots
        else None,
    }
    response = render(request, "works/works.html", context)
    return with_tiles(response, edition) if edition else response


def _chosen(filters: WorkFilters, found: list[Winner]) -> list[Winner]:
    state, year = filters.given("stan"), filters.given("rok")
    return [
        one
        for one in found
        if state in (None, one.state.value) and year in (None, str(one.project.edition.year))
    ]


def _spot(one: Winner) -> Spot | None:
    project = one.project
    if project.proposal is None or project.proposal.place is None:
        return None
    words = f"{project.title}: {str(one.state.label).lower()}"
    return Spot(project.proposal.place, words, reverse("voting:project", args=[project.pk]), one.state.value)


@public
@anytime
def table(request: TownRequest) -> FileResponse:
    """All works as a table."""
    rows = (_row(one) for one in winners(published_here()))
    return whole_file(csv_lines([Sheet("Realizacja", _COLUMNS, rows)]), "realizacja.csv", "text/csv")


def _row(one: Winner) -> tuple[Any, ...]:
    project, work = one.project, one.work
    return (
        project.edition.year,
        project.number,
        project.title,
        project.location,
        Money(project.cost),
        str(one.state.label),
        one.percent,
        work.starts_on if work else None,
        work.ends_on if work else None,
        Money(work.spent) if work and work.spent is not None else None,
        work.reason if work else "",
    )


@public
@anytime
def picture(request: TownRequest, pk: int, size: str, kind: str) -> FileResponse:
    """A file of a post's picture."""
    return file_of(get_object_or_404(WorkPicture, pk=pk), size, kind, for_everyone=True)
