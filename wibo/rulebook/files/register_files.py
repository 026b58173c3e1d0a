"""Files of the register of entitled people: plain ones, and ones that hold digests alone."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from wibo.rulebook.files.tables import Column, Table, read_table
from wibo.rulebook.people.identity import canonical_pesel, first_given, folded_name, parted
from wibo.rulebook.people.pesel import Pesel, PeselError, parse
from wibo.rulebook.people.tags import factor_of, tag_of
from wibo.rulebook.voting.voting_rules import Factor

HASHED = "wibo-register-1"
# The tag of this text tells with which key a file was made, and nothing else.
CHECK = "register check"
_PESEL = Column(
    "pesel", "PESEL", ("numer pesel", "nr pesel", "pesel wyborcy", "numer ewidencyjny pesel"), needed=True
)
_EATEN = re.compile(r"[0-9][.,]?[0-9]*E\+?[0-9]{1,2}", re.IGNORECASE)
_NAMES = {
    Factor.FIRST_NAME: Column(
        "name", "imię", ("imiona", "pierwsze imie", "imie pierwsze", "imie 1"), needed=True
    ),
    Factor.MOTHER: Column("name", "imię matki", ("matka", "imie matka"), needed=True),
    Factor.FATHER: Column("name", "imię ojca", ("ojciec", "imie ojciec"), needed=True),
}


class RowFault(StrEnum):
    """Why a row of a register cannot be used."""

    NUMBER = "number"
    EATEN = "eaten"  # a spreadsheet has turned the number into 9,00101E+10
    NAME = "name"
    ANOTHER_NAME = "another-name"  # the same number as in a row above, with another name


@dataclass(frozen=True, slots=True)
class Person:
    """A row that can be used. Never stored, and its `repr` tells nothing."""

    pesel: Pesel
    name: str

    def __repr__(self) -> str:
        return "Person(***)"


def columns(factor: Factor) -> tuple[Column, ...]:
    """The columns that a register needs for what voting asks."""
    return (_PESEL,) if factor is Factor.NONE else (_PESEL, _NAMES[factor])


def register_table(text: str, factor: Factor) -> Table:
    """The table of a register, its columns found by heading; one column of numbers alone needs none."""
    return read_table(text, columns(factor), alone="" if factor is not Factor.NONE else _PESEL.name)


def people(table: Table, factor: Factor, *, on: date) -> Iterator[tuple[int, Person | RowFault]]:
    """Each row's number with its person, or why it cannot be used, for a register read on the day `on`.

    A leading zero that a spreadsheet has eaten is put back.
    """
    for row, cells in table.rows:
        number = cells["pesel"]
        try:
            pesel = parse(number.zfill(11) if number.isdecimal() else number, on=on)
        except PeselError:
            yield row, RowFault.EATEN if _EATEN.fullmatch(number) else RowFault.NUMBER
            continue
        name = cells.get("name", "")
        if factor is not Factor.NONE and not folded_name(name):
            yield row, RowFault.NAME
        else:
            yield row, Person(pesel, name)


@dataclass(slots=True)
class Tags:
    """People as tags with the digests of their names (empty where none is asked for)."""

    rows: dict[bytes, bytes] = field(default_factory=dict)
    faulty: list[tuple[int, RowFault]] = field(default_factory=list)
    repeated: int = 0

    names: Counter[str] = field(default_factory=Counter)
    odd: list[int] = field(default_factory=list)

    def note(self, row: int, name: str) -> None:
        """How often a first name stands there, and whether it looks like something else: a wrong column shows in both."""
        if not name:
            return
        self.names[first_given(name).capitalize()] += 1
        parts = parted(name)
        if not name.replace("-", "").replace(" ", "").isalpha() or len(parts) > 2 or len(parts[0]) < 2:
            self.odd.append(row)

    def take(self, row: int, tag: bytes, digest: bytes) -> None:
        """One person more, unless they stand there already."""
        if tag not in self.rows:
            self.rows[tag] = digest
        elif self.rows[tag] == digest:
            self.repeated += 1
        else:
            self.faulty.append((row, RowFault.ANOTHER_NAME))


def hashed_register(
    table: Table, key: bytes, factor: Factor, *, on: date
) -> tuple[list[str], list[tuple[int, RowFault]]]:
    """The lines of a file of digests, and the rows that cannot be used. `on` is the day of the making."""
    tags = Tags()
    for row, found in people(table, factor, on=on):
        if isinstance(found, RowFault):
            tags.faulty.append((row, found))
            continue
        tag = tag_of(key, canonical_pesel(found.pesel))
        tags.take(row, tag, factor_of(key, tag, found.name) if factor is not Factor.NONE else b"")
    lines = [f"{tag.hex()};{digest.hex()}" for tag, digest in sorted(tags.rows.items())]
    return [f"{HASHED} {tag_of(key, CHECK).hex()[:16]}", *lines], tags.faulty
