"""The .pb format of Pabulib: one file is one pool with its projects and anonymous ballots.

Reading tells a broken file by line; writing gives what the public checker accepts without a warning.
Source: pabulib.org/format and what the public files hold.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wibo.rulebook.files.faults import PabulibError, PbFault
from wibo.rulebook.spelling.money import MoneyError, parse_decimal
from wibo.rulebook.voting.ballots import BallotRules, Marks, VoteType

SECTIONS = ("META", "PROJECTS", "VOTES")
# A limit or points beyond this is a slip, and no column of the product holds it.
LARGEST_COUNT = 32_767
# So many lines may a cell in quotation marks have; beyond, the mark was never closed.
_LONGEST_CELL = 100
Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class PbProject:
    """A row of PROJECTS; `cost` in grosze, `selected` as the town wrote it (0, 1, 2 or 3)."""

    id: str
    cost: int
    name: str = ""
    category: str = ""
    selected: str = ""


@dataclass(frozen=True, slots=True)
class PbVote:
    """A row of VOTES: the marks as accepted, and the voter's facts as written (may be empty)."""

    voter_id: str
    marks: Marks
    age: str = ""
    sex: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class PbFile:
    """A whole file; `budget` in grosze."""

    meta: Mapping[str, str]
    budget: int
    rules: BallotRules
    projects: tuple[PbProject, ...]
    votes: tuple[PbVote, ...]
    meta_lines: Mapping[str, int] = field(default_factory=dict)

    def costs(self) -> dict[str, int]:
        """Grosze by project id, in the order of the file."""
        return {project.id: project.cost for project in self.projects}

    def selected(self) -> list[str]:
        """The ids that the town funded under its rule (not those it added outside it)."""
        return [project.id for project in self.projects if project.selected == "1"]


def read(text: str) -> PbFile:
    """Read a file's text. Raises PabulibError naming the line and what is wrong with it."""
    sections = _sections(text)
    meta, meta_lines = _meta(sections["META"])
    budget = _money(meta, "budget", meta_lines)
    rules = _rules(meta, meta_lines)
    projects = tuple(_projects(sections["PROJECTS"]))
    votes = tuple(_votes(sections["VOTES"], {project.id for project in projects}, rules))
    _check_counts(meta, meta_lines, {"num_projects": len(projects), "num_votes": len(votes)})
    return PbFile(meta, budget, rules, projects, votes, meta_lines)


def _sections(text: str) -> dict[str, list[Row]]:
    sections: dict[str, list[Row]] = {}
    current: list[Row] | None = None
    last = 1
    for last, cells in _rows(text.removeprefix("\ufeff")):
        if len(cells) == 1 and cells[0].strip() in SECTIONS:
            current = sections.setdefault(cells[0].strip(), [])
        elif current is not None and any(cells):
            current.append((last, cells))
        elif any(cells):
            raise PabulibError(last, PbFault.NO_META)
    for name in SECTIONS:
        if not sections.get(name):
            raise PabulibError(last, PbFault.NO_SECTION, name=name)
    return sections


def _rows(text: str) -> Iterator[Row]:
    """Rows with the number of their first line, read as the public reader reads them: text after a closing quotation
    mark belongs to the cell, and a cell in quotation marks may run over several lines.
    """
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        first, row = at + 1, lines[at].removesuffix("\r")
        at += 1
        if "\0" in row:
            raise PabulibError(first, PbFault.NOT_TEXT)
        if '"' not in row and "\r" not in row:
            yield first, row.split(";")
            continue
        is_open = _leaves_open(row, inside=False)
        parts = [row]
        while is_open:
            if at == len(lines) or at - first >= _LONGEST_CELL:
                raise PabulibError(first, PbFault.UNCLOSED)
            if "\0" in lines[at]:
                raise PabulibError(at + 1, PbFault.NOT_TEXT)
            parts.append(lines[at])
            is_open, at = _leaves_open(lines[at], inside=True), at + 1
        yield first, _cells(first, "\n".join(parts))


def _cells(line: int, row: str) -> list[str]:
    try:
        found = list(csv.reader(io.StringIO(row, newline=""), delimiter=";"))
    except csv.Error as error:
        raise PabulibError(line, PbFault.UNREADABLE) from error
    if len(found) > 1:
        # Another reader takes what follows for a row of its own: here it would be passed over.
        raise PabulibError(line, PbFault.BROKEN_LINE)
    return found[0] if found else [""]


def _leaves_open(line: str, *, inside: bool) -> bool:
    """Whether a cell is open at the end of a line: in quotation marks are those cells alone that begin with one."""
    start, at = not inside, 0
    while at < len(line):
        sign = line[at]
        if inside and line.startswith('""', at):
            at += 1
        elif sign == '"' and (inside or start):
            inside = not inside
        start = sign == ";" and not inside
        at += 1
    return inside


def _meta(rows: list[Row]) -> tuple[dict[str, str], dict[str, int]]:
    meta: dict[str, str] = {}
    lines: dict[str, int] = {}
    for line, cells in rows[1:]:
        if len(cells) < 2:
            raise PabulibError(line, PbFault.NO_PAIR)
        meta[cells[0].strip()] = cells[1].strip()
        lines[cells[0].strip()] = line
    for key in ("budget", "vote_type", "rule"):
        if not meta.get(key):
            raise PabulibError(rows[0][0], PbFault.NO_KEY, key=key)
    return meta, lines


