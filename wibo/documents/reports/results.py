"""Results of voting: a sheet a pool, final after the count and preliminary before it."""

from collections.abc import Iterator
from typing import Any

from wibo.documents.sheets import Money, Sheet
from wibo.editions.models import Edition
from wibo.results.presenting import PoolResult, of_run, of_snapshot
from wibo.results.runs import newest_runs
from wibo.voting.models import CountSnapshot

_COLUMNS = (
    ("Miejsce", 9), ("Numer projektu", 14), ("Tytuł", 60), ("Głosy", 10), ("Wynik", 10), ("Koszt", 18),
    ("Rozstrzygnięcie", 18), ("Wyjaśnienie", 60),
)  # fmt: skip


def pool_results(edition: Edition) -> list[PoolResult]:
    """The newest results there are: counted, else preliminary, else none."""
    runs = newest_runs(edition)
    if runs:
        return [of_run(run) for run in runs]
    snapshot = CountSnapshot.objects.filter(edition=edition).first()
    if snapshot is None:
        return []
    pools = [pool for pool in edition.pools.all() if str(pool.pk) in snapshot.pools]
    return [of_snapshot(pool, snapshot.pools[str(pool.pk)]) for pool in pools]


def results(edition: Edition) -> list[Sheet]:
    """Ranking, votes and funded projects of each pool."""
    sheets = [Sheet(result.pool.name, _COLUMNS, _rows(result)) for result in pool_results(edition)]
    return sheets or [Sheet("Wyniki", _COLUMNS, [])]


def _rows(result: PoolResult) -> Iterator[tuple[Any, ...]]:
    for row in result.rows:
        decided = "wybrany" if row.won else "z innych pieniędzy" if row.added else "niewybrany"
        yield (
            row.place, row.project.number, row.project.title, row.votes, row.score, Money(row.project.cost),
            decided, row.why,
        )  # fmt: skip
    yield (None, "", "Razem wydano", None, None, Money(result.spent))
    yield (None, "", "Zostało w puli", None, None, Money(result.left))
    yield (None, "", "Głosujący", result.ballots)
