"""Running the count over opened ballots. Each run is a new row; nothing is corrected in place."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from wibo.access.refusal import Refused
from wibo.editions.models import Edition, Pool
from wibo.journal.actions import record
from wibo.journal.kinds import Kind
from wibo.journal.models import digest_of
from wibo.results.models import CountRun, Publication, TieDraw
from wibo.rulebook.allocation import allocate
from wibo.rulebook.ballots import Marks
from wibo.rulebook.rule_files import as_settings
from wibo.voting.models import Ballot, Project, Vote


def ballots_of(pool: Pool) -> list[Marks]:
    """The pool's ballots in their random order; three queries, none of which joins votes to ballots.

    Right after the opening PostgreSQL knows nothing yet of the new rows and would join them row by row.
    """
    numbers = dict(Project.objects.filter(pool=pool).values_list("pk", "number"))
    marks: dict[int, list[tuple[int, str, int | None]]] = {
        pk: [] for pk in Ballot.objects.filter(pool=pool).order_by("pk").values_list("pk", flat=True)
    }
    rows = Vote.objects.filter(project__in=list(numbers)).values_list(
        "ballot_id", "place", "project_id", "points"
    )
    for ballot, place, project, points in rows.iterator(chunk_size=5000):
        marks[ballot].append((place, numbers[project], points))
    return [_in_order(given) for given in marks.values()]


def _in_order(given: list[tuple[int, str, int | None]]) -> Marks:
    """A ballot's marks as they were written."""
    given.sort()
    points = tuple(number for _, _, number in given if number is not None)
    return Marks(tuple(number for _, number, _ in given), points)


def run_count(edition: Edition, pool: Pool, *, by: str, at: datetime, lot: Sequence[str] = ()) -> CountRun:
    """Count and award one pool of an opened urn. `lot` is the settled order of ties. Raises Refused."""
    if not edition.urn_opened_at:
        raise Refused("Najpierw trzeba otworzyć urnę.")
    projects = list(Project.objects.filter(pool=pool).in_order())
    costs = {project.number: project.cost for project in projects}
    struck = sorted(project.number for project in projects if project.struck_at)
    ballots = ballots_of(pool)
    rule, rules = pool.award_rule, pool.ballot_rules
    counted, outcome = allocate(ballots, costs, pool.amount, rules, rule, struck=struck, lot=lot)
    settings = as_settings(rule) | {"exclude": struck}
    # Sorted, since the order of ballots carries no meaning.
    marks = sorted([list(ballot.projects), list(ballot.points)] for ballot in ballots)
    digest = digest_of([settings, pool.amount, costs, list(lot), marks])
    with transaction.atomic():
        last = CountRun.objects.filter(pool=pool).first()
        run: CountRun = CountRun.objects.create(
            edition=edition, pool=pool, number=last.number + 1 if last else 1, made_at=at, made_by=by,
            input_digest=digest, settings=settings, amount=pool.amount, ballots=counted.ballots,
            votes=counted.votes, score=counted.score, funded=list(outcome.funded), spent=outcome.spent,
            steps=list(outcome.steps), tied=list(outcome.tied) if outcome.tie_decides else [],
            outcomes=[list(ids) for ids in outcome.outcomes] if outcome.tie_decides else [],
            truncated=outcome.truncated, lot=list(lot),
        )  # fmt: skip
        record(
            Kind.COUNT_RUN, town=edition.town, by=by, at=at, edition=edition.pk, about=run, pool=pool.name,
            digest=digest,
        )  # fmt: skip
    return run


def count_all(edition: Edition, *, by: str, at: datetime) -> list[CountRun]:
    """Run the count of every pool, keeping orders of ties that were settled before."""
    runs = []
    with transaction.atomic():
        _lock(edition)
        _refuse_published(edition)
        for pool in edition.pools.all():
            rows = TieDraw.objects.filter(run__pool=pool).select_related("run").order_by("-pk")
            settled = rows.first()
            lot = [*settled.run.lot, *settled.order] if settled else []
            runs.append(run_count(edition, pool, by=by, at=at, lot=lot))
    return runs


def _lock(edition: Edition) -> None:
    """One act on the result at a time; the row is held until the commit."""
    Edition.objects.select_for_update().get(pk=edition.pk)


def latest_runs(edition: Edition) -> list[CountRun]:
    """The newest run of each pool in the order of pools; the published ones once there are such."""
    newest: dict[int, CountRun] = {}
    rows = CountRun.objects.filter(edition=edition).select_related("pool__area", "draw")
    published = Publication.objects.filter(edition=edition).first()
    if published:
        rows = rows.filter(pk__in=published.runs)
    for run in rows.order_by("pool__position", "pool_id", "-number"):
        newest.setdefault(run.pool_id, run)
    return list(newest.values())


def settle_tie(
    run: CountRun, order: Sequence[str], method: str, reason: str, *, by: str, at: datetime
) -> CountRun:
    """Record the order of tied projects and run the count again with it. Raises Refused."""
    _refuse_published(run.edition)
    if not run.tied:
        raise Refused("W tym wyniku żaden remis nie rozstrzyga o liście.")
    if sorted(order) != sorted(run.tied):
        raise Refused(f"Kolejność musi zawierać każdy z projektów raz: {', '.join(run.tied)}.")
    if not reason.strip():
        raise Refused("Opisz, na jakiej podstawie ustalono kolejność. Opis będzie publiczny.")
    with transaction.atomic():
        _lock(run.edition)
        newest = CountRun.objects.filter(pool=run.pool_id).first()
        if newest != run or TieDraw.objects.filter(run=run).exists():
            raise Refused("Ten remis już rozstrzygnięto.")
        TieDraw.objects.create(
            run=run, order=list(order), method=method, reason=reason, settled_by=by, settled_at=at
        )
        record(
            Kind.TIE_SETTLED, town=run.edition.town, by=by, at=at, edition=run.edition_id, about=run,
            pool=run.pool.name, method=TieDraw.Method(method).label, reason=reason,
        )  # fmt: skip
        return run_count(run.edition, run.pool, by=by, at=at, lot=[*run.lot, *order])


def publish(edition: Edition, *, by: str, at: datetime) -> Publication:
    """Make the newest runs public. Raises Refused while a pool is uncounted or a tie is open."""
    _refuse_published(edition)
    runs = latest_runs(edition)
    if len(runs) != edition.pools.count() or not runs:
        raise Refused("Najpierw ustal wynik w każdej puli.")
    undecided = [run.pool.name for run in runs if run.tied]
    if undecided:
        raise Refused(
            f"O wyniku rozstrzyga remis. Najpierw komisja musi go rozstrzygnąć: {', '.join(undecided)}."
        )
    with transaction.atomic():
        _lock(edition)
        _refuse_published(edition)
        publication: Publication = Publication.objects.create(
            edition=edition, published_at=at, published_by=by, runs=[run.pk for run in runs]
        )
        record(Kind.RESULT_PUBLISHED, town=edition.town, by=by, at=at, edition=edition.pk, about=edition)
    return publication


def _refuse_published(edition: Edition) -> None:
    if Publication.objects.filter(edition=edition).exists():
        raise Refused("Wyniki tej edycji są już ogłoszone.")
