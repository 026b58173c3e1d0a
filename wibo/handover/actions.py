"""Asking for the package; the worker makes it."""

from datetime import timedelta
from functools import partial

from django.db import IntegrityError, transaction

from wibo.access.refusal import Refused
from wibo.documents.reports.actions import record_export
from wibo.editions.models import Edition
from wibo.handover.models import Package
from wibo.handover.tasks import make_package
from wibo.journal.acts import Act
from wibo.results.models import Publication

# A worker that lives is done long before.
_SILENCE = timedelta(hours=2)


def ask(edition: Edition, *, act: Act) -> Package:
    """Ask the worker for the package. Raises Refused while no result is final, or while one is being made."""
    if edition.town.is_rehearsal:
        raise Refused("To jest próba: pakiet robi się z prawdziwej edycji.")
    if not Publication.objects.filter(edition=edition).exclude(final_at=None).exists():
        raise Refused("Pakiet robi się, kiedy wynik jest ostateczny.")
    try:
        with transaction.atomic():
            stale = Package.objects.filter(edition=edition, done_at=None, asked_at__lt=act.at - _SILENCE)
            stale.update(done_at=act.at, failure="Przerwano. Zamów pakiet jeszcze raz.")
            made: Package = Package.objects.create(edition=edition, asked_at=act.at, asked_by=act.by)
            record_export(edition, "pakiet przekazania", act=act)
            transaction.on_commit(partial(make_package.enqueue, made.pk))
    except IntegrityError as error:
        raise Refused("Pakiet jest właśnie robiony. Odśwież stronę za chwilę.") from error
    return made
