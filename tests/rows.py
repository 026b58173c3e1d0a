"""Where the rows of each table begin in tests."""

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

FIRST = 1_200
STEP = 10_000


def begin_apart(connection: BaseDatabaseWrapper, first: int = FIRST) -> None:
    """Give the tables that count their rows beginnings 10,000 apart; a test that needs it names a `first` that is free."""
    with connection.cursor() as cursor:
        for place, (table, column) in enumerate(_counted()):
            begin = first + place * STEP
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, begin])
            else:
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, column, begin])


def _counted() -> list[tuple[str, str]]:
    fields = (
        (model._meta.db_table, model._meta.auto_field)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
    )
    return sorted((table, field.column) for table, field in fields if field is not None)
