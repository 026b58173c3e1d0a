"""A result as pages show it: rows in ranking order, each with the sentence why it won or did not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wibo.editions.models import Pool
from wibo.results.models import Addition, CountRun, Publication
from wibo.rulebook.award.settings import GreedyRule
from wibo.rulebook.award.tally import OrderBy
from wibo.rulebook.award.verdicts import Kind, Step, Verdict, decisions
from wibo.rulebook.spelling.money import zloty_short
from wibo.rulebook.spelling.numbering import natural_key
from wibo.rulebook.spelling.polish import points, votes
from wibo.ui import plurals
from wibo.voting.models import Project
from wibo.wording.award import reason, step


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One project of a result."""

    place: int
    project: Project
    votes: int
    score: int
    has_points: bool
    share: int
    won: bool
    added: bool
    verdict: Verdict
    why: str
    # Why a winner of a final result is not carried out; empty for all others.
    lost: str = ""
    # Its place in the list is not decided: a tie waits for a draw.
    tied: bool = False
    # From a running count, before the urn is open.
    preliminary: bool = False

    @property
    def result(self) -> str:
        """What decided, with its unit, in the language of the page."""
        if self.has_points:
            return plurals.counted(self.score, "punkt,punkty,punktów")
        return plurals.counted(self.votes, "głos,głosy,głosów")

    @property
    def kind(self) -> str:
        """What the mark of the project says: "won", "added" (from other money), "lost", "given-up" or "tied"."""
        if self.lost:
            return "given-up"
        if self.tied:
            return "tied"
        return "won" if self.won else "added" if self.added else "lost"

    @property
    def decided(self) -> str:
        """How it came out, in the word that every list and print uses."""
        if self.tied:
            return "remis"
        word = "wybrany" if self.won else "z innych pieniędzy" if self.added else "niewybrany"
        return f"wstępnie {word}" if self.preliminary else word


