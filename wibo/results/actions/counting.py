"""Running the count over opened ballots. Each run is a new row; nothing is corrected in place.

What takes long is done before the transaction; at its end the inputs must still be what they were.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from wibo.access.refusal import Refused
from wibo.editions.models import Edition, Pool
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.results import PoolCounted
from wibo.journal.models import digest_of
from wibo.results.models import CountRun, PoolAdjustment, Publication, TieDraw, TieNotice
from wibo.rulebook.award.allocation import allocate
from wibo.rulebook.award.progress import Progress as Trying
from wibo.rulebook.award.tally import Tally
from wibo.rulebook.award.transfers import counting_order
from wibo.rulebook.award.verdicts import Outcome
from wibo.rulebook.files.rule_files import as_settings
from wibo.rulebook.voting.ballots import Marks
from wibo.voting.models import Ballot, Project, Vote
from wibo.wording.award import trial

# Told with the pool's name and what is being done.
Progress = Callable[[str], None]


def _quietly(_step: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class _Counted:
    """A pool counted and awarded, not yet written down."""

    pool: Pool
    extra: list[tuple[str, int]]
    amount: int
    lot: list[str]
    settings: dict[str, Any]
    digest: str
    tally: Tally
    outcome: Outcome


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


def settled_lot(pool: Pool) -> list[str]:
    """The order of ties that were settled in this pool, in whichever run."""
    settled = TieDraw.objects.filter(run__pool=pool).select_related("run").order_by("-pk").first()
    return [*settled.run.lot, *settled.order] if settled else []


def _count(pool: Pool, leftovers: list[tuple[str, int]], lot: list[str], trying: Trying) -> _Counted:
    adjusted = PoolAdjustment.objects.filter(pool=pool).values_list("reason", "amount")
    extra = [*leftovers, *adjusted]
    amount = pool.amount + sum(grosze for _, grosze in extra)
    projects = list(Project.objects.filter(pool=pool).in_order())
    costs = {project.number: project.cost for project in projects}
    struck = sorted(project.number for project in projects if project.struck_at)
    ballots = ballots_of(pool)
    tally, outcome = allocate(
        ballots,
        costs,
        amount,
        pool.ballot_rules,
        pool.award_rule,
        struck=struck,
        lot=lot,
        collisions=pool.collisions,
        progress=trying,
    )
    settings = as_settings(pool.award_rule) | {"exclude": struck, "collisions": pool.collisions}
    # Sorted, since the order of ballots carries no meaning.
    marks = sorted([list(ballot.projects), list(ballot.points)] for ballot in ballots)
    digest = digest_of([settings, amount, costs, lot, marks])
    return _Counted(pool, extra, amount, lot, settings, digest, tally, outcome)


def result_digest(run: CountRun) -> str:
    """The digest of what a run says, kept in the journal beside it."""
    said = (run.planned, run.extra, run.amount, run.ballots, run.votes, run.score, run.funded, run.spent)
    return digest_of([run.pool_id, run.number, *said, run.verdicts, run.tied, run.lot])


def _write(counted: _Counted, *, act: Act) -> CountRun:
    pool, outcome = counted.pool, counted.outcome
    edition, tied = pool.edition, outcome.tie_decides
    last = CountRun.objects.filter(pool=pool).first()
    if last and last.input_digest == counted.digest and _awaits_draw(last):
        # The same votes give the same tie; the draw that is announced for it must not lose its run.
        return last
    run: CountRun = CountRun.objects.create(
        edition=edition,
        pool=pool,
        number=last.number + 1 if last else 1,
        made_at=act.at,
        made_by=act.by,
        input_digest=counted.digest,
        settings=counted.settings,
        planned=pool.amount,
        extra=[list(row) for row in counted.extra],
        amount=counted.amount,
        ballots=counted.tally.ballots,
        votes=counted.tally.votes,
        score=counted.tally.score,
        funded=list(outcome.funded),
        spent=outcome.spent,
        verdicts={number: verdict.as_row() for number, verdict in outcome.verdicts.items()},
        steps=[step.as_row() for step in outcome.steps],
        tied=list(outcome.tied),
        outcomes=[list(ids) for ids in outcome.outcomes] if tied else [],
        truncated=outcome.truncated,
        lot=counted.lot,
    )
    record(
        PoolCounted(pool=pool.name, digest=counted.digest, result=result_digest(run)),
        act,
        town=edition.town,
        edition=edition.pk,
        about=run,
    )
    return run


def _awaits_draw(run: CountRun) -> bool:
    """Whether a draw is announced for the run and not yet held."""
    return TieNotice.objects.filter(run=run, run__draw=None).exists()


def count_all(edition: Edition, *, act: Act, progress: Progress = _quietly) -> list[CountRun]:
    """Count every pool, each after those whose leftovers it gets. Raises Refused.

    A pool whose source waits for the decision of a tie is left out: its money is not known yet. Orders of ties
    that were settled before stay settled.
    """
    _refuse_uncountable(edition)
    before = _inputs(edition)
    counted = _count_in_order(edition, progress)
    with transaction.atomic():
        # One act on the result at a time; the row is held until the commit.
        locked = Edition.objects.select_for_update().get(pk=edition.pk)
        _refuse_uncountable(locked)
        if _inputs(locked) != before:
            raise Refused(
                "W czasie liczenia coś zmieniono w projektach albo w pulach. Ustal wynik jeszcze raz."
            )
        return [_write(one, act=act) for one in counted]


def _count_in_order(edition: Edition, progress: Progress) -> list[_Counted]:
    pools = {pool.pk: pool for pool in edition.pools.select_related("edition__town")}
    leftovers: dict[int, list[tuple[str, int]]] = {}
    waiting: set[int] = set()
    done: list[_Counted] = []
    target = {pk: pool.leftover_to_id for pk, pool in pools.items()}
    for pk in counting_order(list(pools), target):
        pool, receiver = pools[pk], target[pk]
        if pk not in waiting:
            progress(f"{pool.name}: liczenie")
            counted = _count(pool, leftovers.get(pk, []), settled_lot(pool), _trying(pool, progress))
            done.append(counted)
            left = counted.amount - counted.outcome.spent
            if receiver and left > 0:
                leftovers.setdefault(receiver, []).append((f"Zostało w puli {pool.name}", left))
        if receiver and (pk in waiting or done[-1].outcome.tie_decides):
            waiting.add(receiver)
    return done


def _trying(pool: Pool, progress: Progress) -> Trying:
    return lambda endowment: progress(f"{pool.name}: {trial(endowment)}")


def _inputs(edition: Edition) -> tuple[int, ...]:
    """What a count depends on and people can change while it runs."""
    return (
        Edition.objects.values_list("strikes", flat=True).get(pk=edition.pk),
        PoolAdjustment.objects.filter(edition=edition).count(),
        TieDraw.objects.filter(run__edition=edition).count(),
        CountRun.objects.filter(edition=edition).count(),
    )


def _refuse_uncountable(edition: Edition) -> None:
    if not edition.urn_opened_at:
        raise Refused("Najpierw trzeba otworzyć urnę.")
    if Publication.objects.filter(edition=edition).exclude(final_at=None).exists():
        raise Refused("Wynik tej edycji jest ostateczny i ogłoszony. Nie można go już ustalać od nowa.")
