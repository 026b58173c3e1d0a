"""Results of voting: a sheet a pool, final after the count and preliminary before it."""

from collections.abc import Iterator
from typing import Any

from wibo.documents.engine.sheets import Money, Share, Sheet
from wibo.editions.models import Edition
from wibo.results.presenting import PoolResult, of_run, of_snapshot
from wibo.results.runs import newest_runs
from wibo.results.statistics import turnout
from wibo.voting.models import CountSnapshot

_COLUMNS = (
    ("Miejsce", 9),
    ("Numer projektu", 14),
    ("Tytuł", 60),
    ("Głosy", 10),
    ("Wynik", 10),
    ("Koszt", 18),
    ("Rozstrzygnięcie", 18),
    ("Wyjaśnienie", 60),
)


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


def is_preliminary(edition: Edition) -> bool:
    """Whether what can be told is a running count alone."""
    return not newest_runs(edition) and CountSnapshot.objects.filter(edition=edition).exists()


def results(edition: Edition) -> list[Sheet]:
    """Ranking, votes and funded projects of each pool."""
    sheets = [Sheet(result.pool.name, _COLUMNS, _rows(result)) for result in pool_results(edition)]
    return sheets or [Sheet("Wyniki", _COLUMNS, [])]


def _rows(result: PoolResult) -> Iterator[tuple[Any, ...]]:
    for row in result.rows:
        yield (
            row.place,
            row.project.number,
            row.project.title,
            row.votes,
            row.score,
            Money(row.project.cost),
            row.decided,
            row.why,
        )
    yield (None, "", "Razem wydano", None, None, Money(result.spent))
    yield (None, "", "Zostało w puli", None, None, Money(result.left))
    yield (None, "", "Głosujący", result.ballots)


_RANKING = (
    ("Miejsce w puli", 9),
    ("Pula", 30),
    ("Numer projektu", 14),
    ("Tytuł", 60),
    ("Głosy", 10),
    ("Wynik", 10),
    ("Udział kart w puli", 12),
    ("Koszt", 18),
    ("Rozstrzygnięcie", 18),
)


def ranking(edition: Edition) -> list[Sheet]:
    """All projects of all pools in one ranking, by votes."""
    found = [(result, row) for result in pool_results(edition) for row in result.rows]
    found.sort(key=lambda pair: -pair[1].votes)

    def rows() -> Iterator[tuple[Any, ...]]:
        for result, row in found:
            share = Share(row.votes, result.ballots) if result.ballots else None
            yield (
                row.place,
                result.pool.name,
                row.project.number,
                row.project.title,
                row.votes,
                row.score,
                share,
                Money(row.project.cost),
                row.decided,
            )

    return [Sheet("Ranking projektów", _RANKING, rows())]


_STATISTICS = (("Zestawienie", 30), ("Grupa", 40), ("Głosujący", 14))


def statistics(edition: Edition) -> list[Sheet]:
    """Turnout by channel, age, sex, area, day and hour, as the office sees it."""
    told = turnout(edition)

    def rows() -> Iterator[tuple[Any, ...]]:
        yield from [
            ("Karty", "oddane", told.total),
            ("Karty", "ważne przez internet", told.web),
            ("Karty", "ważne na papierze", told.paper),
            ("Karty", "nieważne", told.invalid),
            ("Mieszkańcy", "liczba według gminy", told.residents),
        ]
        yield from (("Mieszkańcy obszaru", area.name, area.residents) for area in edition.areas.all())
        for result in pool_results(edition):
            yield ("Karty w puli", result.pool.name, result.ballots)
            yield ("Wskazania w puli", result.pool.name, sum(row.votes for row in result.rows))
        named = (
            ("Wiek", told.ages),
            ("Płeć", told.sexes),
            ("Obszar", told.areas),
            ("Dzień", told.days),
            ("Godzina (internet)", told.hours),
        )
        for name, groups in named:
            yield from ((name, group, count) for group, count in groups)

    return [Sheet("Statystyki", _STATISTICS, rows())]
