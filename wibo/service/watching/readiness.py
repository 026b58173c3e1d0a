"""Whether this process can serve: what is wrong, in words for the operator, or nothing."""

import os

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from wibo.memory import lasting


def obstacles() -> list[str]:
    """Why not to send people here."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        _all_applied()
    except MigrationsWait:
        return ["database: migrations wait, run wibo migrate"]
    except DatabaseError as error:
        return [f"database: {type(error).__name__}"]
    # A bucket is not asked: whether it answers is its own monitoring's question, and pages without files still serve.
    # Keys are only read here: where they belong to the worker's account, web processes could not write them.
    folders = (
        ("keys", settings.KEYS_DIR, os.R_OK | os.X_OK, "read"),
        ("files", settings.MEDIA_ROOT, os.W_OK, "written"),
    )
    return [
        f"{name}: the folder cannot be {what}"
        for name, folder, mode, what in folders
        if os.path.isdir(folder) and not os.access(folder, mode)
    ]


class MigrationsWait(Exception):
    """Some are not applied yet; they may be while this process lives, so that only the good answer is remembered."""


@lasting(1)
def _all_applied() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise MigrationsWait
