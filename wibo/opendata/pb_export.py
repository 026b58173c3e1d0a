"""A pool as a .pb file: all ballots, numbered in the order of their content, no voter attributes.

What META cannot say (exclusions, the order that settled a tie, variants of Equal Shares) goes into
`FILE.rules.json` beside it, so that the file re-imports to the same result.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.editions.models import Edition, Pool
from wibo.results.actions.counting import ballots_of
from wibo.results.models import Addition, CountRun
from wibo.rulebook.award.settings import AwardRule, GreedyRule, OnMisfit
from wibo.rulebook.award.tally import OrderBy
from wibo.rulebook.award.verdicts import decisions
from wibo.rulebook.calendar.schedule import Stage, last_minute
from wibo.rulebook.files.pabulib import write
from wibo.rulebook.files.rule_files import as_settings, meta_rule
from wibo.rulebook.spelling.money import plain_decimal
from wibo.rulebook.voting.ballots import Marks, VoteType
from wibo.rulebook.voting.possible import within
from wibo.voting.models import Envelope, Project

_POINTS = (VoteType.CUMULATIVE, VoteType.SCORING, VoteType.ORDINAL)


@dataclass(frozen=True, slots=True)
class PbExport:
    """The lines of the file and the settings that stand beside it."""

    lines: Iterator[str]
    rules: dict[str, Any]


def export(run: CountRun) -> PbExport:
    """The file of a run's pool."""
    pool = run.pool
    projects = _by_result(run, list(Project.objects.filter(pool=pool).in_order()))
    # By content, so that the order tells nothing and every download is the same file.
    ballots = sorted((b for b in ballots_of(pool) if b.projects), key=lambda b: (b.projects, b.points))
    settings = as_settings(_exact(pool, run))
    struck = list(run.settings.get("exclude", ()))
    added = dict(Addition.objects.filter(project__pool=pool).values_list("project__number", "source"))
    lines = write(
        _meta(pool, run, projects, len(ballots), bool(struck or pool.collisions), bool(added)),
        *_projects(pool, run, projects, added),
        *_votes(pool, ballots),
    )
    groups = {"collisions": pool.collisions} if pool.collisions else {}
    return PbExport(lines, settings | {"exclude": struck, "lot": run.lot} | groups)


def _by_result(run: CountRun, projects: list[Project]) -> list[Project]:
    """From the best result down; equals in the order in which the award took them, so that it can be followed."""
    rule = run.pool.award_rule
    by_votes = not isinstance(rule, GreedyRule) or rule.order_by is OrderBy.VOTES
    ranked = run.votes if by_votes else run.score
    taken = {step.project: place for place, step in enumerate(decisions(run.told_steps))}
    return sorted(projects, key=lambda p: (-ranked[p.number], taken.get(p.number, len(taken))))


def export_newest(pool: Pool) -> PbExport:
    """The file of the pool's newest run, published or not, for the office. Raises Refused before the count."""
    run = CountRun.objects.filter(pool=pool).select_related("pool__edition__town").first()
    if run is None:
        raise Refused("Najpierw trzeba ustalić wynik w tej puli.")
    return export(run)


def _exact(pool: Pool, run: CountRun) -> AwardRule:
    """The pool's rule with a percentage of ballots turned into the number that it was in the count."""
    rule = pool.award_rule
    if isinstance(rule, GreedyRule):
        return replace(rule, threshold=rule.needed(run.ballots), threshold_bp=0)
    return rule


def _meta(
    pool: Pool, run: CountRun, projects: list[Project], ballots: int, struck: bool, added: bool
) -> list[tuple[str, str]]:
    edition, rule = pool.edition, _exact(pool, run)
    begin, end = _dates(edition)
    threshold = rule.threshold if isinstance(rule, GreedyRule) else 0
    rows: list[tuple[str, object]] = [
        ("description", f"{edition.name}, {pool.name}"),
        ("country", "Poland"),
        ("unit", edition.town.name),
        ("subunit", pool.name),
        ("instance", edition.year),
        ("num_projects", len(projects)),
        ("num_votes", ballots),
        ("budget", plain_decimal(run.amount)),
        ("vote_type", pool.vote_type),
        ("rule", _rule_word(rule, struck)),
        ("date_begin", begin),
        ("date_end", end),
        *_limits(pool, len(projects)),
        ("min_project_score_threshold", threshold or ""),
        ("language", "pl"),
        ("currency", "PLN"),
        ("fully_funded", "1" if sum(p.cost for p in projects) <= run.amount and not struck else ""),
        ("comment", _comment(pool, run, ballots, added=added)),
    ]
    return [(key, str(value)) for key, value in rows if value not in ("", None)]


