"""What both catalogues share: of proposals, and of projects on the ballot. Which edition, what is sifted, the map beside it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wibo.editions.map_pages import spots_map
from wibo.editions.models import Edition
from wibo.ui.fields import MoneyField
from wibo.ui.filters import Filters, all_and, choice_field, search_field
from wibo.ui.maps import Spot

# On one map; more would be a blot, and a heavy page.
MOST_SPOTS = 400


class CatalogueFilters(Filters):
    """Words, edition, pool, category, highest cost and order."""

    FIRST = ("szukaj",)

    # The tab of the list that is sifted.
    lista = forms.CharField(required=False, widget=forms.HiddenInput)
    szukaj = search_field(_("Szukaj: nazwa, miejsce, numer"))
    edycja = choice_field(_("Edycja"))
    pula = choice_field(_("Pula"))
    kategoria = choice_field(_("Kategoria"))
    koszt = MoneyField(label=_("Koszt do (zł)"), required=False)
    kolejnosc = choice_field(_("Kolejność"))

    @property
    def words(self) -> str:
        """What is looked for."""
        return str(self.given("szukaj") or "").strip()


def editions() -> list[tuple[str, str]]:
    """The town's editions to choose from, newest first."""
    rows = Edition.objects.own().shown().order_by("-year").values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows]


def pools_of(edition: Edition | None) -> list[tuple[str, Any]]:
    """The edition's pools to choose from."""
    return all_and((str(pool.pk), pool.name) for pool in edition.pools.all()) if edition else []


def map_of(edition: Edition, rows: QuerySet[Any], place: str, address: str) -> dict[str, Any] | None:
    """The map of rows: where each lies (`place` names the column), leading to the page that `address` names."""
    found: Iterable[tuple[int, str, str, Any]] = rows.exclude(**{place: None}).values_list(
        "pk", "number", "title", place
    )[: MOST_SPOTS + 1]
    spots = [
        Spot(where, f"{gettext('Nr')} {number}, {title}", reverse(address, args=[pk]))
        for pk, number, title, where in found
    ]
    made = spots_map(edition, spots[:MOST_SPOTS], gettext("Mapa z zaznaczonymi miejscami")) if spots else None
    return {**made, "is_cut": len(spots) > MOST_SPOTS} if made else None
