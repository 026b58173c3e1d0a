"""Taking from the rows of the urn what PostgreSQL remembers of when they came.

A vote writes its envelope, its participation and a journal entry in one transaction: they share the transaction's
number (`xmin`), and lie in their tables in the order in which they came. The journal entry has a time, so either would
tell when each person voted. The worker therefore rewrites envelopes and participations, in the order of their random
ids and in one transaction of its own. SQLite has no such numbers, and keeps rows by id.
"""

from django.db import connection, transaction

from wibo.editions.models import Edition

_TABLES = ("voting_envelope", "voting_participation")


def stir(edition: Edition) -> int:
    """Rewrite the rows of an edition; how many. What was written over goes with a VACUUM, here where it can be done."""
    if connection.vendor != "postgresql":
        return 0
    with transaction.atomic():
        written = sum(_rewritten(edition, table) for table in _TABLES)
    if written and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            for table in _TABLES:
                cursor.execute(f"VACUUM {table}")
    return written


def _rewritten(edition: Edition, table: str) -> int:
    """One row after the other: a single UPDATE would keep the order in which they lie."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} WHERE edition_id = %s ORDER BY id", [edition.pk])  # noqa: S608 - our own names
        ids = [row[0] for row in cursor.fetchall()]
        # A column that no guard of an opened urn watches.
        cursor.executemany(f"UPDATE {table} SET edition_id = edition_id WHERE id = %s", [(pk,) for pk in ids])  # noqa: S608 - our own names
    return len(ids)
