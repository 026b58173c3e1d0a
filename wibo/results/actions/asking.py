"""Asking the worker for a count: one at a time in an edition, and none that has fallen silent stands in the way."""

from datetime import timedelta

from django.db import IntegrityError, transaction

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.results import CountAsked
from wibo.results.models import CountJob, Publication

# A worker that lives says so at every step; a long silence means that it was stopped.
SILENCE = timedelta(minutes=15)


def ask_count(edition: Edition, *, act: Act) -> CountJob:
    """Note that someone asks for a count; the caller queues the worker's task. Raises Refused."""
    if not edition.urn_opened_at:
        raise Refused("Najpierw trzeba otworzyć urnę.")
    if Publication.objects.filter(edition=edition).exclude(final_at=None).exists():
        raise Refused("Wynik tej edycji jest ostateczny i ogłoszony.")
    try:
        with transaction.atomic():
            CountJob.objects.filter(edition=edition, done_at=None, heard_at__lt=act.at - SILENCE).update(
                done_at=act.at, failure="Liczenie przerwano."
            )
            job: CountJob = CountJob.objects.create(
                edition=edition, asked_at=act.at, asked_by=act.by, heard_at=act.at
            )
            record(CountAsked(), act, town=edition.town, edition=edition.pk, about=job)
    except IntegrityError as error:
        raise Refused("Wynik jest właśnie liczony. Odśwież stronę za chwilę.") from error
    return job
