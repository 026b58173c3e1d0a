"""The text for the bulletin as a document of a word processor."""

import io
from typing import Any

from docx import Document

from wibo.documents.verdicts.data import Bulletin, Listed
from wibo.rulebook.spelling.money import zloty


def as_docx(text: Bulletin) -> bytes:
    """The document, with headings and tables that a screen reader can follow."""
    document = Document()
    document.core_properties.title = text.title
    document.core_properties.language = "pl-PL"
    document.add_heading(text.title, level=1)
    document.add_paragraph(text.opening)
    document.add_heading("Dopuszczone do głosowania", level=2)
    _table(document, ("Nr", "Tytuł", "Pula", "Koszt"), [_admitted(one) for one in text.admitted])
    document.add_heading("Niedopuszczone do głosowania", level=2)
    _table(document, ("Nr", "Tytuł", "Pula", "Uzasadnienie"), [_refused(one) for one in text.refused])
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _admitted(one: Listed) -> tuple[str, ...]:
    return one.number, one.title, one.pool, zloty(one.cost)


def _refused(one: Listed) -> tuple[str, ...]:
    return one.number, one.title, one.pool, one.reasons


def _table(document: Any, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    if not rows:
        document.add_paragraph("Nie ma żadnego wniosku.")
        return
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, heads, strict=True):
        cell.text = words
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