def _rule_word(rule: AwardRule, struck: bool) -> str:
    word = meta_rule(rule, struck)
    with_threshold = isinstance(rule, GreedyRule) and rule.threshold
    return "greedy-threshold" if with_threshold and word == "greedy" else word


def _limits(pool: Pool, projects: int) -> Iterator[tuple[str, object]]:
    # As it was asked of voters: after a strike nobody was asked for more than stood.
    standing = Project.objects.filter(pool=pool, struck_at=None).count()
    rules = within(pool.ballot_rules, standing)
    yield "min_length", rules.min_length
    yield "max_length", min(rules.max_length, projects) if rules.max_length else ""
    yield "max_sum_cost", plain_decimal(rules.max_sum_cost) if rules.max_sum_cost else ""
    if rules.takes_points:
        yield "max_points", rules.max_points or ""
        yield "min_sum_points", rules.min_sum_points or ""
        yield "max_sum_points", rules.max_sum_points or ""


def _dates(edition: Edition) -> tuple[str, str]:
    windows = edition.schedule.of(Stage.VOTING)
    if windows:
        first = min(localtime(window.opens_at) for window in windows)
        last = max(localtime(last_minute(window.closes_at)) for window in windows)
        return f"{first:%d.%m.%Y}", f"{last:%d.%m.%Y}"
    days = Envelope.objects.filter(edition=edition).order_by("cast_on").values_list("cast_on", flat=True)
    day = days.first()
    text = f"{day:%d.%m.%Y}" if day else str(edition.year)
    return text, text


def _comment(pool: Pool, run: CountRun, ballots: int, *, added: bool) -> str:
    notes = []
    if run.ballots != ballots:
        notes.append(f"{run.ballots - ballots} blank ballots are left out.")
    rule = pool.award_rule
    if isinstance(rule, GreedyRule) and rule.on_misfit is OnMisfit.STOP_THEN_80:
        notes.append(
            f"The first project that does not fit is funded if at least {rule.last_percent}% of its cost is left; "
            "where that went over the pool it has selected 2."
        )
    if isinstance(rule, GreedyRule) and rule.cost_share is not None:
        notes.append(f"A project takes part if votes/ballots >= cost/({rule.cost_share}*budget).")
    if run.amount != run.planned:
        notes.append(
            f"The pool was {plain_decimal(run.planned)} on the ballot and was changed before the count."
        )
    if pool.collisions:
        groups = "; ".join(" ".join(group) for group in pool.collisions)
        notes.append(f"Of each of these groups only one project can win: {groups}.")
    if isinstance(rule, GreedyRule) and rule.most is not None:
        notes.append(f"At most {rule.most} projects can win.")
    if added:
        notes.append("Projects with selected 2 did not win and are funded from other money.")
    return " ".join(f"#{place}: {note}" for place, note in enumerate(notes, start=1))


def _projects(
    pool: Pool, run: CountRun, projects: list[Project], added: Mapping[str, str]
) -> tuple[list[str], list[list[str]]]:
    scored = VoteType(pool.vote_type) in _POINTS
    over = run.funded[-1] if run.spent > run.amount else ""
    columns = ["project_id", "cost", "votes", *(["score"] if scored else []), "name", "selected"]
    rows = [
        [
            project.number,
            plain_decimal(project.cost),
            str(run.votes[project.number]),
            *([str(run.score[project.number])] if scored else []),
            project.title,
            _selected(run, project.number, over, added),
        ]
        for project in projects
    ]
    return columns, rows


def _selected(run: CountRun, number: str, over: str, added: Mapping[str, str]) -> str:
    """1 within the pool's money, 2 beyond it (the last project of an 80 % rule, other money), else 0."""
    if number == over or (number in added and number not in run.funded):
        return "2"
    return "1" if number in run.funded else "0"


def _votes(pool: Pool, ballots: list[Marks]) -> tuple[list[str], Iterator[list[str]]]:
    points = pool.ballot_rules.takes_points
    columns = ["voter_id", "vote", *(["points"] if points else [])]

    def rows() -> Iterator[list[str]]:
        for number, marks in enumerate(ballots, start=1):
            row = [str(number), ",".join(marks.projects)]
            yield [*row, ",".join(map(str, marks.points))] if points else row

    return columns, rows()
