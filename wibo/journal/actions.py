"""Writing the journal. Only actions and lifecycles call `record`, inside their own transaction."""

from django.db import models, transaction
from django.db.models import F

from wibo.journal.acts import Act
from wibo.journal.events import Event
from wibo.journal.models import Entry, Seal, chained
from wibo.towns.models import Town


def record(
    event: Event, act: Act, *, town: Town, edition: int | None = None, about: models.Model | None = None
) -> Entry:
    """Append the event. `edition` is a primary key: no entry holds on to live rows."""
    entry = entry_of(event, act, town=town, edition=edition, about=about)
    entry.save(force_insert=True)
    return entry


def entry_of(
    event: Event, act: Act, *, town: Town, edition: int | None = None, about: models.Model | None = None
) -> Entry:
    """The event's entry, to be written together with what it tells of (towns.together)."""
    named = f"{about._meta.model_name}:{about.pk}" if about is not None else ""
    entry = Entry(
        town=town,
        edition=edition,
        at=act.at,
        kind=event.kind,
        by=act.by,
        about=named,
        facts=event.facts,
    )
    entry.mark = entry.new_mark()
    return entry


def seal_new_entries(town: Town) -> int:
    """Number the entries that have none yet, each chained to the one before; how many there were."""
    with transaction.atomic():
        last = Seal.objects.select_for_update().order_by("-number").first()
        number, digest = (last.number, last.digest) if last else (0, "")
        seals = []
        for entry in Entry.objects.filter(seal__isnull=True).order_by("id"):
            number, digest = number + 1, chained(digest, entry)
            seals.append(Seal(town=town, number=number, entry=entry, digest=digest))
        Seal.objects.bulk_create(seals, batch_size=500)
    return len(seals)


def head() -> Seal | None:
    """The last seal of the town in scope."""
    found: Seal | None = Seal.objects.order_by("-number").first()
    return found


def forged() -> list[int]:
    """Entries of the town in scope that this program has not written as they stand, by their primary keys.

    Entries from before version 0.4 bear no mark; once one does, all that are sealed after it must.
    """
    found = []
    marks_begun = False
    rows = Entry.objects.select_related("seal").order_by(F("seal__number").asc(nulls_last=True), "pk")
    for entry in rows.iterator(2000):
        if entry.is_genuine:
            marks_begun = True
        elif marks_begun or entry.mark:
            found.append(entry.pk)
    return found


def broken_seal() -> int | None:
    """The number of the first seal that does not fit its entry or its predecessor; None when all fit."""
    digest = ""
    for place, seal in enumerate(Seal.objects.select_related("entry").order_by("number").iterator(), 1):
        digest = chained(digest, seal.entry)
        if seal.number != place or seal.digest != digest:
            return place
    return None
