"""Letting go of stored files: only of those that no row of any town names any more."""

from collections.abc import Iterable

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models


def forget_unnamed(names: Iterable[str]) -> list[str]:
    """Delete the files that nothing names; those that are still there afterwards. Raises OSError of the storage.

    A row that somebody has written beside the program may name another's file: that one stays.
    """
    wanted = sorted(set(names))
    for name in wanted:
        if not _is_named(name):
            default_storage.delete(name)
    return [name for name in wanted if default_storage.exists(name) and not _is_named(name)]


def _is_named(name: str) -> bool:
    return any(
        kind._base_manager.filter(**{column.name: name}).exists()
        for kind in apps.get_models()
        for column in kind._meta.fields
        if isinstance(column, models.FileField)
    )
