"""Running counts: made by the worker from closed envelopes, seldom enough that no vote can be told apart."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from wibo.editions.models import Edition, Pool
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.ballots import CountViewed
from wibo.keyring import keys
from wibo.rulebook.award.allocation import allocate
from wibo.rulebook.voting.ballots import Marks
from wibo.voting.ballot.models import Project
from wibo.voting.ballot.packing import opened
from wibo.voting.urn.models import CountSnapshot, Envelope

MORE_ENVELOPES = 10


def is_due(edition: Edition, now: datetime) -> bool:
    """Whether a new snapshot may and should be made: time has passed and enough envelopes have come.

    There is no exception at the end: the difference of two counts must never be a handful of votes.
    """
    if not edition.frozen_at or edition.urn_opened_at:
        return False
    count = Envelope.objects.filter(edition=edition).valid().count()
    last = CountSnapshot.objects.filter(edition=edition).first()
    if last is None:
        return bool(count >= MORE_ENVELOPES)
    waited = now - last.taken_at >= timedelta(minutes=settings.SNAPSHOT_MINUTES)
    return bool(waited and count >= last.envelopes + MORE_ENVELOPES)


def take_snapshot(edition: Edition, *, at: datetime) -> CountSnapshot:
    """Count all valid envelopes without keeping anything of a single one. Only the worker can."""
    box = keys.opener(edition.ring, keys.URN)
    lists: dict[int, list[Marks]] = {}
    count = 0
    sealed = Envelope.objects.filter(edition=edition).valid().values_list("sealed", flat=True)
    for content in sealed.iterator(2000):
        count += 1
        for pool_id, marks in opened(box, content).items():
            lists.setdefault(pool_id, []).append(marks)
    last = CountSnapshot.objects.filter(edition=edition).first()
    before = last.pools if last else {}
    pools = {}
    for pool in edition.pools.all():
        known, ballots = before.get(str(pool.pk)), lists.get(pool.pk, [])
        # A list that has grown by fewer than ten keeps its last count, so that nobody can subtract.
        if len(ballots) >= (known["ballots"] if known else 0) + MORE_ENVELOPES:
            pools[str(pool.pk)] = _counted(pool, ballots)
        elif known:
            pools[str(pool.pk)] = known
    with transaction.atomic():
        made = CountSnapshot(edition=edition, taken_at=at, envelopes=count, pools=pools)
        made.mac = keys.worker_mac(made.content)
        made.save(force_insert=True)
        return made


def _counted(pool: Pool, ballots: list[Marks]) -> dict[str, object]:
    projects = list(Project.objects.filter(pool=pool).in_order())
    costs = {project.number: project.cost for project in projects}
    struck = [project.number for project in projects if project.struck_at]
    tally, outcome = allocate(
        ballots,
        costs,
        pool.amount,
        pool.ballot_rules,
        pool.award_rule,
        struck=struck,
        collisions=pool.collisions,
    )
    return {
        "ballots": tally.ballots,
        "votes": tally.votes,
        "score": tally.score,
        "funded": list(outcome.funded),
        "spent": outcome.spent,
        "verdicts": {number: verdict.as_row() for number, verdict in outcome.verdicts.items()},
        "steps": [step.as_row() for step in outcome.steps],
        "tied": list(outcome.tied),
    }


def record_view(edition: Edition, *, act: Act) -> None:
    """That someone of the office looked at running counts."""
    record(CountViewed(), act, town=edition.town, edition=edition.pk, about=edition)
