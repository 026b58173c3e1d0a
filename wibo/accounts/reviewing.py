"""The review of who may do what: looked through by the administrator, noted in the journal, and asked for again in time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from wibo.accounts.models import RoleGrant
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.people import AccessReviewed
from wibo.journal.models import Entry
from wibo.towns.models import Town

# Half a year: as long as an edition with what comes after it.
_AGAIN = timedelta(days=180)
# Who has not signed in for so long may need the role no more.
_UNUSED = timedelta(days=90)


def reviewed(town: Town, *, act: Act) -> None:
    """Note that all roles were looked through."""
    record(AccessReviewed(RoleGrant.objects.count()), act, town=town)


@dataclass(frozen=True, slots=True)
class Review:
    """When somebody looked through the roles last (None for never), and whether it is time again."""

    at: datetime | None
    is_due: bool


def review_of(town: Town, now: datetime) -> Review:
    """The town's review; due when roles are older than half a year and were not looked through since."""
    rows = Entry.objects.filter(town=town, kind=AccessReviewed.kind).order_by("-pk")
    last: datetime | None = rows.values_list("at", flat=True).first()
    first = RoleGrant.objects.order_by("granted_at").values_list("granted_at", flat=True).first()
    since = last or first
    return Review(last, is_due=since is not None and since + _AGAIN <= now)


def unused(grants: Iterable[RoleGrant], now: datetime) -> set[int]:
    """Keys of roles whose people have not signed in for a quarter, or never since the role is so old."""
    return {
        grant.pk
        for grant in grants
        if max(grant.user.last_login or grant.granted_at, grant.granted_at) + _UNUSED <= now
    }
