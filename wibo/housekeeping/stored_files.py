"""Which rows have files, and files that no row names: refused, or broken off, after the file was stored."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from django.core.files.storage import Storage, default_storage

from wibo.bulletin.models import TextVersion
from wibo.proposals.models import Attachment, Picture
from wibo.towns.pictures import FILE_FIELDS
from wibo.towns.scoping import TownOwned
from wibo.works.models import WorkPicture

# Longer than any request lasts: the row of a file that was just stored may not be there yet.
_SETTLED_AFTER = timedelta(days=1)
_AT_ONCE = 500
# By folder: which rows name its files, in which columns.
_NAMED_BY: dict[str, tuple[tuple[type[TownOwned], tuple[str, ...]], ...]] = {
    "attachments": ((Attachment, ("file",)),),
    "documents": ((TextVersion, ("file",)),),
    "pictures": ((Picture, FILE_FIELDS), (WorkPicture, FILE_FIELDS)),
}


def names_of_files() -> list[str]:
    """Under which names the files of the town in scope lie."""
    kinds = (kind for folder in _NAMED_BY.values() for kind in folder)
    rows = (row for model, fields in kinds for row in model._default_manager.values_list(*fields))
    return [name for row in rows for name in row if name]


def sweep_orphans(at: datetime, storage: Storage = default_storage) -> int:
    """Remove files that have had no row for a day, of all towns: they may hold what nobody could erase; how many."""
    gone = 0
    for folder in _NAMED_BY:
        for names in _portions(folder, storage):
            for name in sorted(set(names) - _named(folder, names)):
                # One that its row has just taken along is gone already.
                with suppress(FileNotFoundError):
                    if storage.get_modified_time(name) < at - _SETTLED_AFTER:
                        storage.delete(name)
                        gone += 1
    return gone


def _named(folder: str, names: list[str]) -> set[str]:
    """Those of the names that a row has."""
    found: set[str] = set()
    for model, fields in _NAMED_BY[folder]:
        for field in fields:
            rows = model._default_manager.filter(**{f"{field}__in": names})
            found.update(rows.values_list(field, flat=True))
    return found


def _portions(folder: str, storage: Storage) -> Iterator[list[str]]:
    try:
        names = [f"{folder}/{name}" for name in storage.listdir(folder)[1]]
    except FileNotFoundError:
        return
    for start in range(0, len(names), _AT_ONCE):
        yield names[start : start + _AT_ONCE]
