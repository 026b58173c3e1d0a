"""The number of a town's revision grows with every change of what its pages hang on: by triggers, so that nobody who writes can
forget it.

Web processes keep what they have made of a town for as long as the number is the same (wibo/memory.py). On the last evening of a
hundred towns few people ask for the same town within the same second, and without it every page would be made anew.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_EDITIONS = "SELECT town_id FROM editions_edition WHERE id = {row}.edition_id"


@dataclass(frozen=True, slots=True)
class Watched:
    """A table whose rows a town's pages hang on; `towns` selects the ids of the towns, over the row."""

    table: str
    towns: str = _EDITIONS

    @property
    def name(self) -> str:
        """Its triggers' name."""
        return f"{self.table}_revises_the_town"


def create(watched: Sequence[Watched], schema_editor: Any) -> None:
    """Create the triggers of the tables, and those by which a town's own row counts."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in _POSTGRESQL if postgresql else _SQLITE:
        schema_editor.execute(statement)
    for one in watched:
        for statement in _postgresql(one) if postgresql else _sqlite(one):
            schema_editor.execute(statement)


def drop(watched: Sequence[Watched], schema_editor: Any) -> None:
    """Drop them again."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    for name, table in _names(watched, postgresql):
        schema_editor.execute(f"DROP TRIGGER {name}{f' ON {table}' if postgresql else ''}")


def _names(watched: Sequence[Watched], postgresql: bool) -> Iterator[tuple[str, str]]:
    yield "town_revises_itself", "towns_town"
    for one in watched:
        for event in ("",) if postgresql else ("_insert", "_update", "_delete"):
            yield f"{one.name}{event}", one.table


# Whoever saves a town's row writes the number that they have read, which may be an old one.
_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION town_revises_itself() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN NEW.revision := OLD.revision + 1; RETURN NEW; END $$",
    "CREATE TRIGGER town_revises_itself BEFORE UPDATE ON towns_town FOR EACH ROW EXECUTE FUNCTION town_revises_itself()",
)
_SQLITE = (
    "CREATE TRIGGER town_revises_itself AFTER UPDATE ON towns_town FOR EACH ROW WHEN NEW.revision <= OLD.revision "
    "BEGIN UPDATE towns_town SET revision = OLD.revision + 1 WHERE id = NEW.id; END",
)


_ONE_MORE = "UPDATE towns_town SET revision = revision + 1 WHERE id IN ({towns});"


def _bump(one: Watched, row: str) -> str:
    return _ONE_MORE.format(towns=one.towns.format(row=row))


def _sqlite(one: Watched) -> Iterator[str]:
    for event, row in (("insert", "NEW"), ("update", "NEW"), ("delete", "OLD")):
        yield (
            f"CREATE TRIGGER {one.name}_{event} AFTER {event.upper()} ON {one.table} FOR EACH ROW "
            f"BEGIN {_bump(one, row)} END"
        )


def _postgresql(one: Watched) -> Iterator[str]:
    """At the end of the transaction, so that the town's row is always the last to be locked and held for a moment only: an opening
    of an urn lasts, and would wait in a ring with whoever proposes something meanwhile. Hence a migration must not change rows of
    such a table and the table itself in one transaction.
    """
    yield (
        f"CREATE OR REPLACE FUNCTION {one.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' THEN {_bump(one, 'OLD')} ELSE {_bump(one, 'NEW')} END IF; RETURN NULL; END $$"
    )
    yield (
        f"CREATE CONSTRAINT TRIGGER {one.name} AFTER INSERT OR UPDATE OR DELETE ON {one.table} "
        f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {one.name}()"
    )
