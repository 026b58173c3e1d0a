"""The catalogue of projects on the ballot; once there is a result it can stand in the order of it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, QuerySet, When
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wibo.access.marks import anytime, public
from wibo.editions.guards import current_edition, edition_of_list, no_edition
from wibo.editions.map_pages import with_tiles
from wibo.proposals.cataloguing import CatalogueFilters, editions, map_of, pools_of
from wibo.proposals.searching import Found, look_for
from wibo.results.models import Publication
from wibo.results.outcomes import Outcome, outcomes
from wibo.towns.language import in_chosen_language
from wibo.towns.requests import TownRequest
from wibo.ui.filters import all_and
from wibo.ui.paging import paged
from wibo.voting.ballot.models import Project
from wibo.voting.ballot.shortlist import listed

_BY_NUMBER, _CHEAPEST, _DEAREST, _BY_RESULT = "", "od-najtanszych", "od-najdrozszych", "wynik"
_ORDERS = {
    _BY_NUMBER: _("Według numeru na karcie"),
    _CHEAPEST: _("Od najtańszych"),
    _DEAREST: _("Od najdroższych"),
    _BY_RESULT: _("Według wyniku"),
}


@public
@anytime
@in_chosen_language
def catalogue(request: TownRequest) -> HttpResponse:
    """Projects on the ballot of an edition; public once the ballot is frozen."""
    edition = edition_of_list(request)
    if edition is None:
        return no_edition(request)
    frozen = edition.frozen_at is not None
    rows: Any = Project.objects.filter(edition=edition) if frozen else Project.objects.none()
    publication = Publication.objects.filter(edition=edition).select_related("edition__town").first()
    named = rows.exclude(category="").order_by("category").values_list("category", flat=True).distinct()
    filters = CatalogueFilters(
        request,
        edycja=editions(),
        pula=pools_of(edition),
        kategoria=all_and((name, name) for name in named),
        kolejnosc=[(code, words) for code, words in _ORDERS.items() if publication or code != _BY_RESULT],
    )
    found = _sifted(rows, filters)
    matching: Any = found.rows
    ordered = _ordered(matching, filters.given("kolejnosc") or "", publication)
    context = {
        "title": gettext("Projekty"),
        "edition": edition,
        "is_current": edition == current_edition(request),
        "compares": not edition.has_voted(request.now),
        "aside": len(listed(request)),
        "filters": filters,
        "numbers": matching.numbers(),
        "page": paged(request, ordered.with_faces(), 30),
        "instead": found.instead,
        "map": map_of(edition, matching, "proposal__place", "voting:project"),
    }
    return with_tiles(render(request, "results/catalogue.html", context), edition)


def _sifted(rows: QuerySet[Any], filters: CatalogueFilters) -> Found:
    found = look_for(rows, filters.words) if filters.words else Found(rows)
    named = {
        "pool": filters.given("pula"),
        "category": filters.given("kategoria"),
        "cost__lte": filters.given("koszt"),
    }
    return Found(found.rows.filter(**{name: key for name, key in named.items() if key}), found.instead)


def _ordered(rows: Any, order: str, publication: Publication | None) -> Any:
    if order == _BY_RESULT and publication is not None:
        return rows.annotate(place=_place(outcomes(publication))).order_by(
            "pool__position", "pool_id", "place", "pk"
        )
    if order in (_CHEAPEST, _DEAREST):
        return rows.order_by("cost" if order == _CHEAPEST else "-cost", "number_sort", "pk")
    return rows.standing_first()


def _place(found: Mapping[int, Outcome]) -> Case:
    """The place of each project in its list, for the database to order by."""
    return Case(*(When(pk=key, then=one.row.place) for key, one in found.items()), default=len(found) + 1)
