"""One way to write an Excel sheet: typed cells, column widths, a frozen header, bounded memory.

Text is always written as text, so that `=1+1` in a title stays a title.
"""

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.timezone import localtime, make_naive


@dataclass(frozen=True, slots=True)
class Money:
    """Grosze to be shown as złoty."""

    grosze: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, columns as (heading, width), and rows of str, int, Money, date, datetime or None."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Any]]


_FORBIDDEN = str.maketrans("", "", "[]:*?/\\'")


def workbook(sheets: Sequence[Sheet]) -> BinaryIO:
    """A temporary file with the sheets, at its beginning."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False, "default_date_format": "dd.mm.yyyy",
    }  # fmt: skip
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"title": sheets[0].name, "author": "WIBO"})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "money": book.add_format({"num_format": '#,##0.00 "zł"'}),
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
    if isinstance(value, Money):
        page.write_number(row, column, value.grosze / 100, formats["money"])
    elif isinstance(value, datetime):
        page.write_datetime(row, column, make_naive(localtime(value)), formats["time"])
    elif isinstance(value, date):
        page.write_datetime(row, column, value, formats["day"])
    elif isinstance(value, int):
        page.write_number(row, column, value)
    else:
        page.write_string(row, column, str(value))
