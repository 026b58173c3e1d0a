"""The announcement of winners for the public bulletin."""

from typing import Any

from wibo.documents.engine.frame import frame_of
from wibo.documents.protocol.data import protocol_data
from wibo.editions.models import Edition
from wibo.results.models import CountRun, Publication
from wibo.results.presenting import PoolResult, ResultRow, of_run
from wibo.results.statistics import turnout
from wibo.rulebook.spelling.money import zloty_short
from wibo.rulebook.spelling.polish import counted, grouped


def announcement_data(
    edition: Edition, runs: list[CountRun], publication: Publication | None
) -> dict[str, Any]:
    """The announcement for the public information bulletin: winners of each pool and where to check."""
    protocol = protocol_data(edition, runs, publication)
    told = turnout(edition)
    return {
        **frame_of(edition, "Ogłoszenie wyników głosowania"),
        **{name: protocol[name] for name in ("regulations", "state", "additions", "address", "code")},
        "turnout": f"Ważne głosy oddało {counted(told.valid, 'osoba', 'osoby', 'osób')}, w tym na papierze "
        f"{grouped(told.paper)}. Nieważnych kart: {grouped(told.invalid)}. {told.share_in_words}",
        "pools": [winners(of_run(run)) for run in runs],
    }


def winners(result: PoolResult) -> dict[str, Any]:
    """The list of a pool in two: who has won and who has not, each by rank."""
    return {
        "name": result.pool.name,
        "amount": f"{zloty_short(result.amount)}, wydano {zloty_short(result.spent)}",
        "won": [_project(row) for row in result.rows if row.won],
        "lost": [_project(row) for row in result.rows if not row.won],
    }


def _project(row: ResultRow) -> dict[str, str]:
    return {
        "number": row.project.number,
        "title": row.project.title,
        "result": row.result,
        "cost": zloty_short(row.project.cost),
    }
