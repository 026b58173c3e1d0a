"""What waits for a card, in order, and for whom."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from wibo.accounts.models import User
from wibo.editions.models import Edition
from wibo.evaluation.judging import stands_in_for
from wibo.evaluation.models import Assignment, Change, FormalReview, MeritReview, Opinion
from wibo.evaluation.models.cards import CardKind
from wibo.proposals.models import Call, Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.calendar.schedule import Stage
from wibo.ui.converters import row_key

WAITING = {CardKind.FORMAL.value: Status.SUBMITTED, CardKind.MERIT.value: Status.MERIT_REVIEW}
_JUDGED = {
    CardKind.FORMAL.value: (Status.MERIT_REVIEW, Status.JUDGED, Status.ADMITTED, Status.REJECTED),
    CardKind.MERIT.value: (Status.JUDGED, Status.ADMITTED, Status.REJECTED),
}
# Whose cards a queue shows, by the word of the filter.
WHOSE = {
    "wszystkie": "Wszystkie",
    "moje": "Moje",
    "wolne": "Bez przydziału",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a queue is narrowed to: whose; pool, category, area and unit by key; and only what is late."""

    whose: str = "wszystkie"
    pool: int | None = None
    category: int | None = None
    area: int | None = None
    unit: int | None = None
    late: bool = False

    @classmethod
    def of(cls, query: Any) -> "Filters":
        """From the query of an address; what it does not know is left out."""
        whose = query.get("czyje", "wszystkie")
        pool, category, area, unit = (
            row_key(query.get(name, "")) for name in ("pula", "kategoria", "obszar", "jednostka")
        )
        return cls(
            whose if whose in WHOSE else "wszystkie",
            pool,
            category,
            area,
            unit,
            query.get("po-terminie") == "1",
        )

    @property
    def columns(self) -> dict[str, int]:
        """What of a proposal has to be what was chosen."""
        chosen = {"pool": self.pool, "category": self.category, "pool__area": self.area}
        return {name: key for name, key in chosen.items() if key}


def queue(edition: Edition, kind: str, filters: Filters, user: User, today: date) -> QuerySet[Proposal]:
    """Proposals that wait for the card, in the order in which they came; with `total` (grosze) and `owner`."""
    statuses = [WAITING[kind]]
    if kind == CardKind.FORMAL:
        statuses.append(Status.RETURNED)
    rows = Proposal.objects.filter(edition=edition, status__in=statuses)
    late = _late(kind, today)
    mine = Assignment.objects.filter(proposal=OuterRef("pk"), kind=kind)
    rows = rows.annotate(is_late=late, total=Sum("cost_lines__amount"))
    if kind == CardKind.FORMAL and not filters.late:
        # What is with its author waits for them, until its day has passed.
        rows = rows.filter(Q(status=WAITING[kind]) | Q(is_late=True))
    if filters.late:
        rows = rows.filter(is_late=True)
    if filters.whose == "moje":
        people = [user.pk, *stands_in_for(user, today)]
        own = Q(user__in=people) | Q(unit__unitmember__user__in=people)
        rows = rows.filter(Exists(mine.filter(own)))
    elif filters.whose == "wolne":
        rows = rows.filter(~Exists(mine))
    rows = rows.filter(**filters.columns)
    if filters.unit:
        asked = Opinion.objects.filter(proposal=OuterRef("pk"), unit=filters.unit)
        rows = rows.filter(Exists(asked) | Exists(mine.filter(unit=filters.unit)))
    found: QuerySet[Proposal] = rows.select_related("pool").order_by("submitted_at", "pk")
    return found


def _late(kind: str, today: date) -> Exists | Q:
    """Whether the proposal waits for somebody whose day has passed: its author, or on merit a unit or its author."""
    here = {"proposal": OuterRef("pk"), "due_on__lt": today}
    if kind == CardKind.FORMAL:
        return Exists(Call.objects.unanswered().filter(**here))
    return Exists(Opinion.objects.filter(given_at=None, **here)) | Exists(
        Change.objects.unanswered().filter(**here)
    )


def neighbours(rows: QuerySet[Proposal], at: Proposal) -> tuple[int | None, int | None]:
    """Keys of the ones before and after a proposal in a queue, whether or not it is in it."""
    keys = rows.values_list("pk", flat=True)
    moment = at.submitted_at
    before = Q(submitted_at__lt=moment) | Q(submitted_at=moment, pk__lt=at.pk)
    after = Q(submitted_at__gt=moment) | Q(submitted_at=moment, pk__gt=at.pk)
    return keys.filter(before).order_by("-submitted_at", "-pk").first(), keys.filter(after).first()


def progress(edition: Edition, kind: str, now: datetime) -> dict[str, Any]:
    """Done, waiting, with their authors (the numbers add up to `of`), until when, and whether the pace will do."""
    rows = Proposal.objects.filter(edition=edition).values_list("status")
    counts = dict(rows.annotate(n=Count("pk")).order_by())
    done = sum(counts.get(status, 0) for status in _JUDGED[kind])
    returned = counts.get(Status.RETURNED, 0) if kind == CardKind.FORMAL else 0
    waiting = counts.get(WAITING[kind], 0)
    windows = [w for w in edition.windows.all() if w.stage == Stage.EVALUATION]
    until = max((w.closes_at for w in windows), default=None)
    return {
        "done": done,
        "returned": returned,
        "waiting": waiting,
        "of": done + returned + waiting,
        "until": until,
        "a_day": _a_day(edition, kind, now),
        "needed": _needed(waiting + returned, until, now),
    }


def _a_day(edition: Edition, kind: str, now: datetime) -> float | None:
    """Cards a day since the first one; None before there is a day to tell from."""
    reviews = FormalReview if kind == CardKind.FORMAL else MeritReview
    rows = reviews.objects.standing().filter(proposal__edition=edition).exclude(verdict="supplement")
    first = rows.order_by("decided_at").values_list("decided_at", flat=True).first()
    days = (now - first).total_seconds() / 86_400 if first else 0
    return rows.count() / days if days >= 1 else None


def _needed(left: int, until: datetime | None, now: datetime) -> float | None:
    """Cards a day that will do until the end; None without one or after it."""
    days = (until - now).total_seconds() / 86_400 if until else 0
    return left / max(days, 1.0) if days > 0 else None
