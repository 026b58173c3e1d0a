"""Submitted, rejected and accepted proposals, and how many of each category came in."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, OuterRef, Subquery, Sum

from wibo.documents.engine.sheets import Money, Sheet
from wibo.editions.models import Edition
from wibo.evaluation.models import FormalReview, MeritReview
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status

_COLUMNS = (
    ("Numer wniosku", 14),
    ("Tytuł", 60),
    ("Pula", 30),
    ("Miejsce", 35),
    ("Wnioskodawca", 28),
    ("Sposób", 14),
    ("Data złożenia", 17),
    ("Stan", 28),
    ("Koszt według wniosku", 18),
    ("Koszt zweryfikowany", 18),
    ("Uzasadnienie decyzji", 70),
)
_CATEGORIES = (("Kategoria", 40), ("Liczba wniosków", 16), ("Koszt według wniosków", 20))


def _latest(model: Any, field: str) -> Subquery:
    rows = model.objects.standing().filter(proposal=OuterRef("pk")).order_by("-decided_at")
    return Subquery(rows.values(field)[:1])


def _rows(edition: Edition, statuses: tuple[Status, ...]) -> Iterator[tuple[Any, ...]]:
    rows = Proposal.objects.filter(edition=edition, status__in=statuses).select_related("pool", "author")
    annotated = rows.annotate(
        total=Sum("cost_lines__amount"),
        verified=_latest(MeritReview, "verified_cost"),
        merit_reasons=_latest(MeritReview, "reasons"),
        formal_reasons=_latest(FormalReview, "reasons"),
    )
    for p in annotated.in_order().iterator(500):
        yield (
            p.number,
            p.title,
            str(p.pool or ""),
            p.location,
            p.author_in_office,
            str(p.get_source_display()),
            p.submitted_at,
            p.state.label,
            Money(p.total or 0),
            Money(p.verified) if p.verified else None,
            p.merit_reasons or p.formal_reasons or "",
        )


def submitted(edition: Edition) -> list[Sheet]:
    """All proposals that were handed in."""
    return [Sheet("Złożone wnioski", _COLUMNS, _rows(edition, tuple(Status)[1:]))]


def rejected(edition: Edition) -> list[Sheet]:
    """Those not admitted, with reasons."""
    return [Sheet("Odrzucone wnioski", _COLUMNS, _rows(edition, (Status.REJECTED,)))]


def accepted(edition: Edition) -> list[Sheet]:
    """Those admitted to the vote."""
    return [Sheet("Zaakceptowane wnioski", _COLUMNS, _rows(edition, (Status.ADMITTED,)))]


def by_category(edition: Edition) -> list[Sheet]:
    """How many were handed in of each category, and what they cost together; the same that `submitted` lists."""

    def rows() -> Iterator[tuple[Any, ...]]:
        grouped = Proposal.objects.filter(edition=edition).submitted().order_by().values_list("category")
        counted = grouped.annotate(count=Count("pk", distinct=True), total=Sum("cost_lines__amount"))
        found = {category: (count, total or 0) for category, count, total in counted}
        named: list[tuple[int | None, str]] = [(one.pk, one.name) for one in edition.categories.all()]
        if None in found:
            named.append((None, "bez kategorii"))
        for category, name in named:
            count, total = found.get(category, (0, 0))
            yield (name, count, Money(total))
        yield ("Razem", sum(one[0] for one in found.values()), Money(sum(one[1] for one in found.values())))

    return [Sheet("Wnioski według kategorii", _CATEGORIES, rows())]
