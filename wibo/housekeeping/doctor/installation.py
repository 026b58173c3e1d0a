"""Folders of keys, settings, and what the database writes into its own log."""

from collections.abc import Iterator

from django.conf import settings
from django.db import connection

from wibo.housekeeping.promises import missing_triggers

# PostgreSQL's settings under which no statement with its values reaches its log, each with what must not be there.
# Source: postgresql.org/docs/current/runtime-config-logging.html
_QUIET = (
    ("log_statement", ("none", "ddl"), "none"),
    ("log_min_error_statement", ("panic",), "panic"),
    ("log_min_duration_statement", ("-1",), "-1"),
    ("log_parameter_max_length_on_error", ("0",), "0"),
    # A refused second vote is an error, whose detail names the tag of the person beside the moment.
    ("log_error_verbosity", ("terse",), "terse"),
    ("log_duration", ("off",), "off"),
    ("track_commit_timestamp", ("off",), "off"),
)


def findings() -> Iterator[str]:
    """What of the machine and its settings is wrong."""
    for folder in (settings.KEYS_DIR, settings.PRIVATE_KEYS_DIR):
        if folder.exists() and folder.stat().st_mode & 0o007:
            yield f"{folder}: klucze mogą czytać obcy; ustaw chmod o-rwx"
    if settings.BASE_SCHEME == "https" and not settings.CLIENT_ADDRESS_HEADER:
        yield "WIBO_CLIENT_ADDRESS_HEADER: nie ustawiono, więc kilka pomyłek jednej osoby zatrzyma wszystkich"
    if missing := missing_triggers():
        yield f"w bazie nie ma wyzwalaczy, które miała po aktualizacji: {', '.join(sorted(missing))}; uruchom wibo migrate od nowa"
    if connection.vendor == "postgresql":
        yield from _of_log()


def _of_log() -> Iterator[str]:
    with connection.cursor() as cursor:
        for name, good, wanted in _QUIET:
            cursor.execute("SELECT setting FROM pg_settings WHERE name = %s", [name])
            found = cursor.fetchone()
            if found and found[0] not in good:
                yield (
                    f"PostgreSQL: {name} = {found[0]}, więc w dzienniku bazy mogą stać głosy albo ich czas; "
                    f"ustaw {name} = {wanted} (docs/operators.md)"
                )
