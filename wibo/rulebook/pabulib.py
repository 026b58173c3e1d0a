"""The .pb format of Pabulib: one file is one pool with its projects and anonymous ballots.

Reading tells a broken file by line; writing gives what the public checker accepts without a warning.
Source: pabulib.org/format and what the public files hold.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wibo.rulebook.ballots import BallotRules, Marks, VoteType
from wibo.rulebook.money import MoneyError, parse_decimal

SECTIONS = ("META", "PROJECTS", "VOTES")
Row = tuple[int, list[str]]


class PabulibError(ValueError):
    """The file is broken; `line` counts from 1."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"wiersz {line}: {problem}")
        self.line = line
        self.problem = problem


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
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";", strict=True)
    try:
        for cells in reader:
            if len(cells) == 1 and cells[0].strip() in SECTIONS:
                current = sections.setdefault(cells[0].strip(), [])
            elif current is not None and any(cells):
                current.append((reader.line_num, cells))
            elif any(cells):
                raise PabulibError(reader.line_num, "plik powinien zaczynać się od słowa META")
    except csv.Error as error:
        raise PabulibError(reader.line_num, f"nie da się odczytać wiersza ({error})") from error
    for name in SECTIONS:
        if not sections.get(name):
            raise PabulibError(max(reader.line_num, 1), f"brak części {name} albo jest pusta")
    return sections


def _meta(rows: list[Row]) -> tuple[dict[str, str], dict[str, int]]:
    meta: dict[str, str] = {}
    lines: dict[str, int] = {}
    for line, cells in rows[1:]:
        if len(cells) < 2:
            raise PabulibError(line, "w części META wiersz ma postać klucz;wartość")
        meta[cells[0].strip()] = cells[1].strip()
        lines[cells[0].strip()] = line
    for key in ("budget", "vote_type", "rule"):
        if not meta.get(key):
            raise PabulibError(rows[0][0], f"w części META brak klucza {key}")
    return meta, lines


def _money(meta: Mapping[str, str], key: str, lines: Mapping[str, int]) -> int:
    try:
        return parse_decimal(meta[key])
    except MoneyError as error:
        raise PabulibError(lines[key], f"{key} nie jest kwotą: {meta[key]}") from error


def _whole(meta: Mapping[str, str], key: str, lines: Mapping[str, int]) -> int | None:
    if not meta.get(key):
        return None
    try:
        return int(meta[key])
    except ValueError as error:
        raise PabulibError(lines[key], f"{key} nie jest liczbą całkowitą: {meta[key]}") from error


def _rules(meta: Mapping[str, str], lines: Mapping[str, int]) -> BallotRules:
    try:
        vote_type = VoteType(meta["vote_type"])
    except ValueError as error:
        raise PabulibError(lines["vote_type"], f"nieznany vote_type: {meta['vote_type']}") from error
    return BallotRules(
        vote_type=vote_type,
        min_length=_whole(meta, "min_length", lines) or 1,
        max_length=_whole(meta, "max_length", lines),
        max_sum_cost=_money(meta, "max_sum_cost", lines) if meta.get("max_sum_cost") else None,
        min_sum_points=_whole(meta, "min_sum_points", lines),
        max_sum_points=_whole(meta, "max_sum_points", lines),
        max_points=_whole(meta, "max_points", lines),
    )


def _check_counts(meta: Mapping[str, str], lines: Mapping[str, int], found: Mapping[str, int]) -> None:
    for key, number in found.items():
        stated = _whole(meta, key, lines)
        if stated is not None and stated != number:
            raise PabulibError(lines[key], f"{key} to {stated}, a wierszy jest {number}")


def _table(rows: list[Row], needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    line, header = rows[0]
    columns = [column.strip() for column in header]
    for column in needed:
        if column not in columns:
            raise PabulibError(line, f"brak kolumny {column}")
    for line, cells in rows[1:]:
        if len(cells) != len(columns):
            raise PabulibError(line, f"komórek jest {len(cells)}, a kolumn {len(columns)}")
        yield line, dict(zip(columns, (cell.strip() for cell in cells), strict=True))


def _projects(rows: list[Row]) -> Iterator[PbProject]:
    seen: set[str] = set()
    for line, row in _table(rows, ("project_id", "cost")):
        project = row["project_id"]
        if not project or "," in project or project in seen:
            problem = "powtórzony" if project in seen else "niepoprawny"
            raise PabulibError(line, f"{problem} numer projektu: {project}")
        seen.add(project)
        try:
            cost = parse_decimal(row["cost"])
        except MoneyError as error:
            raise PabulibError(line, f"koszt nie jest kwotą: {row['cost']}") from error
        yield PbProject(project, cost, row.get("name", ""), row.get("category", ""), row.get("selected", ""))


def _votes(rows: list[Row], projects: set[str], rules: BallotRules) -> Iterator[PbVote]:
    needed = ("voter_id", "vote", "points") if rules.takes_points else ("voter_id", "vote")
    seen: set[str] = set()
    for line, row in _table(rows, needed):
        if not row["voter_id"] or row["voter_id"] in seen:
            raise PabulibError(line, f"brak albo powtórzony voter_id: {row['voter_id']}")
        seen.add(row["voter_id"])
        marks = _marks(line, row, projects, rules)
        yield PbVote(
            row["voter_id"], marks, row.get("age", ""), row.get("sex", ""), row.get("voting_method", "")
        )


def _marks(line: int, row: Mapping[str, str], projects: set[str], rules: BallotRules) -> Marks:
    chosen = tuple(mark.strip() for mark in row["vote"].split(",")) if row["vote"] else ()
    for mark in chosen:
        if mark not in projects:
            raise PabulibError(line, f"głos na nieznany projekt: {mark}")
    if not rules.takes_points:
        return Marks(chosen)
    try:
        points = tuple(int(point) for point in row["points"].split(",")) if row["points"] else ()
    except ValueError as error:
        raise PabulibError(line, f"punkty nie są liczbami: {row['points']}") from error
    if len(points) != len(chosen):
        raise PabulibError(line, f"projektów jest {len(chosen)}, a punktów {len(points)}")
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
