"""Reading proposals from a file, as towns save them from a spreadsheet.

Columns by heading, money and days as people write them. The dry run tells every fault by row and column; nothing is made
unless the whole file is clean, and nothing is shortened to fit.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wibo.editions.models import Edition
from wibo.proposals.forms.questions import PREFIX
from wibo.proposals.importing.cells import Cells
from wibo.proposals.importing.columns import HEADINGS, LIMIT, Change, columns_of
from wibo.proposals.importing.known import Known
from wibo.proposals.models import Proposal
from wibo.rulebook.files.tables import Fault, TableFault
from wibo.rulebook.proposing.costs import CostRow
from wibo.rulebook.proposing.parts import Need, Part
from wibo.rulebook.spelling.money import zloty_short
from wibo.ui.spreadsheets import table_of
from wibo.wording.proposing import PARTS
from wibo.wording.tables import SAID, told

# Taken from elsewhere where the file has no column: the only pool of an edition.
_ALONE = {"pool"}
IMPORTED_COST = "Koszt według wniosku"


@dataclass(frozen=True, slots=True)
class Row:
    """What a row would become: a new proposal, or `existing` changed in the columns that `changes` names.

    `values` are fields of the proposal; `number` is empty where the program gives one.
    """

    line: int
    number: str
    values: dict[str, Any]
    costs: list[CostRow] | None
    existing: Proposal | None = None
    changes: tuple[Change, ...] = ()
    # To the town's own questions, by their ids.
    answers: dict[int, str] = field(default_factory=dict)

    @property
    def cost(self) -> int:
        """Grosze."""
        return sum(row.amount for row in self.costs or ())

    @property
    def shown(self) -> dict[str, Any]:
        """The fields as they would stand after loading, of which the dry run shows some; with "cost" in grosze."""
        names = (
            "title",
            "pool",
            "category",
            "location",
            "summary",
            "author_name",
            "author_email",
            "received_on",
        )
        there = {name: getattr(self.existing, name, None) for name in names}
        there["cost"] = self.cost if self.costs is not None or self.existing is None else self.existing.cost
        return there | self.values


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in a row (0: in the whole file) and column ("" in the whole row), in words."""

    line: int
    column: str
    words: str

    def __str__(self) -> str:
        where = f"Wiersz {self.line}" + (f", {self.column}" if self.column else "")
        return f"{where}: {self.words}" if self.line else self.words


@dataclass(slots=True)
class Reading:
    """What a file holds: rows ready to load, or faults; and all that was left out of it, so that nobody has to guess."""

    rows: list[Row] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    ignored: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()

    @property
    def new(self) -> int:
        """How many proposals the file would make."""
        return sum(row.existing is None for row in self.rows)

    @property
    def letters(self) -> int:
        """How many letters loading it sends: to each new applicant with an address."""
        return sum(row.existing is None and bool(row.values.get("author_email")) for row in self.rows)

    @property
    def changed(self) -> int:
        """How many it would change."""
        return sum(bool(row.changes) for row in self.rows)


def read(raw: bytes, edition: Edition, *, on: date, update: bool = False) -> Reading:
    """Read and check a file on the day `on`; a file with any fault has no rows to load.

    With `update` a number that is taken means that proposal: what its row says is written over what stands there, and an
    empty cell leaves it as it is. Without, such a number is a fault.
    """
    known = Known(edition, update=update)
    table = table_of(raw, columns_of(known.questions, update=update))
    reading = Reading(
        faults=[_of_table(fault) for fault in table.faults],
        ignored=table.ignored,
        above=table.above,
        sheets=table.sheets,
    )
    if len(table.rows) > LIMIT:
        said = f"Jeden plik może mieć najwyżej {LIMIT} wniosków, a ma {len(table.rows)}. Podziel go."
        reading.faults.append(RowFault(0, "", said))
        return reading
    reading.warnings += _missing_columns(edition, {name for _heading, name in table.taken})
    for line, cells in table.rows:
        _take(reading, known, Cells(cells, edition=edition, known=known, on=on), line)
    if reading.faults:
        reading.rows.clear()
    elif not reading.rows:
        reading.faults.append(RowFault(0, "", "W pliku nie ma żadnego wniosku."))
    return reading


