"""One way to write a table as Excel or CSV: typed cells, column widths, a frozen header, bounded memory.

Text is always written as text, so that `=1+1` in a title stays a title.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.timezone import localtime, make_naive

from wibo.rulebook.spelling.cells import guarded
from wibo.ui.flat import flat_lines

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Money:
    """Grosze to be shown as złoty."""

    grosze: int


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, shown as a percentage."""

    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, columns as (heading, width), and rows of str, int, Money, Share, date, datetime or None."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Any]]


_FORBIDDEN = str.maketrans("", "", "[]:*?/\\'")


def workbook(sheets: Sequence[Sheet]) -> BinaryIO:
    """A temporary file with the sheets, at its beginning."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the response
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd.mm.yyyy",
    }
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"title": sheets[0].name, "author": "WIBO"})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "money": book.add_format({"num_format": '#,##0.00 "zł"'}),
        "share": book.add_format({"num_format": "0.0%"}),
        "day": book.add_format({"num_format": "dd.mm.yyyy"}),
        "time": book.add_format({"num_format": "dd.mm.yyyy hh:mm"}),
    }
    names: set[str] = set()
    for sheet in sheets:
        _write(book, sheet, formats, names)
    book.close()
    file.seek(0)
    return file


def _write(book: Any, sheet: Sheet, formats: dict[str, Any], names: set[str]) -> None:
    name = sheet.name.translate(_FORBIDDEN)[:28] or "Arkusz"
    while name.casefold() in names:
        name = f"{name[:25]} {len(names)}"
    names.add(name.casefold())
    page = book.add_worksheet(name)
    page.freeze_panes(1, 0)
    for column, (heading, width) in enumerate(sheet.columns):
        page.set_column(column, column, width)
        page.write_string(0, column, heading, formats["head"])
    for number, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            _cell(page, number, column, value, formats)


def _cell(page: Any, row: int, column: int, value: Any, formats: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    # Nearly all cells are plain text: they are asked for nothing else first.
    if type(value) is str:
        page.write_string(row, column, value)
    elif isinstance(value, Money):
        page.write_number(row, column, value.grosze / 100, formats["money"])
    elif isinstance(value, Share):
        page.write_number(row, column, value.part / value.whole, formats["share"])
    elif isinstance(value, datetime):
        page.write_datetime(row, column, make_naive(localtime(value)), formats["time"])
    elif isinstance(value, date):
        page.write_datetime(row, column, value, formats["day"])
    elif isinstance(value, int):
        page.write_number(row, column, value)
    else:
        page.write_string(row, column, str(value))


def csv_lines(sheets: Sequence[Sheet]) -> Iterator[str]:
    """The sheets as one CSV (UTF-8 with a mark, semicolons, decimal commas: opens in a Polish spreadsheet as it is).

    Several sheets have the same columns and are told apart by a first column.
    """
    return flat_lines(_flat(sheets))


def _flat(sheets: Sequence[Sheet]) -> Iterator[list[Any]]:
    several = len(sheets) > 1
    heads = [heading for heading, _ in sheets[0].columns]
    yield [*(["Arkusz"] if several else []), *heads]
    for sheet in sheets:
        first = [guarded(sheet.name)] if several else []
        for row in sheet.rows:
            yield [*first, *map(_written, row)]


def _written(value: Any) -> Any:
    if isinstance(value, Money):
        sign, grosze = "-" if value.grosze < 0 else "", abs(value.grosze)
        return f"{sign}{grosze // 100},{grosze % 100:02d}"
    if isinstance(value, Share):
        return f"{value.part / value.whole:.4f}".replace(".", ",")
    if isinstance(value, datetime):
        return f"{localtime(value):%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return guarded(value) if isinstance(value, str) else value
