"""Reading proposals from a flat file (CSV or TXT), as towns save them from a spreadsheet.

Separators `;` `,` or tab, UTF-8 or Windows-1250, money as people write it. The dry run tells every fault by
row; nothing is created unless the whole file is clean.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from wibo.editions.models import Edition, Pool
from wibo.proposals.models import Proposal
from wibo.proposals.sorting import searchable
from wibo.rulebook.money import MoneyError, parse_zloty

COLUMNS = {
    "numer": "number",
    "tytul": "title",
    "pula": "pool",
    "koszt": "cost",
    "miejsce": "location",
    "opis": "summary",
    "uzasadnienie": "justification",
    "wnioskodawca": "author_name",
    "e-mail": "author_email",
    "data wplywu": "received_on",
}
REQUIRED = ("title", "cost")
LIMIT = 2000
# A number is keyed from paper and stands in lists, so it holds no separator.
_NUMBER = re.compile(r"[\w./-]{1,40}")


@dataclass(slots=True)
class Reading:
    """What the file holds: rows ready for `import_proposals`, or the faults by row."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def decoded(raw: bytes) -> str:
    """The file's text, whichever of the two usual encodings it has."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1250", errors="replace")


def read(raw: bytes, edition: Edition) -> Reading:
    """Read and check a file; a file with any fault gives no rows to create."""
    reading = Reading()
    lines = decoded(raw).splitlines()
    if not lines:
        reading.faults.append("Plik jest pusty.")
        return reading
    separator = max(";,\t", key=lines[0].count)
    table = csv.reader(io.StringIO("\n".join(lines)), delimiter=separator)
    header = [COLUMNS.get(searchable(name), "") for name in next(table)]
    lacking = [word for word, name in COLUMNS.items() if name in REQUIRED and name not in header]
    if lacking:
        reading.faults.append(
            f"W pierwszym wierszu brakuje kolumn: {', '.join(lacking)}. Pobierz wzór pliku i porównaj."
        )
        return reading
    checker = _Checker(edition)
    try:
        for number, cells in enumerate(table, start=2):
            if any(cell.strip() for cell in cells):
                _take(reading, checker, number, dict(zip(header, cells, strict=False)))
    except csv.Error:
        reading.faults.append(
            "Pliku nie da się odczytać jako tabeli. Zapisz go z arkusza jako CSV i spróbuj jeszcze raz."
        )
    if not reading.rows and not reading.faults:
        reading.faults.append("W pliku nie ma żadnego wniosku.")
    return reading


def _take(reading: Reading, checker: "_Checker", number: int, cells: dict[str, str]) -> None:
    if len(reading.rows) >= LIMIT:
        reading.faults.append(f"Wiersz {number}: jeden plik może mieć najwyżej {LIMIT} wniosków.")
        return
    row, faults = checker.checked({name: cell.strip() for name, cell in cells.items() if name})
    reading.faults += [f"Wiersz {number}: {fault}" for fault in faults]
    if not faults:
        reading.rows.append(row)


class _Checker:
    """Checks rows against the edition's pools and the numbers already taken."""

    def __init__(self, edition: Edition) -> None:
        self.pools: dict[str, Pool] = {searchable(pool.name): pool for pool in edition.pools.all()}
        self.taken = set(Proposal.objects.filter(edition=edition).values_list("number", flat=True))

    def checked(self, cells: dict[str, str]) -> tuple[dict[str, Any], list[str]]:
        """The values for an action, and what is wrong with the row."""
        faults: list[str] = []
        row: dict[str, Any] = {
            "title": cells.get("title", "")[:150],
            "location": cells.get("location", "")[:300],
            "summary": cells.get("summary", "")[:600],
            "justification": cells.get("justification", ""),
            "author_name": cells.get("author_name", "")[:150],
            "author_email": cells.get("author_email", ""),
            "number": cells.get("number", ""),
        }
        faults += self._faults_of_texts(row)
        row["pool"] = self._pool(cells.get("pool", ""), faults)
        row["costs"] = _costs(cells.get("cost", ""), faults)
        row["received_on"] = _day(cells.get("received_on", ""), faults)
        return row, faults

    def _faults_of_texts(self, row: dict[str, Any]) -> Iterator[str]:
        if not row["title"]:
            yield "brak tytułu"
        if row["author_email"] and "@" not in row["author_email"]:
            yield f"niepoprawny e-mail: {row['author_email']}"
        if row["number"] and not _NUMBER.fullmatch(row["number"]):
            yield f"numer może mieć litery, cyfry i znaki . / - _, do 40 znaków: {row['number'][:40]}"
        if row["number"] and row["number"] in self.taken:
            yield f"wniosek nr {row['number']} już jest"
        self.taken.add(row["number"])
        self.taken.discard("")

    def _pool(self, name: str, faults: list[str]) -> Pool | None:
        if not name and len(self.pools) == 1:
            return next(iter(self.pools.values()))
        pool = self.pools.get(searchable(name))
        if pool is None:
            faults.append(f"nie ma puli „{name}”; są: {', '.join(p.name for p in self.pools.values())}")
        return pool


def _costs(text: str, faults: list[str]) -> list[tuple[str, int]]:
    try:
        return [("Koszt według wniosku", parse_zloty(text))]
    except MoneyError:
        faults.append(f"koszt nie jest kwotą: {text or 'pusto'}")
        return []


def _day(text: str, faults: list[str]) -> date | None:
    for pattern in ("%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y"):
        try:
            return datetime.strptime(text, pattern).date() if text else None  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    faults.append(f"data wpływu nie jest datą: {text}")
    return None
