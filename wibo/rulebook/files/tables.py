"""Tables that people save from a spreadsheet: which column is which, and what cannot be read without losing something.

A heading decides what a column is, never its place. Whatever a spreadsheet does to a file by itself (separator,
`sep=;`, empty columns at the end) is taken; whatever would lose a word is a fault with its row.
"""

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from wibo.rulebook.spelling.cells import bare

_SEPARATORS = ";,\t"
_DECLARED = "sep="
# A heading may stand below a title; deeper than this it is looked for no more.
_ABOVE = 10


class TableFault(StrEnum):
    """Why a table cannot be read, or a row of it."""

    NOT_TEXT = "not-text"  # a workbook, a picture
    DAMAGED = "damaged"  # a workbook that cannot be opened
    EMPTY = "empty"
    LACKING = "lacking"  # names: columns that no heading names; found: the headings there are
    TWICE = "twice"  # names: headings that name one column
    UNCLOSED = "unclosed"  # a quotation mark that opens here and is never closed
    AFTER_QUOTE = "after-quote"  # signs after a closing quotation mark
    TOO_WIDE = "too-wide"  # text beyond the last heading


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault with its row (as the spreadsheet numbers it; 0 for the whole file)."""

    kind: TableFault
    row: int = 0
    names: tuple[str, ...] = ()
    found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is asked for: `heading` as people are told it, `others` in the folded spelling of `folded`."""

    name: str
    heading: str
    others: tuple[str, ...] = ()
    needed: bool = False

    @property
    def headings(self) -> frozenset[str]:
        """All that may stand over it, folded."""
        return frozenset((folded(self.heading), *self.others))


@dataclass(frozen=True, slots=True)
class Table:
    """What was read. `rows` are row numbers with their cells by column name, blank rows left out; `taken` says which
    heading became which column, `ignored` which headings are none, `above` what stood over the headings, `sheets`
    which sheets of a workbook were not read. With a fault there are no rows.
    """

    rows: tuple[tuple[int, dict[str, str]], ...] = ()
    faults: tuple[Fault, ...] = ()
    taken: tuple[tuple[str, str], ...] = ()
    ignored: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()


def folded(heading: str) -> str:
    """A heading without case, diacritics, stops and doubled spaces: `Data wpływu:` is `data wplywu`."""
    decomposed = unicodedata.normalize("NFKD", heading.casefold().replace("ł", "l").replace("_", " "))
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(letters.replace(":", " ").replace(".", " ").split())


Rows = list[tuple[int, list[str]]]


def read_table(text: str, columns: Sequence[Column], *, alone: str = "") -> Table:
    """Read a table by its headings; `alone` names the column of a file that has one column and no headings."""
    if "\0" in text or text.startswith("PK\x03\x04"):
        return Table(faults=(Fault(TableFault.NOT_TEXT),))
    separator, rows = _split(text.removeprefix("\ufeff"))
    read, fault = _parsed(rows, separator)
    return Table(faults=(fault,)) if fault else read_cells(read, columns, alone=alone)


def read_cells(read: Rows, columns: Sequence[Column], *, alone: str = "") -> Table:
    """The same from rows that hold something, each with its number as the spreadsheet shows it."""
    if not read:
        return Table(faults=(Fault(TableFault.EMPTY),))
    if alone and all(len(_stripped(cells)) == 1 for _row, cells in read) and _is_number(read[0][1][0]):
        return Table(rows=tuple((row, {alone: bare(cells[0])}) for row, cells in read), taken=(("", alone),))
    return _by_headings(read, columns)


def _split(text: str) -> tuple[str, list[str]]:
    """The separator, declared or seen in the heading, and the text by lines without the declaration."""
    lines = io.StringIO(text, newline="").readlines()
    first = lines[0].strip() if lines else ""
    if first.casefold().startswith(_DECLARED) and len(first) == len(_DECLARED) + 1:
        return first[-1], lines[1:]
    heading = next((line for line in lines if line.strip()), "")
    outside = "".join(heading.split('"')[::2])
    return max(_SEPARATORS, key=outside.count), lines


def _parsed(lines: list[str], separator: str) -> tuple[Rows, Fault | None]:
    """Rows that hold something, each with its number; or what makes the rest unreadable."""
    rows: Rows = []
    number = 0
    try:
        for number, cells in enumerate(csv.reader(lines, delimiter=separator, strict=True), start=1):
            if any(cell.strip() for cell in cells):
                rows.append((number, cells))
    except csv.Error as error:
        is_open = "unexpected end" in str(error) or "limit" in str(error)
        return [], Fault(TableFault.UNCLOSED if is_open else TableFault.AFTER_QUOTE, number + 1)
    return rows, None


def _is_number(cell: str) -> bool:
    return any(sign.isdigit() for sign in cell)


def _stripped(cells: list[str]) -> list[str]:
    """The cells without empty ones at the end."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


@dataclass(slots=True)
class _Headings:
    """The first row, understood: `places[name]` is the index of a column."""

    places: dict[str, int] = field(default_factory=dict)
    taken: list[tuple[str, str]] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def _headings(cells: list[str], row: int, columns: Sequence[Column]) -> _Headings:
    headings = _Headings()
    for place, cell in enumerate(cells):
        column = next((one for one in columns if folded(cell) in one.headings), None)
        if column is None:
            headings.ignored.append(cell.strip())
        elif column.name in headings.places:
            names = (cells[headings.places[column.name]].strip(), cell.strip())
            headings.faults.append(Fault(TableFault.TWICE, row, names))
        else:
            headings.places[column.name] = place
            headings.taken.append((cell.strip(), column.name))
    lacking = [column.heading for column in columns if column.needed and column.name not in headings.places]
    if lacking:
        found = tuple(cell.strip() for cell in cells if cell.strip())
        headings.faults.append(Fault(TableFault.LACKING, row, tuple(lacking), found))
    return headings


def _place_of_headings(read: Rows, columns: Sequence[Column]) -> int:
    """Of the rows near the top the one that names most columns that are needed; the first of equals."""
    needed = [column for column in columns if column.needed]

    def named(place: int) -> int:
        there = {folded(cell) for cell in read[place][1]}
        return sum(bool(there & column.headings) for column in needed)

    return max(range(min(len(read), _ABOVE)), key=named)


def _by_headings(whole: Rows, columns: Sequence[Column]) -> Table:
    place = _place_of_headings(whole, columns)
    above = tuple(cell.strip() for _row, cells in whole[:place] for cell in cells if cell.strip())
    read = whole[place:]
    row, first = read[0]
    headings = _headings(_stripped(first), row, columns)
    wide = _too_wide(read[1:], len(_stripped(first)))
    # Under headings that were not understood, cells say nothing.
    if headings.faults:
        return Table(faults=tuple(headings.faults), above=above)
    rows = tuple(
        (
            number,
            {
                name: bare(cells[place]) if place < len(cells) else ""
                for name, place in headings.places.items()
            },
        )
        for number, cells in read[1:]
    )
    ignored = tuple(name for name in headings.ignored if name)
    return Table(rows, tuple(wide), tuple(headings.taken), ignored, above)


def _too_wide(rows: Rows, width: int) -> Iterator[Fault]:
    for number, cells in rows:
        if len(_stripped(cells)) > width:
            yield Fault(TableFault.TOO_WIDE, number)