def _of_table(fault: Fault) -> RowFault:
    """A cell beyond the headings is a fault of its row, told beside those of others; any other spoils the whole file."""
    if fault.kind is TableFault.TOO_WIDE:
        return RowFault(fault.row, "", SAID[fault.kind])
    return RowFault(0, "", told(fault))


def _take(reading: Reading, known: Known, cells: Cells, line: int) -> None:
    existing = known.numbered(cells.number)
    values, faults = cells.values(existing is None)
    answers = cells.answers()
    faults += known.faults(line, cells.number, values, existing)
    reading.faults += [RowFault(line, known.heading(one.column), one.words) for one in faults]
    if faults:
        return
    cost = values.pop("cost", None)
    if existing is not None and cost == existing.cost:
        # The same sum leaves the rows of the estimate as they are.
        cost = None
    costs = None if cost is None else [CostRow(IMPORTED_COST, cost)]
    changes = _changes(existing, values, cost) if existing is not None else ()
    if existing is not None:
        changes += tuple(_answered_anew(existing, answers, known))
    row = Row(line, cells.number, values, costs, existing, changes, answers)
    reading.rows.append(row)
    reading.warnings += [f"Wiersz {line}: {warning}" for warning in _warnings(row, known)]


def _changes(existing: Proposal, values: dict[str, Any], cost: int | None) -> tuple[Change, ...]:
    """The columns that say something else than what stands there."""
    before = {name: getattr(existing, name) for name in values}
    found = [
        Change(HEADINGS[name], _said(name, before[name]), _said(name, value))
        for name, value in values.items()
        if before[name] != value
    ]
    if cost is not None:
        found.append(Change(HEADINGS["cost"], zloty_short(existing.cost), zloty_short(cost)))
    return tuple(found)


def _answered_anew(existing: Proposal, answers: dict[int, str], known: Known) -> Iterator[Change]:
    said = {answer.question_id: answer.text for answer in existing.answers.all()}
    for question, text in answers.items():
        if said.get(question, "") != text:
            yield Change(known.heading(f"{PREFIX}{question}"), said.get(question, ""), text)


def _said(name: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    return zloty_short(value) if name == "upkeep" else str(value)


def _missing_columns(edition: Edition, there: set[str]) -> Iterator[str]:
    """What the application needs and the file has no column for."""
    asked = edition.asked
    names = [PARTS[part] for part in Part if asked[part] is Need.NEEDED and part.value in HEADINGS]
    lacking = [PARTS[part] for part in Part if PARTS[part] in names and part.value not in there | _ALONE]
    if lacking:
        yield f"W pliku nie ma kolumn na to, o co pyta formularz: {', '.join(lacking)}."


def _warnings(row: Row, known: Known) -> Iterator[str]:
    """What is allowed and still may be a slip."""
    pool = row.values.get("pool") or (row.existing.pool if row.existing else None)
    if row.costs is not None and not row.cost:
        yield "koszt to 0 zł"
    if pool and row.cost > pool.amount:
        yield f"koszt jest wyższy niż cała pula ({zloty_short(pool.amount)})"
    elif pool and pool.max_cost is not None and row.cost > pool.max_cost:
        yield f"koszt jest wyższy niż najwyższy dla jednego projektu ({zloty_short(pool.max_cost)})"
    if pool and row.costs is not None and pool.min_cost is not None and row.cost < pool.min_cost:
        yield f"koszt jest niższy niż najniższy dla jednego projektu ({zloty_short(pool.min_cost)})"
    if row.existing is not None and row.costs is not None and len(row.existing.cost_lines.all()) > 1:
        yield f"jedna kwota zastąpi kosztorys wniosku nr {row.number} z kilku pozycji"
    if known.update and row.number and row.existing is None:
        yield f"wniosku nr {row.number} nie ma; powstanie nowy"
    if row.existing is None and (alike := known.titled(row.values["title"])):
        yield f"podobny tytuł ma już {alike}"
