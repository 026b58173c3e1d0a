"""An attacker's script: knows in which order people voted, holds the whole database, and tries to tell who chose what.

Every order that a table can be read in is tried: by each column, by the engine's own row and transaction numbers,
forwards and backwards. What it guesses no better than from the published totals, it cannot tell.
"""

from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Guess:
    """How an order of reading was found, and the share of people whose choice it tells."""

    how: str
    right: float


def _columns(cursor, table):
    with connection.cursor() as inner:
        return [column.name for column in connection.introspection.get_table_description(inner, table)]


def _hidden():
    """What the engine itself numbers rows and transactions by."""
    return (
        ("ctid", "xmin::text::bigint", "cmin::text::bigint")
        if connection.vendor == "postgresql"
        else ("rowid",)
    )


def orders_of(table):
    """Every order of a table's rows: by each column and each hidden number."""
    with connection.cursor() as cursor:
        yield from (*(f'"{name}"' for name in _columns(cursor, table)), *_hidden())


def guesses(truth, table, choice):
    """Try every order of `table`, reading the SQL expression `choice` of each row, against choices in order of voting."""
    with connection.cursor() as cursor:
        for column in orders_of(table):
            cursor.execute(f"SELECT {choice} FROM {table} t ORDER BY {column}")
            read = [row[0] for row in cursor.fetchall()]
            for how, told in ((column, read), (f"{column} backwards", read[::-1])):
                right = sum(a == b for a, b in zip(truth, told, strict=False))
                yield Guess(f"{table} by {how}", right / len(truth))


def best(found):
    """The most telling guess."""
    return max(found, key=lambda guess: guess.right)
