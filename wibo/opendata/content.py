"""Published results as plain data: the same facts as the page of results, for anyone and any program.

Version 1. Fields are added, never renamed; money is in złoty as decimal text; no vote and no person is in it.
"""

from typing import Any

from django.utils.timezone import localtime

from wibo.editions.models import Edition
from wibo.opendata import VERSION
from wibo.results.models import CountRun, Publication
from wibo.results.presenting import PoolResult, of_run
from wibo.results.runs import published_runs
from wibo.results.statistics import turnout
from wibo.rulebook.files.rule_files import as_settings
from wibo.rulebook.spelling.cells import guarded
from wibo.rulebook.spelling.money import plain_decimal
from wibo.wording.award import step

# A pool of fewer ballots is told in totals alone: single ballots of a hamlet could be recognised.
SMALLEST_POOL = 50
COLUMNS = (
    "pool",
    "number",
    "title",
    "location",
    "category",
    "cost",
    "votes",
    "score",
    "place",
    "selected",
    "reason",
)


def edition_line(publication: Publication) -> dict[str, Any]:
    """A published edition in the list of all."""
    edition = publication.edition
    return {
        "id": edition.pk,
        "year": edition.year,
        "name": edition.name,
        "published_at": localtime(publication.published_at).isoformat(timespec="seconds"),
        "final": publication.final_at is not None,
    }


def edition_data(edition: Edition, publication: Publication) -> dict[str, Any]:
    """A published edition with its pools and projects."""
    told = turnout(edition)
    return {
        "version": VERSION,
        **edition_line(publication),
        "town": edition.town.name,
        "regulations": edition.regulations,
        "identity": edition.identity_kind,
        "frozen_digest": edition.frozen_digest,
        "ballots": {"web": told.web, "paper": told.paper, "invalid": told.invalid},
        "residents": edition.town.population,
        "pools": [_pool_data(of_run(run), run) for run in published_runs(publication)],
    }


def _pool_data(result: PoolResult, run: CountRun) -> dict[str, Any]:
    pool = result.pool
    return {
        "id": pool.pk,
        "name": pool.name,
        "area": pool.area.name if pool.area else None,
        "planned": plain_decimal(run.planned),
        "amount": plain_decimal(run.amount),
        "collisions": pool.collisions,
        "spent": plain_decimal(run.spent),
        "vote_type": pool.vote_type,
        "rule": as_settings(pool.award_rule),
        "ballots": run.ballots,
        "input_digest": run.input_digest,
        "steps": [step(told) for told in run.told_steps],
        "pb": run.ballots >= SMALLEST_POOL,
        "projects": [_project_data(row) for row in result.rows],
    }


def _project_data(row: Any) -> dict[str, Any]:
    return {
        "number": row.project.number,
        "title": row.project.title,
        "location": row.project.location,
        "category": row.project.category,
        "cost": plain_decimal(row.project.cost),
        "votes": row.votes,
        "score": row.score,
        "place": row.place,
        "selected": row.won,
        "added": row.added,
        "reason": row.why,
        "verdict": row.verdict.kind.value,
    }


def project_rows(publication: Publication) -> list[list[Any]]:
    """All projects of a published edition, a row each, in the order of COLUMNS."""
    rows = []
    for run in published_runs(publication):
        for row in of_run(run).rows:
            data = _project_data(row)
            rows.append([run.pool.name, *(_safe(data[name]) for name in COLUMNS[1:])])
    return rows


def _safe(value: Any) -> Any:
    if isinstance(value, bool):
        return 1 if value else 0
    return guarded(value) if isinstance(value, str) else value


def is_large_enough(run: CountRun) -> bool:
    """Whether single ballots of the run's pool may be public."""
    return run.ballots >= SMALLEST_POOL
