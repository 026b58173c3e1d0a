"""What the worker does for results: the count, then the same ballots under other rules."""

import logging
from datetime import datetime
from functools import partial

from django.utils import timezone
from django_scopes import scope, scopes_disabled
from django_tasks import task

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.journal.acts import Act
from wibo.results.actions.counting import ballots_of, count_all
from wibo.results.models import Alternatives, CountJob, CountRun
from wibo.rulebook.award.alternatives import alternatives
from wibo.rulebook.spelling.numbering import natural_key
from wibo.ui.progressing import seldom
from wibo.voting.models import Project

log = logging.getLogger(__name__)


@task(queue_name="counts")
def run_count(job_id: int) -> None:
    """Do a count that was asked for; a failure is told on the job and changes nothing."""
    with scopes_disabled():
        job = CountJob.objects.select_related("edition__town").get(pk=job_id)
    if job.done_at:
        return
    with scope(town=job.edition.town):
        failure = _counted(job, timezone.now())
        CountJob.objects.filter(pk=job.pk, done_at=None).update(done_at=timezone.now(), failure=failure[:300])
    if not failure:
        compare_rules.enqueue(job.edition_id)


def _counted(job: CountJob, now: datetime) -> str:
    try:
        count_all(job.edition, act=Act(job.asked_by, now), progress=seldom(partial(_write, job.pk)))
    except Refused as refused:
        return refused.message
    except Exception as error:
        # The values of an error may hold choices, so only its kind is told.
        log.error("counting failed: %s", type(error).__name__)
        return "Nie udało się ustalić wyniku. Nic nie zmieniono; wezwij operatora."
    return ""


def _write(key: int, step: str) -> None:
    CountJob.objects.filter(pk=key).update(step=step, heard_at=timezone.now())


@task(queue_name="counts")
def compare_rules(edition_id: int) -> None:
    """Work out what other rules would have given, for each newest run that has no comparison yet."""
    with scopes_disabled():
        edition = Edition.objects.select_related("town").get(pk=edition_id)
    with scope(town=edition.town):
        for pool in edition.pools.all():
            run = CountRun.objects.filter(pool=pool, alternatives=None).select_related("pool").first()
            if run is not None and run == CountRun.objects.filter(pool=pool).first():
                _compare(run, timezone.now())


def _compare(run: CountRun, now: datetime) -> None:
    pool = run.pool
    costs = {project.number: project.cost for project in Project.objects.filter(pool=pool).in_order()}
    found = alternatives(
        ballots_of(pool),
        costs,
        run.amount,
        pool.ballot_rules,
        pool.award_rule,
        struck=run.settings.get("exclude", ()),
        collisions=pool.collisions,
    )
    rows = [
        [
            one.rule.value,
            sorted(one.funded, key=natural_key),
            one.spent,
            one.tied,
            set(one.funded) == set(run.funded),
        ]
        for one in found
    ]
    Alternatives.objects.get_or_create(run=run, defaults={"rows": rows, "made_at": now})
