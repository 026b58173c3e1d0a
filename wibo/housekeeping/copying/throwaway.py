"""An empty database and an empty folder for a drill, gone afterwards; what is in use is not touched."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.utils import ConnectionHandler

from wibo.housekeeping.copying.counting import counts
from wibo.housekeeping.copying.databases import DatabaseTrouble

# What would lead a drill to files, keys, copies or a pool that are in use.
_OWN = ("WIBO_FILES_DIR", "WIBO_KEYS_DIR", "WIBO_PRIVATE_KEYS_DIR", "WIBO_BACKUP_DIR", "WIBO_POOL_URL")


@dataclass(frozen=True, slots=True)
class Throwaway:
    """The folder, and the settings of a database as Django takes them."""

    folder: Path
    database: dict[str, Any]

    def environment(self, given: dict[str, str]) -> dict[str, str]:
        """That of a command which is to see this installation alone: no bucket, no shared folder."""
        kept = {
            name: value
            for name, value in given.items()
            if name not in _OWN and not name.startswith("WIBO_S3_")
        }
        kept |= {"WIBO_DATA_DIR": str(self.folder), "WIBO_WORDS_DIR": str(settings.WORDS_DIR)}
        kept.pop("DATABASE_URL", None)
        if connection.vendor == "postgresql":
            kept["DATABASE_URL"] = (
                urlsplit(given["DATABASE_URL"])._replace(path=f"/{self.database['NAME']}").geturl()
            )
        return kept

    def counts(self) -> dict[str, Any]:
        """What was restored into it."""
        with (
            closing(ConnectionHandler({"default": self.database})["default"]) as restored,
            restored.cursor() as cursor,
        ):

            def ask(question: str) -> list[tuple[Any, ...]]:
                cursor.execute(question)
                return list(cursor.fetchall())

            return counts(ask)


@contextmanager
def throwaway() -> Iterator[Throwaway]:
    """Make both, and remove both whatever happens. Raises DatabaseTrouble."""
    folder = Path(tempfile.mkdtemp(prefix="drill-", dir=settings.DATA_DIR))
    try:
        if connection.vendor == "postgresql":
            with _database() as name:
                yield Throwaway(folder, {**settings.DATABASES["default"], "NAME": name})
        else:
            yield Throwaway(folder, {**settings.DATABASES["default"], "NAME": folder / "wibo.sqlite3"})
    finally:
        # Keys of a copy that was opened must not stay behind.
        shutil.rmtree(folder)


@contextmanager
def _database() -> Iterator[str]:
    name = f"wibo_drill_{secrets.token_hex(4)}"
    with connection.cursor() as cursor:
        try:
            cursor.execute(f"CREATE DATABASE {name}")
        except DatabaseError as error:
            words = "Nie można założyć bazy na próbę. Jako administrator PostgreSQL: ALTER ROLE … CREATEDB."
            raise DatabaseTrouble(words) from error
    try:
        yield name
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
