"""What everyone may know of the proposals of an edition: announced verdicts with their reasons, nothing before that."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum

from wibo.documents.engine.frame import frame_of
from wibo.documents.engine.sheets import Money, Sheet
from wibo.editions.models import Edition
from wibo.evaluation.models import FormalReview, MeritReview
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.spelling.money import zloty

# By the word in the address: the title of the list, and what stands on it (none: all that was handed in).
LISTS: dict[str, tuple[str, tuple[Status, ...]]] = {
    "wszystkie": ("Lista złożonych wniosków", ()),
    "dopuszczone": ("Lista wniosków dopuszczonych do głosowania", (Status.ADMITTED,)),
    "niedopuszczone": ("Lista wniosków niedopuszczonych do głosowania", (Status.REJECTED,)),
}
_COLUMNS = (
    ("Numer wniosku", 14),
    ("Tytuł", 60),
    ("Pula", 30),
    ("Miejsce", 35),
    ("Stan", 28),
    ("Koszt", 18),
    ("Uzasadnienie", 80),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A proposal as a list tells it; `cost` in grosze, the verified one where it was announced."""

    number: str
    title: str
    pool: str
    location: str
    state: str
    cost: int
    reasons: str
    status: Status


def public_rows(edition: Edition, statuses: tuple[Status, ...] = ()) -> QuerySet[Proposal]:
    """The proposals of a list, with what was announced of each, in the order of numbers."""
    rows = Proposal.objects.submitted().filter(edition=edition).exclude(status=Status.WITHDRAWN)
    if statuses:
        rows = rows.filter(status__in=statuses)
    found: QuerySet[Proposal] = (
        rows.select_related("pool", "edition")
        .annotate(
            total=Sum("cost_lines__amount"),
            merit_reasons=_announced(MeritReview, "reasons"),
            formal_reasons=_announced(FormalReview, "reasons"),
            verified=_announced(MeritReview, "verified_cost"),
        )
        .in_order()
    )
    return found


def _announced(model: Any, field: str) -> Subquery:
    rows = model.objects.standing().announced().filter(proposal=OuterRef("pk"))
    return Subquery(rows.order_by("-decided_at").values(field)[:1])


def listed(edition: Edition, statuses: tuple[Status, ...] = ()) -> Iterator[Listed]:
    """The rows of a list, read as they are asked for."""
    for one in public_rows(edition, statuses).iterator(500):
        row: Any = one
        refused = one.status == Status.REJECTED
        yield Listed(
            one.reference,
            one.title,
            str(one.pool or ""),
            one.location,
            one.shown.label,
            row.verified or row.total or 0,
            (row.merit_reasons or row.formal_reasons or "") if refused else "",
            one.state,
        )


def sheets(edition: Edition, which: str) -> list[Sheet]:
    """A list as a table to take away."""
    title, statuses = LISTS[which]
    rows = (
        (one.number, one.title, one.pool, one.location, one.state, Money(one.cost), one.reasons)
        for one in listed(edition, statuses)
    )
    return [Sheet(title[:31], _COLUMNS, rows)]


def list_data(edition: Edition, which: str) -> dict[str, Any]:
    """A list for its print."""
    title, statuses = LISTS[which]
    rows = [
        {**_told(one), "reasons": one.reasons, "state": "" if statuses else one.state}
        for one in listed(edition, statuses)
    ]
    return {
        **frame_of(edition, title),
        "regulations": edition.regulations,
        "all": rows,
        "has_states": not statuses,
    }


def _told(one: Listed) -> dict[str, str]:
    return {"number": one.number, "title": one.title, "pool": one.pool, "cost": zloty(one.cost)}


@dataclass(frozen=True, slots=True)
class Bulletin:
    """The announcement of verdicts: its title, its first sentence, and both lists."""

    title: str
    opening: str
    admitted: list[Listed]
    refused: list[Listed]


def bulletin(edition: Edition) -> Bulletin:
    """The text for the bulletin, of what is announced by now."""
    basis = f" Podstawa: {edition.regulations}." if edition.regulations else ""
    return Bulletin(
        f"{edition.name}: wyniki oceny wniosków",
        f"{edition.town.name} ogłasza listę wniosków dopuszczonych i niedopuszczonych do głosowania.{basis}",
        list(listed(edition, (Status.ADMITTED,))),
        list(listed(edition, (Status.REJECTED,))),
    )