@dataclass(frozen=True, slots=True)
class Segment:
    """A funded project on the drawing of the pool, in thousandths of its width."""

    x: int
    width: int
    label: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One step of filling the pool, in thousandths of its width."""

    words: str
    before: int
    width: int
    won: bool


@dataclass(frozen=True, slots=True)
class PoolResult:
    """One pool's result for a page."""

    pool: Pool
    ballots: int
    rows: tuple[ResultRow, ...]
    segments: tuple[Segment, ...]
    frames: tuple[Frame, ...]
    amount: int
    spent: int
    left: int
    steps: Sequence[str]
    tied: Sequence[str]
    run: CountRun | None = None

    @property
    def winners(self) -> int:
        """How many projects won."""
        return sum(row.won for row in self.rows)

    @property
    def marks(self) -> int:
        """How many times a project was marked on a valid ballot."""
        return sum(row.votes for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a result is told from: a run, or a snapshot of a running count."""

    pool: Pool
    numbers: dict[str, Any]
    amount: int
    added: frozenset[str]
    verdicts: Mapping[str, Verdict]
    steps: Sequence[Step]
    lost: Mapping[str, str] = field(default_factory=dict)

    @property
    def ranked(self) -> dict[str, int]:
        """What the rule ranks by."""
        rule = self.pool.award_rule
        by_votes = not isinstance(rule, GreedyRule) or rule.order_by is OrderBy.VOTES
        found: dict[str, int] = self.numbers["votes"] if by_votes else self.numbers["score"]
        return found

    @property
    def has_points(self) -> bool:
        """Whether points decide, or votes."""
        return self.ranked is self.numbers["score"]

    def in_words(self, result: int) -> str:
        """A result with its unit, in a sentence of the count, which is Polish."""
        return points(result) if self.has_points else votes(result)


_NUMBERS = ("ballots", "votes", "score", "funded", "spent", "tied")


def of_run(run: CountRun) -> PoolResult:
    """The result of a count run: what was struck out or added to the pool for it, not what is today."""
    numbers = {name: getattr(run, name) for name in _NUMBERS}
    added = frozenset(
        Addition.objects.filter(project__pool=run.pool_id).values_list("project__number", flat=True)
    )
    rows = Publication.objects.filter(edition=run.edition_id).values_list("lost", flat=True).first() or []
    lost = {
        number: f"{reason} (decyzja z {date.fromisoformat(day):%d.%m.%Y})" for number, reason, day in rows
    }
    facts = _Facts(run.pool, numbers, run.amount, added, run.told_verdicts, run.told_steps, lost)
    return _result(facts, run)


def of_snapshot(pool: Pool, counted: dict[str, Any]) -> PoolResult:
    """The preliminary result of a running count."""
    verdicts = {number: Verdict.of_row(row) for number, row in counted["verdicts"].items()}
    steps = [Step.of_row(row) for row in counted["steps"]]
    return _result(_Facts(pool, counted, pool.amount, frozenset(), verdicts, steps), None)


def _result(facts: _Facts, run: CountRun | None) -> PoolResult:
    numbers, ranked = facts.numbers, facts.ranked
    projects = {project.number: project for project in Project.objects.filter(pool=facts.pool)}
    order = sorted(projects, key=lambda number: (-ranked.get(number, 0), natural_key(number)))
    best = max(ranked.values(), default=0) or 1
    rows: list[ResultRow] = []
    for at, number in enumerate(order, start=1):
        result, verdict = ranked.get(number, 0), facts.verdicts.get(number, _UNTOLD)
        same = rows and result == ranked.get(order[at - 2], 0)
        rows.append(
            ResultRow(
                place=rows[-1].place if same else at,
                project=projects[number],
                votes=numbers["votes"].get(number, 0),
                score=numbers["score"].get(number, 0),
                has_points=facts.has_points,
                share=result * 150 // best,
                won=number in numbers["funded"],
                added=number in facts.added,
                verdict=verdict,
                why=_why(projects[number], result, facts, verdict),
                lost=facts.lost.get(number, ""),
                tied=number in numbers["tied"],
                preliminary=run is None,
            )
        )
    return PoolResult(
        pool=facts.pool,
        ballots=numbers["ballots"],
        rows=tuple(rows),
        segments=_segments(facts, projects),
        frames=_frames(facts, projects),
        amount=facts.amount,
        spent=numbers["spent"],
        left=facts.amount - numbers["spent"],
        steps=[step(told) for told in facts.steps],
        tied=numbers["tied"],
        run=run,
    )


def _why(project: Project, result: int, facts: _Facts, verdict: Verdict) -> str:
    """The rule's own reason in words; the office's for a struck project; how far it was for who came short of money."""
    if verdict.kind is Kind.STRUCK:
        return f"Skreślony: {project.struck_reason}"
    told = reason(verdict)
    return (
        told + _distance(result, facts)
        if verdict.kind in _SHORT_OF and "drawn" not in verdict.facts
        else told
    )


_SHORT_OF = (Kind.NO_ROOM, Kind.ENDED, Kind.LIMIT)
# Only in a running count of an earlier version, which kept no reasons.
_UNTOLD = Verdict(Kind.TOLD, {"words": ""})


def _distance(result: int, facts: _Facts) -> str:
    """How far it was to the weakest winner with a better result."""
    ranked = facts.ranked
    better = [ranked[number] for number in facts.numbers["funded"] if ranked.get(number, 0) > result]
    if not better:
        return ""
    return f" Do najbliższego lepszego, który wygrał: {facts.in_words(min(better) - result)}."


def _segments(facts: _Facts, projects: dict[str, Project]) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    x = 0
    # A last project funded over the pool must not run off the drawing.
    whole = max(facts.amount, facts.numbers["spent"]) or 1
    for number in facts.numbers["funded"]:
        width = projects[number].cost * 1000 // whole
        segments.append(Segment(x, width, zloty_short(projects[number].cost) if width > 110 else ""))
        x += width
    return tuple(segments)


def _frames(facts: _Facts, projects: dict[str, Project]) -> tuple[Frame, ...]:
    """The pool after each decision that the award made, in its order."""
    whole = facts.amount or 1
    frames = []
    for told in decisions(facts.steps):
        project, won, left = projects[told.project], told.verdict.won, told.verdict.facts["left"]
        before, width = (whole - left) * 1000 // whole, max(project.cost * 1000 // whole, 4)
        got = facts.in_words(facts.ranked.get(project.number, 0))
        words = f"{project.number}. {project.title}: {got}, koszt {zloty_short(project.cost)}."
        what = (
            f"Wygrywa, zostaje {zloty_short(left - project.cost)}."
            if won
            else f"Zostało {zloty_short(left)}: nie wygrywa."
        )
        frames.append(Frame(f"{words} {what}", before, min(width, 1100 - before), won))
    return tuple(frames)
