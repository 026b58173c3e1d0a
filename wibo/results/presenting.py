"""A result as pages show it: rows in ranking order, each with the sentence why it won or did not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wibo.editions.models import Pool
from wibo.results.models import Addition, CountRun
from wibo.rulebook.awards import EqualSharesRule, GreedyRule
from wibo.rulebook.collisions import excluded_by, rivals_of
from wibo.rulebook.money import zloty_short
from wibo.rulebook.numbering import natural_key
from wibo.rulebook.polish import counted, points, votes
from wibo.rulebook.tally import OrderBy
from wibo.voting.models import Project


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One project of a result."""

    place: int
    project: Project
    votes: int
    score: int
    result: str
    share: int
    won: bool
    added: bool
    why: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A funded project on the drawing of the pool, in thousandths of its width."""

    x: int
    width: int
    label: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One step of filling the pool, in thousandths of its width; `past` is how far a misfit would reach over it."""

    words: str
    before: int
    width: int
    won: bool

    @property
    def past(self) -> bool:
        """Whether the project would not fit."""
        return self.before + self.width > 1000


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
    struck: frozenset[str]
    added: frozenset[str]

    @property
    def ranked(self) -> dict[str, int]:
        """What the rule ranks by."""
        rule = self.pool.award_rule
        by_votes = not isinstance(rule, GreedyRule) or rule.order_by is OrderBy.VOTES
        found: dict[str, int] = self.numbers["votes"] if by_votes else self.numbers["score"]
        return found

    def in_words(self, result: int) -> str:
        """A result with its unit."""
        return points(result) if self.ranked is self.numbers["score"] else votes(result)


_NUMBERS = ("ballots", "votes", "score", "funded", "spent", "steps", "tied", "moves")


def of_run(run: CountRun) -> PoolResult:
    """The result of a count run: what was struck out or added to the pool for it, not what is today."""
    numbers = {name: getattr(run, name) for name in _NUMBERS}
    added = frozenset(
        Addition.objects.filter(project__pool=run.pool_id).values_list("project__number", flat=True)
    )
    struck = frozenset(run.settings.get("exclude", ()))
    return _result(_Facts(run.pool, numbers, run.amount, struck, added), run)


def of_snapshot(pool: Pool, counted: dict[str, Any]) -> PoolResult:
    """The preliminary result of a running count."""
    struck = frozenset(
        Project.objects.filter(pool=pool).exclude(struck_at=None).values_list("number", flat=True)
    )
    return _result(_Facts(pool, {"moves": [], **counted}, pool.amount, struck, frozenset()), None)


def _result(facts: _Facts, run: CountRun | None) -> PoolResult:
    numbers, ranked = facts.numbers, facts.ranked
    projects = {project.number: project for project in Project.objects.filter(pool=facts.pool)}
    order = sorted(projects, key=lambda number: (-ranked.get(number, 0), natural_key(number)))
    best = max(ranked.values(), default=0) or 1
    rows: list[ResultRow] = []
    for at, number in enumerate(order, start=1):
        result = ranked.get(number, 0)
        same = rows and result == ranked.get(order[at - 2], 0)
        rows.append(
            ResultRow(
                place=rows[-1].place if same else at,
                project=projects[number],
                votes=numbers["votes"].get(number, 0),
                score=numbers["score"].get(number, 0),
                result=facts.in_words(result),
                share=result * 150 // best,
                won=number in numbers["funded"],
                added=number in facts.added,
                why=_why(projects[number], result, facts, at),
            )
        )
    return PoolResult(
        pool=facts.pool, ballots=numbers["ballots"], rows=tuple(rows), segments=_segments(facts, projects),
        frames=_frames(facts, projects), amount=facts.amount, spent=numbers["spent"],
        left=facts.amount - numbers["spent"], steps=numbers["steps"], tied=numbers["tied"], run=run,
    )  # fmt: skip


def _why(project: Project, result: int, facts: _Facts, place: int) -> str:
    rule, number = facts.pool.award_rule, project.number
    if number in facts.numbers["tied"]:
        return "Remis: czeka na rozstrzygnięcie."
    if number in facts.struck:
        return f"Skreślony: {project.struck_reason}"
    if isinstance(rule, EqualSharesRule):
        return _why_by_shares(project, facts)
    if number in facts.numbers["funded"]:
        return "Wygrał: najlepszy wynik." if place == 1 else "Wygrał: zmieścił się w puli."
    return _why_not(project, result, facts, rule)


def _why_not(project: Project, result: int, facts: _Facts, rule: GreedyRule) -> str:
    needed = rule.needed(facts.numbers["ballots"])
    if result < needed:
        return f"Nie wygrał: próg to {needed}, a ma {result}."
    if rule.cost_share is not None and _is_too_dear(project, facts, rule.cost_share):
        return "Nie wygrał: za małe poparcie w stosunku do kosztu."
    funded = facts.numbers["funded"]
    rival = excluded_by(project.number, rivals_of(facts.pool.collisions), funded)
    if rival is not None:
        return f"Nie wygrał: wyklucza się z projektem nr {rival}, który wygrał."
    if rule.most is not None and len(funded) >= rule.most:
        lost = f"Nie wygrał: wygrać może najwyżej {counted(rule.most, 'projekt', 'projekty', 'projektów')}."
    elif project.cost > facts.amount - facts.numbers["spent"]:
        lost = f"Nie wygrał: kosztował {zloty_short(project.cost)}, zabrakło pieniędzy w puli."
    else:
        lost = "Nie wygrał: przydział zakończono wcześniej."
    return lost + _distance(result, facts)


def _is_too_dear(project: Project, facts: _Facts, factor: int) -> bool:
    got = facts.numbers["votes"].get(project.number, 0)
    return bool(got * factor * facts.amount < project.cost * facts.numbers["ballots"])


def _distance(result: int, facts: _Facts) -> str:
    """How far it was to the weakest winner with a better result."""
    ranked = facts.ranked
    better = [ranked[number] for number in facts.numbers["funded"] if ranked.get(number, 0) > result]
    if not better:
        return ""
    return f" Do najbliższego lepszego, który wygrał: {facts.in_words(min(better) - result)}."


def _why_by_shares(project: Project, facts: _Facts) -> str:
    if project.number in facts.numbers["funded"]:
        return "Wygrał: osoby, które go wybrały, pokryły koszt swoimi udziałami."
    rival = excluded_by(project.number, rivals_of(facts.pool.collisions), facts.numbers["funded"])
    if rival is not None:
        return f"Nie wygrał: wyklucza się z projektem nr {rival}, który wygrał."
    return "Nie wygrał: udziały osób, które go wybrały, nie wystarczyły na koszt."


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
    for number, won, left in facts.numbers["moves"]:
        project = projects[number]
        before, width = (whole - left) * 1000 // whole, max(project.cost * 1000 // whole, 4)
        words = f"{number}. {project.title}: {facts.in_words(facts.ranked.get(number, 0))}, koszt {zloty_short(project.cost)}."
        told = (
            f"Wygrywa, zostaje {zloty_short(left - project.cost)}."
            if won
            else f"Zostało {zloty_short(left)}: nie wygrywa."
        )
        frames.append(Frame(f"{words} {told}", before, min(width, 1100 - before), won))
    return tuple(frames)
