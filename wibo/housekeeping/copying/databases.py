"""A whole database into a file and back, by each engine's own means."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections, transaction

from wibo.housekeeping.copying.counting import counts

FILE_NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}

# Who was signed in, and who mistyped what, is nobody's business a year later.
_NOT_KEPT = ("django_session", "access_tries")


class DatabaseTrouble(Exception):
    """The engine's own program is missing or refused; the message says what to do."""


def dump(target: Path) -> dict[str, Any]:
    """Write the database, as it is at one moment and without sessions, into a new file; the counts of that very moment.

    Raises DatabaseTrouble.
    """
    if connection.vendor == "postgresql":
        return _dumped(target)
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        # A copied file keeps what was deleted from it until it is written anew.
        for table in _NOT_KEPT:
            copy.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        copy.commit()
        copy.execute("VACUUM")
        return counts(lambda question: copy.execute(question).fetchall())


def _dumped(target: Path) -> dict[str, Any]:
    """People vote on while it runs: pg_dump and the counts look through one exported snapshot."""
    without = [f"--exclude-table-data={table}" for table in _NOT_KEPT]
    with transaction.atomic(), connection.cursor() as cursor:

        def ask(question: str) -> list[tuple[Any, ...]]:
            cursor.execute(question)
            return list(cursor.fetchall())

        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        [(snapshot,)] = ask("SELECT pg_export_snapshot()")
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}")
        _program("pg_dump", *options, *without, f"--file={target}")
        return counts(ask)


def load(source: Path) -> None:
    """Put a dumped database in the place of the configured, empty one. Raises DatabaseTrouble."""
    connections.close_all()
    if connection.vendor == "postgresql":
        _program(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--no-owner",
            "--no-privileges",
            "--exit-on-error",
            str(source),
        )
        return
    place = Path(str(settings.DATABASES["default"]["NAME"]))
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for tail in ("", "-wal", "-shm"):
        place.with_name(place.name + tail).unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(place)) as target:
        copy.backup(target)


def is_empty() -> bool:
    """Whether the configured database holds no town yet."""
    if "towns_town" not in connection.introspection.table_names():
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM towns_town")
        return bool(cursor.fetchone() == (0,))


def _program(name: str, *options: str) -> None:
    database: dict[str, Any] = settings.DATABASES["default"]
    # The password goes by the environment: arguments are seen by every process of the machine.
    environment = {**os.environ, "PGPASSWORD": str(database.get("PASSWORD") or "")}
    where = [f"--dbname={database['NAME']}"]
    for option, key in (("--host", "HOST"), ("--port", "PORT"), ("--username", "USER")):
        if database.get(key):
            where.append(f"{option}={database[key]}")
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments
            [name, *where, *options], env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise DatabaseTrouble(f"Nie ma programu {name}. Zainstaluj pakiet postgresql-client.") from error
    if done.returncode:
        raise DatabaseTrouble(f"{name}: {done.stderr.strip()[-500:]}")
