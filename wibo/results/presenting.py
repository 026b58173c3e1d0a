"""A result as pages show it: rows in ranking order, each with the sentence why it won or did not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wibo.editions.models import Pool
from wibo.results.models import CountRun
from wibo.rulebook.awards import EqualSharesRule, GreedyRule
from wibo.rulebook.money import zloty_short
from wibo.rulebook.numbering import natural_key
from wibo.rulebook.polish import points, votes
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
    why: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A funded project on the drawing of the pool, in thousandths of its width."""

    x: int
    width: int
    label: str


@dataclass(frozen=True, slots=True)
class PoolResult:
    """One pool's result for a page."""

    pool: Pool
    ballots: int
    rows: tuple[ResultRow, ...]
    segments: tuple[Segment, ...]
    spent: int
    left: int
    steps: Sequence[str]
    tied: Sequence[str]
    run: CountRun | None = None

    @property
    def winners(self) -> int:
        """How many projects won."""
        return sum(row.won for row in self.rows)


def of_run(run: CountRun) -> PoolResult:
    """The result of a count run."""
    numbers = {
        name: getattr(run, name) for name in ("ballots", "votes", "score", "funded", "spent", "steps", "tied")
    }
    return _result(run.pool, numbers, run)


def of_snapshot(pool: Pool, counted: dict[str, Any]) -> PoolResult:
    """The preliminary result of a running count."""
    return _result(pool, counted, None)


def _result(pool: Pool, numbers: dict[str, Any], run: CountRun | None) -> PoolResult:
    rule = pool.award_rule
    by_votes = not isinstance(rule, GreedyRule) or rule.order_by is OrderBy.VOTES
    ranked = numbers["votes"] if by_votes else numbers["score"]
    projects = {project.number: project for project in Project.objects.filter(pool=pool)}
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
                result=votes(result) if by_votes else points(result),
                share=result * 150 // best,
                won=number in numbers["funded"],
                why=_why(projects[number], result, numbers, pool, at),
            )
        )
    return PoolResult(
        pool=pool, ballots=numbers["ballots"], rows=tuple(rows), segments=_segments(pool, numbers, projects),
        spent=numbers["spent"], left=pool.amount - numbers["spent"], steps=numbers["steps"],
        tied=numbers["tied"], run=run,
    )  # fmt: skip


def _why(project: Project, result: int, numbers: dict[str, Any], pool: Pool, place: int) -> str:
    rule = pool.award_rule
    if project.number in numbers["tied"]:
        return "Remis: czeka na rozstrzygnięcie."
    if project.struck_at:
        return f"Skreślony: {project.struck_reason}"
    if isinstance(rule, EqualSharesRule):
        return _why_by_shares(project, numbers)
    return _why_by_order(project, result, numbers, pool, rule, place)


def _why_by_order(
    project: Project, result: int, numbers: dict[str, Any], pool: Pool, rule: GreedyRule, place: int
) -> str:
    if project.number in numbers["funded"]:
        return "Wygrał: najlepszy wynik." if place == 1 else "Wygrał: zmieścił się w puli."
    needed = rule.needed(numbers["ballots"])
    if result < needed:
        return f"Nie wygrał: próg to {needed}, a ma {result}."
    if rule.cost_share is not None and _is_too_dear(project, numbers, pool, rule.cost_share):
        return "Nie wygrał: za małe poparcie w stosunku do kosztu."
    left = pool.amount - numbers["spent"]
    if project.cost > left:
        lost = f"Nie wygrał: kosztował {zloty_short(project.cost)}, zabrakło pieniędzy w puli."
    else:
        lost = "Nie wygrał: przydział zakończono wcześniej."
    return lost + _distance(result, numbers, rule)


def _is_too_dear(project: Project, numbers: dict[str, Any], pool: Pool, factor: int) -> bool:
    return bool(
        numbers["votes"].get(project.number, 0) * factor * pool.amount < project.cost * numbers["ballots"]
    )


def _distance(result: int, numbers: dict[str, Any], rule: GreedyRule) -> str:
    """How far it was to the weakest winner with a better result."""
    by_votes = rule.order_by is OrderBy.VOTES
    ranked = numbers["votes"] if by_votes else numbers["score"]
    better = [ranked[number] for number in numbers["funded"] if ranked.get(number, 0) > result]
    if not better:
        return ""
    missing = min(better) - result
    return f" Do najbliższego lepszego, który wygrał: {votes(missing) if by_votes else points(missing)}."


def _why_by_shares(project: Project, numbers: dict[str, Any]) -> str:
    if project.number in numbers["funded"]:
        return "Wygrał: osoby, które go wybrały, pokryły koszt swoimi udziałami."
    return "Nie wygrał: udziały osób, które go wybrały, nie wystarczyły na koszt."


def _segments(pool: Pool, numbers: dict[str, Any], projects: dict[str, Project]) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    x = 0
    # A last project funded over the pool must not run off the drawing.
    whole = max(pool.amount, numbers["spent"]) or 1
    for number in numbers["funded"]:
        width = projects[number].cost * 1000 // whole
        segments.append(Segment(x, width, zloty_short(projects[number].cost) if width > 110 else ""))
        x += width
    return tuple(segments)