def _money(meta: Mapping[str, str], key: str, lines: Mapping[str, int]) -> int:
    try:
        return parse_decimal(meta[key])
    except MoneyError as error:
        raise PabulibError(lines[key], PbFault.NO_AMOUNT, key=key, value=meta[key]) from error


def _whole(
    meta: Mapping[str, str], key: str, lines: Mapping[str, int], most: int = LARGEST_COUNT
) -> int | None:
    if not meta.get(key):
        return None
    number = _count(meta[key], most)
    if number is None:
        raise PabulibError(lines[key], PbFault.NO_COUNT, key=key, most=most, value=meta[key])
    return number


def _count(text: str, most: int) -> int | None:
    """A number written in plain digits, at most `most`; None for anything else."""
    good = text.isascii() and text.isdecimal() and len(text) <= len(str(most))
    return int(text) if good and int(text) <= most else None


def _rules(meta: Mapping[str, str], lines: Mapping[str, int]) -> BallotRules:
    try:
        vote_type = VoteType(meta["vote_type"])
    except ValueError as error:
        raise PabulibError(lines["vote_type"], PbFault.UNKNOWN_TYPE, value=meta["vote_type"]) from error
    return BallotRules(
        vote_type=vote_type,
        min_length=_whole(meta, "min_length", lines) or 1,
        max_length=_whole(meta, "max_length", lines),
        max_sum_cost=_money(meta, "max_sum_cost", lines) if meta.get("max_sum_cost") else None,
        min_sum_points=_whole(meta, "min_sum_points", lines),
        max_sum_points=_whole(meta, "max_sum_points", lines),
        max_points=_whole(meta, "max_points", lines),
        default_score=_whole(meta, "default_score", lines) or 0,
    )


def _check_counts(meta: Mapping[str, str], lines: Mapping[str, int], found: Mapping[str, int]) -> None:
    for key, number in found.items():
        stated = _whole(meta, key, lines, most=10**9)
        if stated is not None and stated != number:
            raise PabulibError(lines[key], PbFault.OTHER_COUNT, key=key, stated=stated, found=number)


def _table(rows: list[Row], needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    line, header = rows[0]
    columns = [column.strip() for column in header]
    for column in needed:
        if column not in columns:
            raise PabulibError(line, PbFault.NO_COLUMN, name=column)
    for line, cells in rows[1:]:
        if len(cells) != len(columns):
            raise PabulibError(line, PbFault.OTHER_WIDTH, cells=len(cells), columns=len(columns))
        yield line, dict(zip(columns, (cell.strip() for cell in cells), strict=True))


def _projects(rows: list[Row]) -> Iterator[PbProject]:
    seen: set[str] = set()
    for line, row in _table(rows, ("project_id", "cost")):
        project = row["project_id"]
        if not project or "," in project or project in seen:
            kind = PbFault.PROJECT_TWICE if project in seen else PbFault.BAD_PROJECT
            raise PabulibError(line, kind, value=project)
        seen.add(project)
        try:
            cost = parse_decimal(row["cost"])
        except MoneyError as error:
            raise PabulibError(line, PbFault.NO_COST, value=row["cost"]) from error
        yield PbProject(project, cost, row.get("name", ""), row.get("category", ""), row.get("selected", ""))


def _votes(rows: list[Row], projects: set[str], rules: BallotRules) -> Iterator[PbVote]:
    needed = ("voter_id", "vote", "points") if rules.takes_points else ("voter_id", "vote")
    seen: set[str] = set()
    for line, row in _table(rows, needed):
        if not row["voter_id"] or row["voter_id"] in seen:
            raise PabulibError(line, PbFault.BAD_VOTER, value=row["voter_id"])
        seen.add(row["voter_id"])
        marks = _marks(line, row, projects, rules)
        yield PbVote(
            row["voter_id"], marks, row.get("age", ""), row.get("sex", ""), row.get("voting_method", "")
        )


def _marks(line: int, row: Mapping[str, str], projects: set[str], rules: BallotRules) -> Marks:
    chosen = tuple(mark.strip() for mark in row["vote"].split(",")) if row["vote"] else ()
    for mark in chosen:
        if mark not in projects:
            raise PabulibError(line, PbFault.UNKNOWN_PROJECT, value=mark)
    if not rules.takes_points:
        return Marks(chosen)
    given = row["points"].split(",") if row["points"] else ()
    found = [_count(point.strip(), LARGEST_COUNT) for point in given]
    points = tuple(point for point in found if point is not None)
    if len(points) != len(found):
        raise PabulibError(line, PbFault.BAD_POINTS, most=LARGEST_COUNT, value=row["points"])
    if len(points) != len(chosen):
        raise PabulibError(line, PbFault.OTHER_POINTS, projects=len(chosen), points=len(points))
    return Marks(chosen, points)


def write(
    meta: Sequence[tuple[str, str]],
    project_columns: Sequence[str],
    projects: Sequence[Sequence[str]],
    vote_columns: Sequence[str],
    votes: Iterator[Sequence[str]],
) -> Iterator[str]:
    """The file's lines, streamed. Cells are cleaned of line breaks and outer blanks; no BOM."""
    yield "META\n"
    yield _line(("key", "value"))
    for pair in meta:
        yield _line(pair)
    yield "PROJECTS\n"
    yield _line(project_columns)
    for project in projects:
        yield _line(project)
    yield "VOTES\n"
    yield _line(vote_columns)
    for vote in votes:
        yield _line(vote)


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow([" ".join(cell.split()) for cell in cells])
    return out.getvalue()
