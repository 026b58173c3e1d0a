"""Reading proposals from a flat file (CSV or TXT), as towns save them from a spreadsheet.

Columns by heading, money and days as people write them. The dry run tells every fault by row; nothing is created unless
the whole file is clean, and nothing is shortened to fit.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.timezone import localtime

from wibo.accounts.models import User
from wibo.editions.models import Edition, Pool
from wibo.proposals.actions import import_proposals
from wibo.proposals.models import Proposal
from wibo.proposals.sorting import searchable
from wibo.rulebook.files.tables import Column, decoded, read_table
from wibo.rulebook.spelling.days import parse_day
from wibo.rulebook.spelling.money import MoneyError, parse_zloty, zloty_short
from wibo.rulebook.spelling.numbering import is_number
from wibo.rulebook.spelling.texts import tidy, unprintable
from wibo.wording.quoting import quoted
from wibo.wording.tables import told

COLUMNS = (
    Column("number", "numer", ("nr", "numer wniosku")),
    Column("title", "tytuł", ("nazwa", "tytul wniosku", "nazwa projektu"), needed=True),
    Column("pool", "pula"),
    Column("cost", "koszt", ("kwota", "koszt calkowity"), needed=True),
    Column("location", "miejsce", ("lokalizacja",)),
    Column("summary", "opis", ("krotki opis", "skrocony opis")),
    Column("justification", "uzasadnienie"),
    Column("author_name", "wnioskodawca", ("autor",)),
    Column("author_email", "e-mail", ("email", "e-mail wnioskodawcy")),
    Column("received_on", "data wpływu"),
)
# Cells that are the proposal's text as it stands.
_TEXTS = ("title", "location", "summary", "justification", "author_name", "author_email")
_LONGEST = {
    field.name: field.max_length
    for field in Proposal._meta.fields
    if field.name in _TEXTS and field.max_length
}
_HEADINGS = {column.name: column.heading for column in COLUMNS}
LIMIT = 2000


@dataclass(slots=True)
class Reading:
    """What the file holds: rows ready for `import_proposals`, or the faults by row; and columns that are none of ours."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    ignored: tuple[str, ...] = ()
    warnings: list[str] = field(default_factory=list)


def import_read(raw: bytes, edition: Edition, *, user: User, at: datetime) -> tuple[int, Reading]:
    """Read a file again and create its proposals, all or none; how many, and what was read.

    Under the edition's lock: of two who load one file at once, one makes its proposals and the other reads why not.
    """
    with transaction.atomic():
        Edition.objects.select_for_update().get(pk=edition.pk)
        reading = read(raw, edition, on=localtime(at).date())
        rows = [] if reading.faults else reading.rows
        return (import_proposals(edition, rows, user=user, at=at) if rows else 0), reading


def read(raw: bytes, edition: Edition, *, on: date) -> Reading:
    """Read and check a file on the day `on`; a file with any fault gives no rows to create."""
    table = read_table(decoded(raw), COLUMNS)
    reading = Reading(faults=[told(fault) for fault in table.faults], ignored=table.ignored)
    if len(table.rows) > LIMIT:
        reading.faults.append(
            f"Jeden plik może mieć najwyżej {LIMIT} wniosków, a ma {len(table.rows)}. Podziel go."
        )
        return reading
    checker = _Checker(edition)
    for number, cells in table.rows:
        row, faults = checker.checked(number, cells)
        if row["received_on"] and row["received_on"] > on:
            faults.append(f"data wpływu jest w przyszłości: {quoted(cells['received_on'])}")
        reading.faults += [f"Wiersz {number}: {fault}" for fault in faults]
        if not faults:
            reading.rows.append(row)
            reading.warnings += [f"Wiersz {number}: {warning}" for warning in checker.warnings(row)]
    if not reading.rows and not reading.faults:
        reading.faults.append("W pliku nie ma żadnego wniosku.")
    return reading


Likeness = tuple[str, int | None, str, str]


