"""Whether this process can serve: what is wrong, in words for the operator, or nothing."""

import os
from functools import cache as remembered

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def obstacles() -> list[str]:
    """Why not to send people here."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _migrated():
            return ["database: migrations wait, run wibo migrate"]
    except DatabaseError as error:
        return [f"database: {type(error).__name__}"]
    folders = {"keys": settings.KEYS_DIR, "files": settings.MEDIA_ROOT}
    return [
        f"{name}: the folder cannot be written"
        for name, folder in folders.items()
        if os.path.isdir(folder) and not os.access(folder, os.W_OK)
    ]


def _migrated() -> bool:
    return _all_applied() or _forget()


@remembered
def _all_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _forget() -> bool:
    # A migration may run while this process lives: only the good answer is remembered.
    _all_applied.cache_clear()
    return False
