"""Rows of several tables written together: all of them or none, in one statement where the engine has such.

A vote is three rows. Written one after another they are seven errands to PostgreSQL, each of which costs as much as the
writing; one statement is one. SQLite lies in the process itself and is spared nothing.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction

from wibo.memory import lasting
from wibo.towns.scoping import TownOwned, check_town


@dataclass(frozen=True, slots=True)
class Provided:
    """A row that must be there, as `SELECT 1 FROM … WHERE …` over one table; PostgreSQL holds it until the commit."""

    statement: str
    values: Sequence[Any]


def insert_together(rows: Sequence[TownOwned], provided: Provided) -> bool:
    """Write new rows, in this order; False, with nothing written, where what is provided is not so.

    Their keys must be known, but for the last one's, which nobody learns. Raises WrongTown, and IntegrityError as `save` does.
    """
    for row in rows:
        check_town(row)
    write = _in_one_statement if connection.vendor == "postgresql" else _one_after_another
    return write(rows, provided)


def _one_after_another(rows: Sequence[TownOwned], provided: Provided) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(provided.statement, provided.values)
        if cursor.fetchone() is None:
            return False
        for row in rows:
            row.save(force_insert=True)
    return True


def _in_one_statement(rows: Sequence[TownOwned], provided: Provided) -> bool:
    """A statement is a transaction; within another it is a part that may fail alone."""
    values = [*provided.values]
    for row in rows:
        values += [
            field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in _fields(type(row))
        ]
    alone = transaction.atomic() if connection.in_atomic_block else nullcontext()
    with alone, connection.cursor() as cursor:
        cursor.execute(_statement(provided.statement, *map(type, rows)), values)
        return bool(cursor.rowcount)


def _fields(model: type[models.Model]) -> list[Any]:
    """What is written of a row: all but a key that the database counts."""
    return [field for field in model._meta.local_concrete_fields if not isinstance(field, models.AutoField)]


@lasting(20)
def _statement(provided: str, *tables: type[models.Model]) -> str:
    """Each insert takes its one row from the one before, and the first from what is provided."""
    parts, source = [f"WITH held AS ({provided} FOR SHARE)"], "held"
    for at, model in enumerate(tables):
        names = [f'"{field.column}"' for field in _fields(model)]
        marks = ", ".join(["%s"] * len(names))
        insert = " ".join(
            [
                "INSERT INTO",
                f'"{model._meta.db_table}"',
                f"({', '.join(names)})",
                "SELECT",
                marks,
                "FROM",
                source,
            ]
        )
        source = f"row_{at}"
        parts.append(insert if at == len(tables) - 1 else f", {source} AS ({insert} RETURNING 1)")
    return " ".join(parts)
