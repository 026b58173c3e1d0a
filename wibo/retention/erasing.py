"""What goes and how: rows and columns in one transaction, then what no transaction brings back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import CharField, JSONField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.keyring import keys, store
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.results.models import Publication
from wibo.retention.processed import How, Processed, of_clock
from wibo.rulebook.calendar.keeping import Clock
from wibo.towns.files import forget_unnamed
from wibo.voting.models import TwoPersonAct

# In the place of a text that must not be empty.
GONE = "(usunięto)"
_LETTERS = "letters.Letter"


@dataclass(slots=True)
class Removed:
    """What was removed: rows of [what, how many]; what is to go after it: files of the storage, made lists, how many keys."""

    rows: list[tuple[str, int]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
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
    """Letters of its affairs; and those of no edition (of accounts, of versions that noted none) that reached somebody, or will
    not any more, by its result.
    """
    mine = Proposal.objects.filter(edition=edition).values_list("pk", flat=True)
    own = Q(edition=edition.pk) | Q(edition=None, about__in=[f"proposal:{key}" for key in mine])
    final = Publication.objects.filter(edition=edition).values_list("final_at", flat=True).first()
    if final is None:
        return own
    others = Proposal.objects.exclude(edition=edition).values_list("pk", flat=True)
    over = Q(sent_at__lte=final) | Q(given_up_at__lte=final) | Q(posted_at__lte=final)
    return own | (Q(edition=None) & over & ~Q(about__in=[f"proposal:{key}" for key in others]))


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
    """Remove what the clock has run out for. Raises NotTheWorker, Refused. Done again, it finds nothing.

    Rows alone, in the caller's transaction; what no transaction brings back is `finish`'s, once it is committed.
    """
    store.refuse_strangers()
    _refuse_packing(edition)
    removed = Removed()
    with transaction.atomic():
        Edition.objects.select_for_update().get(pk=edition.pk)
        # As both people have read it: what goes with a draft or an account is counted where it stood.
        removed.rows = [(f"{one.whom}: {one.what}", number) for one, number in held(edition, clock)]
        if clock is Clock.IDENTITY:
            removed.files += _drafts(edition)
            _let_go_of_authors(edition)
        for one in of_clock(clock):
            if one.how is How.KEY:
                continue
            rows = rows_of(one, edition)
            removed.files += list(_files(one, rows))
            removed.made += list(_made(one, rows))
            _gone(one, rows)
        removed.keys = keys.number_of(edition.ring) if clock is Clock.IDENTITY else 0
    return removed


def _refuse_packing(edition: Edition) -> None:
    """Raise Refused while a package is being made: it would keep what goes."""
    if apps.get_model("handover.Package")._default_manager.filter(edition=edition, done_at=None).exists():
        raise Refused("Pakiet tej edycji jest właśnie robiony. Poczekaj, aż będzie gotowy.")


def finish(ring: str, clock: Clock, files: Iterable[str], made: Iterable[str]) -> list[str]:
    """What no transaction brings back, and may be repeated: the ledger, so that no copy brings anything back; keys; files.

    What is still there afterwards, in words; nothing when all is gone. Raises OSError of the storage, NotTheWorker.
    """
    store.note_erased(ring, clock.value)
    if clock is Clock.IDENTITY:
        keys.destroy_all(ring)
    for name in made:
        TwoPersonAct(made_file=name).made_path.unlink(missing_ok=True)
    left = [f"plik {name}" for name in forget_unnamed(files)]
    if clock is Clock.IDENTITY and keys.number_of(ring):
        left.append("klucze edycji")
    return left


def _drafts(edition: Edition) -> list[str]:
    """Remove what nobody has handed in; the names of its files."""
    rows = Proposal.objects.filter(edition=edition, status=Status.DRAFT)
    names = []
    for draft in rows.prefetch_related("attachments", "pictures"):
        found = [file.file for file in draft.attachments.all()]
        found += [file for picture in draft.pictures.all() for file in picture.files]
        names += [file.name for file in found if file.name]
        draft.delete()
    return names


def _let_go_of_authors(edition: Edition) -> None:
    """The account stays its owner's; the proposal keeps the name of whoever let it be published, and no more."""
    mine = Proposal.objects.filter(edition=edition)
    # A minor is named with a guardian's consent, which goes now.
    mine.filter(is_minor=True).update(publish_author=False)
    for proposal in mine.exclude(author=None).select_related("author"):
        named = str(proposal.author) if proposal.publish_author else ""
        mine.filter(pk=proposal.pk).update(author=None, author_name=named)


def _gone(one: Processed, rows: QuerySet[Any]) -> None:
    if one.how is How.ROWS:
        found = list(rows.values_list("pk", flat=True))
        kind = rows.model
        for start in range(0, len(found), 500):
            kind._default_manager.filter(pk__in=found[start : start + 500]).delete()
        return
    found = list(rows.values_list("pk", flat=True))
    values = _emptied(rows.model, one.columns)
    for start in range(0, len(found), 500):
        rows.model._default_manager.filter(pk__in=found[start : start + 500]).update(**values)


def _files(one: Processed, rows: QuerySet[Any]) -> Iterator[str]:
    names = [
        column.name
        for column in rows.model._meta.fields
        if isinstance(column, models.FileField) and column.name in one.columns
    ]
    for row in rows.values_list(*names) if names else ():
        yield from (name for name in row if name)


def _made(one: Processed, rows: QuerySet[Any]) -> Iterator[str]:
    """Lists of voters that two people have had made: they lie beside the storage."""
    if "made_file" in one.columns:
        yield from rows.values_list("made_file", flat=True)
