"""Looking for the unusual: flags made by the worker each hour, and the day's keys for places of the network."""

from collections.abc import Hashable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, F
from django.utils.timezone import localtime

from wibo.editions.models import Edition
from wibo.journal.events.ballots import BallotCast
from wibo.journal.models import Entry
from wibo.keyring import keys
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.people import ageing
from wibo.rulebook.voting.unusual import (
    Flag,
    age_spikes,
    bursts,
    crowded_places,
    same_bundles,
    used_up_contacts,
)
from wibo.voting.ballot.packing import opened
from wibo.voting.electorate.models import ContactSlot
from wibo.voting.urn.models import Envelope, PlaceTally, Unusual, UnusualKind

_EVERY = timedelta(hours=1)


def note_place(edition: Edition, place: str, *, at: datetime) -> None:
    """Count a vote from a place of the network, after its transaction: no row leads to the ballot."""
    day = localtime(at).date()
    digest = keys.place_digest(edition.ring, day, place)
    if digest is None:
        return
    rows = PlaceTally.objects.filter(edition=edition, day=day, digest=digest)
    if rows.update(count=F("count") + 1):
        return
    # The first vote from a place; of two at once one makes the row and the other finds it.
    PlaceTally.objects.get_or_create(edition=edition, day=day, digest=digest)
    rows.update(count=F("count") + 1)


def look_for_unusual(edition: Edition, *, at: datetime) -> int | None:
    """Find what is unusual and keep it in the place of what was found before; None when it is not yet time.

    Only the worker can: it opens envelopes, and tells of groups of twenty and more how many are equal.
    """
    last = Unusual.objects.filter(edition=edition).order_by("-noted_at").first()
    if last is not None and at - last.noted_at < _EVERY:
        return None
    found = [
        *_rows(UnusualKind.BURST, bursts(_by_hour(edition))),
        *_rows(UnusualKind.AGE, age_spikes(_by_day(edition))),
        *_rows(UnusualKind.PLACE, crowded_places(_by_place(edition))),
        *_rows(UnusualKind.CONTACT, used_up_contacts(_by_contact(edition), edition.voting.contact_votes)),
        *_rows(UnusualKind.BUNDLE, same_bundles(_groups(edition))),
    ]
    with transaction.atomic():
        Unusual.objects.filter(edition=edition).delete()
        Unusual.objects.bulk_create(
            [
                Unusual(
                    edition=edition,
                    kind=kind,
                    where=one.where[:200],
                    count=one.count,
                    of=one.of,
                    usual=one.usual,
                    noted_at=at,
                )
                for kind, one in found
            ]
        )
    return len(found)


def _rows(kind: UnusualKind, flags: list[Flag]) -> list[tuple[UnusualKind, Flag]]:
    return [(kind, flag) for flag in flags]


def _by_hour(edition: Edition) -> dict[str, int]:
    """Votes on the web by hour, from entries of the journal, which name no ballot."""
    counts: dict[str, int] = {}
    times = Entry.objects.filter(edition=edition.pk, kind=BallotCast.kind).values_list("at", flat=True)
    for time in times.iterator(5000):
        hour = f"{localtime(time):%d.%m.%Y, %H}:00–{localtime(time):%H}:59"
        counts[hour] = counts.get(hour, 0) + 1
    return counts


def _by_day(edition: Edition) -> dict[str, dict[str, int]]:
    rows = Envelope.objects.filter(edition=edition).valid().values_list("cast_on", "age_band")
    days: dict[str, dict[str, int]] = {}
    for day, band, count in rows.annotate(n=Count("pk")).values_list("cast_on", "age_band", "n"):
        if band != ageing.NO_DATA:
            days.setdefault(f"{day:%d.%m.%Y}", {})[f"wiek {ageing.label(band)}"] = count
    return days


def _by_place(edition: Edition) -> list[tuple[str, int]]:
    rows = PlaceTally.objects.filter(edition=edition).order_by("day")
    return [(f"{day:%d.%m.%Y}", count) for day, count in rows.values_list("day", "count")]


def _by_contact(edition: Edition) -> list[int]:
    """How many votes each contact has confirmed."""
    rows = ContactSlot.objects.filter(edition=edition).values_list("digest").annotate(n=Count("pk"))
    return [count for _, count in rows]


def _groups(edition: Edition) -> dict[str, list[Hashable]]:
    """Valid ballots of each batch and of each day of the web, as bundles that live as long as this call."""
    if not keys.has_private(edition.ring, keys.URN):
        return {}
    box = keys.opener(edition.ring, keys.URN)
    groups: dict[str, list[Hashable]] = {}
    rows = Envelope.objects.filter(edition=edition).valid()
    for channel, day, batch, sealed in rows.values_list(
        "channel", "cast_on", "batch__name", "sealed"
    ).iterator(2000):
        name = f"przez internet, {day:%d.%m.%Y}" if channel == Channel.WEB else f"paczka „{batch}”"
        marks = opened(box, sealed)
        bundle = tuple(
            (pool, tuple(sorted(zip(of.projects, of.points or of.projects, strict=True))))
            for pool, of in sorted(marks.items())
        )
        groups.setdefault(name, []).append(bundle)
    return groups


def keep_day_keys(edition: Edition, today: date) -> None:
    """Today's key for places of the network, and none of earlier days: their digests then say nothing more."""
    keys.keep_day_key(edition.ring, today)
