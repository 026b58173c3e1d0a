"""A database with all migrations, made once for a run (tools/test.py): those of tests begin as copies of it.

`MIGRATED` is its file on SQLite, its name on PostgreSQL. Without it each database is migrated from nothing.
"""

import os
import shutil
import sqlite3
from contextlib import closing, contextmanager

GIVEN = os.environ.get("MIGRATED", "")


@contextmanager
def used_by(connection):
    """Django finds a copy when it makes the worker's database."""
    if GIVEN and connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = GIVEN
    name = connection.creation._get_test_db_name() if GIVEN and connection.vendor == "sqlite" else ""
    if "mode=memory" not in name:
        yield
        return
    # It lives as long as somebody has it open.
    with closing(sqlite3.connect(name, uri=True)) as copy:
        with closing(sqlite3.connect(GIVEN)) as made:
            made.backup(copy)
        yield


def as_file(folder):
    """A copy as the database of an installation on SQLite that lives in the folder."""
    if os.path.isfile(GIVEN):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(GIVEN, folder / "wibo.sqlite3")
