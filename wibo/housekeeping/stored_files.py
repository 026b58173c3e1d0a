"""Which rows have files, and files that no row names: refused, or broken off, after the file was stored."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.files.storage import Storage, default_storage
from django.db.models import QuerySet

from wibo.bulletin.models import TextVersion
from wibo.proposals.models import Attachment, Picture

# Longer than any request lasts: the row of a file that was just stored may not be there yet.
_SETTLED_AFTER = timedelta(days=1)
_AT_ONCE = 500
_NAMES: dict[str, tuple[QuerySet[Any], tuple[str, ...]]] = {
    "attachments": (Attachment.objects, ("file",)),
    "documents": (TextVersion.objects, ("file",)),
    "pictures": (Picture.objects, ("large_webp", "large_jpeg", "small_webp", "small_jpeg")),
}


def names_of_files() -> list[str]:
    """Under which names the files of the town in scope lie."""
    values = (rows.values_list(*fields) for rows, fields in _NAMES.values())
    return [name for all_of_kind in values for of_row in all_of_kind for name in of_row if name]


def sweep_orphans(at: datetime, storage: Storage = default_storage) -> int:
    """Remove files that have had no row for a day, of all towns: they may hold what nobody could erase; how many."""
    gone = 0
    for folder, (rows, fields) in _NAMES.items():
        for names in _portions(folder, storage):
            named: set[str] = set()
            for field in fields:
                named.update(rows.filter(**{f"{field}__in": names}).values_list(field, flat=True))
            for name in sorted(set(names) - named):
                if storage.get_modified_time(name) < at - _SETTLED_AFTER:
                    storage.delete(name)
                    gone += 1
    return gone


def _portions(folder: str, storage: Storage) -> Iterator[list[str]]:
    try:
        names = [f"{folder}/{name}" for name in storage.listdir(folder)[1]]
    except FileNotFoundError:
        return
    for start in range(0, len(names), _AT_ONCE):
        yield names[start : start + _AT_ONCE]
