"""Writing anew the place in the database where erased rows lay: a deleted row's bytes stay until something else takes their room."""

from django.apps import apps
from django.db import connection

from wibo.retention.processed import How, of_clock
from wibo.rulebook.calendar.keeping import Clock

# Large tables, in which what goes is sealed or keyed with keys that are destroyed: they are not locked for a rewrite while other
# towns vote.
_TOO_LARGE = {"voting.Envelope", "voting.Participation"}


def rewrite(clock: Clock) -> None:
    """Rewrite what the clock has touched; outside of any transaction.

    SQLite: the whole file, and its log emptied. PostgreSQL: the tables, each locked for a moment; the server's log of writes
    (WAL) and copies keep old bytes until they are recycled.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        # Others wait behind a rewrite that waits: it gives up soon, and the bytes wait for the next use of their room.
        cursor.execute("SET lock_timeout = '2s'")
        for table in sorted(_tables(clock)):
            cursor.execute(f"VACUUM FULL {connection.ops.quote_name(table)}")


def _tables(clock: Clock) -> set[str]:
    touched = {one.model for one in of_clock(clock) if one.how is not How.KEY} - _TOO_LARGE
    return {apps.get_model(name)._meta.db_table for name in touched}
