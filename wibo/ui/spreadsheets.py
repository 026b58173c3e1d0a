"""Tables out of files that people send: text that a spreadsheet has saved, or its workbook."""

import io
from datetime import date, datetime, time
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from wibo.rulebook.files.tables import Column, Fault, Rows, Table, TableFault, read_cells, read_table
from wibo.rulebook.spelling.encodings import decoded
from wibo.ui.inspecting import Unfit, refuse_odd_document

_ZIP = b"PK\x03\x04"


def table_of(raw: bytes, columns: tuple[Column, ...]) -> Table:
    """The table of a CSV, TXT or XLSX file; of a workbook its first sheet, the names of others in `Table.sheets`."""
    if not raw.startswith(_ZIP):
        return read_table(decoded(raw), columns)
    try:
        refuse_odd_document(raw, ".xlsx")
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheet = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (Unfit, CalamineError, ValueError, OverflowError):
        return Table(faults=(Fault(TableFault.DAMAGED),))
    rows: Rows = [
        (number, cells)
        for number, cells in enumerate(([_text(value) for value in row] for row in sheet), start=1)
        if any(cell.strip() for cell in cells)
    ]
    table = read_cells(rows, columns)
    return Table(
        table.rows, table.faults, table.taken, table.ignored, table.above, tuple(book.sheet_names[1:])
    )


def _text(value: Any) -> str:
    """A cell as a person would write it."""
    if isinstance(value, bool):
        return "tak" if value else "nie"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value).replace(".", ",")
    if isinstance(value, datetime) and value.time() == time.min:
        return value.date().isoformat()
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)
