"""Which runs stand: the newest of each pool for the office, the published ones for everyone."""

from collections.abc import Iterable

from wibo.editions.models import Edition
from wibo.results.models import CountRun, Publication


def newest_runs(edition: Edition) -> list[CountRun]:
    """The newest run of each pool, in the order of pools."""
    newest: dict[int, CountRun] = {}
    rows = CountRun.objects.filter(edition=edition).select_related("pool__area", "draw", "notice")
    for run in rows.order_by("pool__position", "pool_id", "-number"):
        newest.setdefault(run.pool_id, run)
    return list(newest.values())


def published_runs(publication: Publication) -> list[CountRun]:
    """The runs that everyone sees, in the order of pools."""
    return _named(publication.runs)


def former_runs(publication: Publication) -> dict[int, CountRun]:
    """By pool, the runs that were public before the present ones; empty when nothing was replaced."""
    return {run.pool_id: run for run in _named(publication.former[-1])} if publication.former else {}


def _named(ids: Iterable[int]) -> list[CountRun]:
    rows = CountRun.objects.filter(pk__in=list(ids)).select_related("pool__area", "draw", "notice")
    return list(rows.order_by("pool__position", "pool_id", "-number"))


def public_run(pool_id: int) -> CountRun | None:
    """The published run of a pool; None while nothing of it is public."""
    publication = Publication.objects.filter(edition__pools=pool_id).first()
    if publication is None:
        return None
    return CountRun.objects.filter(pool=pool_id, pk__in=publication.runs).select_related("pool").first()
