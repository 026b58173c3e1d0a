"""What goes and how: rows and columns in one transaction, then files and keys, then the place where they lay."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import CharField, JSONField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from wibo.editions.models import Edition
from wibo.keyring import keys, store
from wibo.proposals.actions import delete_draft
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.results.models import Publication
from wibo.retention.processed import How, Processed, of_clock
from wibo.rulebook.calendar.keeping import Clock

# In the place of a text that must not be empty.
GONE = "(usunięto)"
_LETTERS = "letters.Letter"


@dataclass(slots=True)
class Removed:
    """What was removed: rows of [what, how many], names of files, how many keys."""

    rows: list[tuple[str, int]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    keys: int = 0

    @property
    def count(self) -> int:
        """All rows."""
        return sum(number for _, number in self.rows)


def held(edition: Edition, clock: Clock) -> list[tuple[Processed, int]]:
    """How much of what is there now: the plan before an erasure, and the proof after it."""
    return [(one, rows_of(one, edition).count()) for one in of_clock(clock)]


def left(edition: Edition, clock: Clock) -> int:
    """How many rows an erasure has overlooked; what goes with a key goes after the transaction."""
    return sum(number for one, number in held(edition, clock) if one.how is not How.KEY)


def rows_of(one: Processed, edition: Edition) -> QuerySet[Any]:
    """The rows that still hold it; of what goes with a key those whose key exists."""
    kind = apps.get_model(one.model)
    rows: QuerySet[Any] = kind._default_manager.all()
    if one.model == _LETTERS:
        return rows.filter(_letters(edition))
    rows = rows.filter(**{one.path: edition}, **one.only)
    if one.how is How.KEY and not keys.has_tag_key(edition.ring):
        return rows.none()
    if one.how is How.COLUMNS:
        rows = rows.exclude(
            **{name: value for name, value in _emptied(kind, one.columns).items() if name != "mailbox"}
        )
        if one.model == "proposals.Proposal" and "author_email" in one.columns:
            # The account is who somebody is, too.
            rows = kind._default_manager.filter(Q(pk__in=rows) | Q(edition=edition, author__isnull=False))
    return rows


def _letters(edition: Edition) -> Q:
    """Letters about its proposals, and all that were written before its result but about those of another edition: of accounts,
    of drafts that are gone.
    """
    keys_of = {True: list[str](), False: list[str]()}
    for key, whose in Proposal.objects.values_list("pk", "edition"):
        keys_of[whose == edition.pk].append(f"proposal:{key}")
    final = Publication.objects.filter(edition=edition).values_list("final_at", flat=True).first()
    of_others = ~Q(about__in=keys_of[False]) & Q(written_at__lte=final) if final else Q(pk=None)
    return Q(about__in=keys_of[True]) | of_others


def _emptied(kind: type[models.Model], columns: Iterable[str]) -> dict[str, Any]:
    """What stands in the columns afterwards."""
    return {name: _nothing(kind._meta.get_field(name)) for name in columns}


def _nothing(column: Any) -> Any:
    if column.name == "mailbox":
        # A number in its place: how many there were stays true.
        return Concat(Value("#"), Cast("pk", CharField()))
    if isinstance(column, JSONField):
        return {}
    if isinstance(column, CharField | TextField):
        return "" if column.blank or isinstance(column, models.EmailField) else GONE
    return b""


def erase(edition: Edition, clock: Clock) -> Removed:
    """Remove what the clock has run out for. Raises NotTheWorker. Done again, it finds nothing.

    Files and keys go once the outermost transaction is committed: a failure before leaves all as it was.
    """
    store.refuse_strangers()
    removed = Removed()
    with transaction.atomic():
        Edition.objects.select_for_update().get(pk=edition.pk)
        if clock is Clock.IDENTITY:
            _let_go_of_authors(edition)
        for one in of_clock(clock):
            if one.how is How.KEY:
                continue
            rows = rows_of(one, edition)
            removed.files += list(_files(one, rows))
            number = _gone(one, rows)
            removed.rows.append((f"{one.whom}: {one.what}", number))
        removed.keys = keys.number_of(edition.ring) if clock is Clock.IDENTITY else 0
        transaction.on_commit(partial(_afterwards, removed.files, edition.ring, clock))
    return removed


def _let_go_of_authors(edition: Edition) -> None:
    """Drafts go. The account stays its owner's; the proposal keeps the name of whoever let it be published, and no more."""
    mine = Proposal.objects.filter(edition=edition)
    for draft in mine.filter(status=Status.DRAFT):
        delete_draft(draft)
    # A minor is named with a guardian's consent, which goes now.
    mine.filter(is_minor=True).update(publish_author=False)
    for proposal in mine.exclude(author=None).select_related("author"):
        named = str(proposal.author) if proposal.publish_author else ""
        mine.filter(pk=proposal.pk).update(author=None, author_name=named)


def _gone(one: Processed, rows: QuerySet[Any]) -> int:
    if one.how is How.ROWS:
        found = list(rows.values_list("pk", flat=True))
        kind = rows.model
        for start in range(0, len(found), 500):
            kind._default_manager.filter(pk__in=found[start : start + 500]).delete()
        return len(found)
    found = list(rows.values_list("pk", flat=True))
    values = _emptied(rows.model, one.columns)
    for start in range(0, len(found), 500):
        rows.model._default_manager.filter(pk__in=found[start : start + 500]).update(**values)
    return len(found)


def _files(one: Processed, rows: QuerySet[Any]) -> Iterator[str]:
    names = [
        column.name
        for column in rows.model._meta.fields
        if isinstance(column, models.FileField) and column.name in one.columns
    ]
    for row in rows.values_list(*names) if names else ():
        yield from (name for name in row if name)


def _afterwards(files: list[str], ring: str, clock: Clock) -> None:
    """What no transaction brings back. The ledger first: a copy must not bring it back either."""
    store.note_erased(ring, clock.value)
    for name in files:
        default_storage.delete(name)
    if clock is Clock.IDENTITY:
        keys.destroy_all(ring)
