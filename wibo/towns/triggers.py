"""Promises that the database keeps by itself, written once for both engines.

A rule names a table, what is watched, and the condition under which it is refused.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any


@dataclass(frozen=True, slots=True)
class Rule:
    """`event` is INSERT, UPDATE, UPDATE OF columns, or DELETE; `refused` is SQL over OLD and NEW.

    `lock` selects the row that the condition depends on: PostgreSQL holds it (shared) until the commit, so
    that it cannot change in between. SQLite has one writer at a time and needs no lock.
    """

    name: str
    table: str
    event: str
    refused: str
    message: str
    lock: str = ""


def create(rules: Sequence[Rule], schema_editor: Any) -> None:
    """Create the triggers of the rules on whichever engine this is."""
    write = _postgresql if schema_editor.connection.vendor == "postgresql" else _sqlite
    for rule in rules:
        for statement in write(rule):
            schema_editor.execute(statement)


def drop(rules: Sequence[Rule], schema_editor: Any) -> None:
    """Drop them again."""
    for rule in rules:
        on = f" ON {rule.table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {rule.name}{on}")


def names(connection: Any) -> set[str]:
    """The triggers that the database has now, switched on."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {str(row[0]) for row in cursor.fetchall()}


def lift(apps: Any, schema_editor: Any) -> None:
    """Before a column is added: SQLite rebuilds the table, which no trigger that names it lets happen.

    For `RunPython`, with `put_back` after the change in the same migration. PostgreSQL needs neither.
    """
    connection = schema_editor.connection
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        connection.lifted_triggers = cursor.fetchall()
    for name, _ in connection.lifted_triggers:
        schema_editor.execute(f"DROP TRIGGER {name}")


def put_back(apps: Any, schema_editor: Any) -> None:
    """Create the lifted triggers again, word for word."""
    for _, statement in getattr(schema_editor.connection, "lifted_triggers", ()):
        schema_editor.execute(statement)


@contextmanager
def without(connection: Any) -> Iterator[None]:
    """No triggers for a while: for emptying an invented town on SQLite, which deletes row by row. PostgreSQL truncates."""
    editor = SimpleNamespace(
        connection=connection, execute=lambda statement: _executed(connection, statement)
    )
    lift(None, editor)
    try:
        yield
    finally:
        put_back(None, editor)


def _executed(connection: Any, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _sqlite(rule: Rule) -> list[str]:
    return [
        f"CREATE TRIGGER {rule.name} BEFORE {rule.event} ON {rule.table} FOR EACH ROW "
        f"WHEN {rule.refused.replace('IS DISTINCT FROM', 'IS NOT')} BEGIN SELECT RAISE(ABORT, '{rule.message}'); END"
    ]


def _postgresql(rule: Rule) -> list[str]:
    # The condition stands in the function: a WHEN clause may not look at other tables.
    row = "OLD" if rule.event == "DELETE" else "NEW"
    held = f"PERFORM 1 FROM {rule.lock} FOR SHARE; " if rule.lock else ""
    return [
        f"CREATE OR REPLACE FUNCTION {rule.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {held}"
        f"IF {rule.refused} THEN RAISE EXCEPTION '{rule.message}' USING ERRCODE = 'integrity_constraint_violation'; "
        f"END IF; RETURN {row}; END $$",
        f"CREATE TRIGGER {rule.name} BEFORE {rule.event} ON {rule.table} FOR EACH ROW EXECUTE FUNCTION {rule.name}()",
    ]