class _Checker:
    """Checks rows against the edition's pools, the numbers already taken and the proposals already there."""

    def __init__(self, edition: Edition) -> None:
        self.pools: dict[str, Pool] = {searchable(pool.name): pool for pool in edition.pools.all()}
        there = Proposal.objects.filter(edition=edition)
        self.taken = set(there.values_list("number", flat=True))
        self.titles = {
            _plain(title): f"wniosek nr {number}"
            for title, number in there.submitted().values_list("title", "number")
        }
        self.known: dict[Likeness, str] = {
            _likeness(title, pool, place, author): f"wniosek nr {number}"
            for title, pool, place, author, number in there.submitted().values_list(
                "title", "pool", "location", "author_name", "number"
            )
        }

    def checked(self, number: int, cells: dict[str, str]) -> tuple[dict[str, Any], list[str]]:
        """The values for an action, and what is wrong with the row."""
        row: dict[str, Any] = {name: tidy(cells.get(name, "")) for name in _TEXTS}
        row["number"] = cells.get("number", "")
        faults = [*_faults_of_texts(row), *self._faults_of_number(row["number"])]
        row["pool"] = self._pool(cells.get("pool", ""), faults)
        row["costs"] = _costs(cells.get("cost", ""), faults)
        row["received_on"] = _day(cells.get("received_on", ""), faults)
        if not row["number"]:
            faults += self._faults_of_likeness(number, row)
        return row, faults

    def warnings(self, row: dict[str, Any]) -> Iterator[str]:
        """What is allowed and still may be a slip."""
        cost = sum(amount for _name, amount in row["costs"])
        if not cost:
            yield "koszt to 0 zł"
        if row["pool"] and cost > row["pool"].amount:
            yield f"koszt jest wyższy niż cała pula ({zloty_short(row['pool'].amount)})"
        if alike := self.titles.get(_plain(row["title"])):
            yield f"podobny tytuł ma już {alike}"

    def _faults_of_number(self, number: str) -> Iterator[str]:
        if number and not is_number(number):
            yield f"numer może mieć litery, cyfry i znaki . / - _, do 40 znaków: {quoted(number)}"
        if number and number in self.taken:
            yield f"wniosek nr {quoted(number)} już jest"
        self.taken.add(number)
        self.taken.discard("")

    def _faults_of_likeness(self, number: int, row: dict[str, Any]) -> Iterator[str]:
        """The same file loaded twice would make everything twice; a row with a number of its own is another proposal."""
        pool = row["pool"].pk if row["pool"] else None
        same = _likeness(row["title"], pool, row["location"], row["author_name"])
        if same in self.known:
            yield (
                f"taki sam {self.known[same]} już jest. Usuń ten wiersz, a jeśli to inny wniosek, nadaj mu numer w "
                "kolumnie „numer”"
            )
        self.known.setdefault(same, f"wniosek z wiersza {number}")

    def _pool(self, name: str, faults: list[str]) -> Pool | None:
        if not name and len(self.pools) == 1:
            return next(iter(self.pools.values()))
        pool = self.pools.get(searchable(name))
        if pool is None:
            names = ", ".join(p.name for p in self.pools.values())
            faults.append(f"nie ma puli „{quoted(name)}”; są: {names}")
        return pool


def _plain(title: str) -> str:
    """A title by its letters and digits alone."""
    return "".join(sign for sign in searchable(title) if sign.isalnum())


def _likeness(title: str, pool: int | None, location: str, author: str) -> Likeness:
    return searchable(title), pool, searchable(location), searchable(author)


def _faults_of_texts(row: dict[str, Any]) -> Iterator[str]:
    if not row["title"]:
        yield "brak tytułu"
    for name in _TEXTS:
        most = _LONGEST[name]
        if len(row[name]) > most:
            yield f"za długie pole „{_HEADINGS[name]}”: ma {len(row[name])} znaków, a może mieć {most}. Skróć je w pliku"
    if signs := unprintable(row["title"]):
        yield f"tytuł ma znaki, których nie da się wydrukować na karcie: {quoted(signs)}"
    if row["author_email"]:
        try:
            validate_email(row["author_email"])
        except ValidationError:
            yield f"niepoprawny e-mail: {quoted(row['author_email'])}"


def _costs(text: str, faults: list[str]) -> list[tuple[str, int]]:
    try:
        return [("Koszt według wniosku", parse_zloty(text))]
    except MoneyError:
        faults.append(f"koszt nie jest kwotą: {quoted(text) or 'pusto'}")
        return []


def _day(text: str, faults: list[str]) -> date | None:
    day = parse_day(text)
    if text and day is None:
        faults.append(f"data wpływu nie jest datą: {quoted(text)}; wpisz ją jak 15.04.2027")
    return day
