"""The way from one edition of a town to another: for the office on each page, for residents on the front page."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from wibo.editions.addressing import page_of
from wibo.editions.models import Edition
from wibo.memory import Memory
from wibo.towns.models import Town

# In the office's line; older ones are found among the results.
_MOST = 4
_shown: Memory[list[Edition]] = Memory()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An edition, where its pages are, and whether it is the one of this page."""

    edition: Edition
    url: str
    is_here: bool

    @property
    def name(self) -> str:
        """The edition's name, and that residents do not see it yet."""
        return f"{self.edition.name} (w przygotowaniu)" if self.edition.in_preparation else self.edition.name


def editions_of_office(here: Edition) -> list[Neighbour]:
    """The town's editions for who works on them, newest first; nothing where there is but one.

    Always the main one, the one of this page, and all that residents do not see yet; of the others the newest.
    """
    rows = list(Edition.objects.own().order_by("-year", "-pk"))
    if len(rows) < 2:
        return []
    main = next((one for one in rows if not (one.is_beside or one.in_preparation)), None)
    needed = [one for one in rows if one in (main, here) or one.in_preparation]
    others = [one for one in rows if one not in needed][: max(_MOST - len(needed), 1)]
    return [
        Neighbour(one, page_of(one, "home:desk", is_main=one == main), one == here)
        for one in rows
        if one in needed or one in others
    ]


def neighbours(town: Town, here: Edition, now: datetime) -> list[Neighbour]:
    """Where residents can take part besides: editions beside the main one while they run, and the way back to it."""
    rows = _shown.get(town.pk, partial(_read, town))
    # What does not run beside is the town's main edition: the first of them, for they follow each other.
    main = next((one for one in rows if not one.is_beside), None)
    beside = [one for one in rows if one.is_beside and not _is_over(one, now)]
    return [
        Neighbour(one, page_of(one, "home:front", is_main=one == main), is_here=False)
        for one in ([main] if main else []) + beside
        if one.pk != here.pk
    ]


def _is_over(edition: Edition, now: datetime) -> bool:
    """Whether its dates lie behind; one that is shown without dates is still to come."""
    return bool(edition.schedule.windows) and edition.schedule.residents_until(now) is None


def _read(town: Town) -> list[Edition]:
    rows = Edition.objects.own().shown().filter(town=town).prefetch_related("windows")
    beside = list(rows.filter(is_beside=True).order_by("-year", "pk")[:_MOST])
    # With none beside it a main edition has no neighbour to be led to.
    return [*rows.main().order_by("-year", "-pk")[:1], *beside] if beside else []
