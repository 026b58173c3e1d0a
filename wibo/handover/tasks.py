"""The worker makes the package and puts it where the office can take it."""

import logging
import tempfile
from functools import partial
from hashlib import file_digest

from django.core.files import File
from django.utils import timezone
from django_scopes import scope, scopes_disabled
from django_tasks import task

from wibo.editions.models import Edition
from wibo.handover.models import Package
from wibo.handover.packing import write_package
from wibo.towns.files import forget_unnamed
from wibo.ui.progressing import seldom

log = logging.getLogger(__name__)


@task(queue_name="rehearsals")
def make_package(package_id: int) -> None:
    """Make the package that was asked for; a failure is told on it. An earlier one of the edition goes."""
    with scopes_disabled():
        package = Package.objects.select_related("edition__town").get(pk=package_id)
    if package.done_at:
        return
    with scope(town=package.edition.town):
        try:
            _make(package)
        except Exception as error:
            log.exception("a package could not be made: %s", type(error).__name__)
            words = (
                "Nie udało się zrobić pakietu. Spróbuj jeszcze raz; jeśli to nie pomoże, wezwij operatora."
            )
            Package.objects.filter(pk=package.pk).update(done_at=timezone.now(), failure=words)


def _make(package: Package) -> None:
    edition = (
        Edition.objects.select_related("town")
        .prefetch_related("windows", "pools", "areas")
        .get(pk=package.edition_id)
    )
    with tempfile.TemporaryFile() as target:
        contents = write_package(edition, target, at=timezone.now(), tell=seldom(partial(_write, package.pk)))
        size = target.tell()
        target.seek(0)
        digest = file_digest(target, "sha256").hexdigest()
        target.seek(0)
        package.file.save("pakiet.zip", File(target), save=False)
    earlier = Package.objects.filter(edition=edition).exclude(pk=package.pk).exclude(file="")
    gone = list(earlier.values_list("file", flat=True))
    earlier.update(file="")
    Package.objects.filter(pk=package.pk).update(
        done_at=timezone.now(),
        file=package.file.name,
        size=size,
        digest=digest,
        files=len(contents.digests),
        step="",
    )
    forget_unnamed(gone)


def resume_packages() -> None:
    """What a process that was killed has left undone."""
    with scopes_disabled():
        waiting = list(Package.objects.filter(done_at=None).values_list("pk", flat=True))
    for key in waiting:
        make_package.enqueue(key)


def _write(key: int, step: str) -> None:
    Package.objects.filter(pk=key).update(step=step)
