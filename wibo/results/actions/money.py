"""Money beside the rule: a pool changed before the final run, a project funded from elsewhere."""

from django.db import IntegrityError, transaction
from django.db.models import Sum

from wibo.access.refusal import Refused
from wibo.editions.models import Edition, Pool
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.results import PoolAdjusted, ProjectAdded
from wibo.results.letters import write_outcomes
from wibo.results.models import Addition, PoolAdjustment, Publication
from wibo.results.outcomes import told
from wibo.results.runs import newest_runs, published_runs
from wibo.rulebook.spelling.money import zloty
from wibo.voting.models import Project


def adjust_pool(pool: Pool, amount: int, reason: str, *, act: Act) -> PoolAdjustment:
    """Add grosze to a pool after the vote; a negative amount takes some away. The next count uses it. Raises Refused."""
    edition = pool.edition
    if not edition.urn_opened_at:
        raise Refused(
            "Pulę można zmienić po otwarciu urny. Wcześniej obowiązuje kwota z karty do głosowania."
        )
    if amount == 0 or not reason.strip():
        raise Refused("Podaj kwotę inną niż zero i powód.")
    with transaction.atomic():
        Edition.objects.select_for_update().get(pk=edition.pk)
        if Publication.objects.filter(edition=edition).exclude(final_at=None).exists():
            raise Refused("Wynik jest ostateczny. Puli nie można już zmienić.")
        changed = PoolAdjustment.objects.filter(pool=pool).aggregate(all=Sum("amount"))["all"] or 0
        if pool.amount + changed + amount < 0:
            raise Refused(f"Pula ma {zloty(pool.amount + changed)}. Nie można odjąć więcej.")
        made: PoolAdjustment = PoolAdjustment.objects.create(
            edition=edition, pool=pool, amount=amount, reason=reason, made_at=act.at, made_by=act.by
        )
        record(
            PoolAdjusted(pool=pool.name, amount=zloty(amount), reason=reason),
            act,
            town=edition.town,
            edition=edition.pk,
            about=made,
        )
    return made


def add_project(project: Project, amount: int, source: str, reason: str, *, act: Act) -> Addition:
    """Fund a project that did not win from other money, by a named decision. Raises Refused."""
    edition = project.edition
    publication = Publication.objects.filter(edition=edition).first()
    runs = published_runs(publication) if publication else newest_runs(edition)
    if not any(run.pool_id == project.pool_id for run in runs):
        raise Refused("Najpierw trzeba ustalić wynik.")
    if any(project.number in run.funded for run in runs):
        raise Refused("Ten projekt wygrał i ma już pieniądze z puli.")
    if amount <= 0 or not source.strip() or not reason.strip():
        raise Refused("Podaj kwotę, źródło pieniędzy i powód.")
    try:
        with transaction.atomic():
            before = told(publication, runs) if publication else {}
            made: Addition = Addition.objects.create(
                edition=edition,
                project=project,
                amount=amount,
                source=source,
                reason=reason,
                made_at=act.at,
                made_by=act.by,
            )
            record(
                ProjectAdded(number=project.number, amount=zloty(amount), source=source, reason=reason),
                act,
                town=edition.town,
                edition=edition.pk,
                about=made,
            )
            if publication is not None:
                write_outcomes(publication, at=act.at, before=before)
    except IntegrityError as error:
        raise Refused("Ten projekt jest już dodany.") from error
    return made
