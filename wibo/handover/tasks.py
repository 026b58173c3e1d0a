"""The worker makes the package and puts it where the office can take it."""

import logging
import tempfile
import time
from collections.abc import Callable
from hashlib import file_digest

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone
from django_scopes import scope, scopes_disabled
from django_tasks import task

from wibo.editions.models import Edition
from wibo.handover.models import Package
from wibo.handover.packing import write_package

log = logging.getLogger(__name__)
_FOLDER = "packages"
# How often a step is written down, in seconds.
_TELL = 1.0


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
        contents = write_package(edition, target, at=timezone.now(), tell=_teller(package))
        size = target.tell()
        target.seek(0)
        digest = file_digest(target, "sha256").hexdigest()
        target.seek(0)
        name = default_storage.save(f"{_FOLDER}/{digest[:40]}.zip", File(target))
    earlier = Package.objects.filter(edition=edition).exclude(pk=package.pk).exclude(name="")
    gone = list(earlier.values_list("name", flat=True))
    earlier.update(name="")
    Package.objects.filter(pk=package.pk).update(
        done_at=timezone.now(), name=name, size=size, digest=digest, files=len(contents.digests), step=""
    )
    for old in set(gone) - {name}:
        default_storage.delete(old)


def _teller(package: Package) -> Callable[[str], None]:
    """Writes a step down, at most once in a while."""
    last = 0.0

    def tell(step: str) -> None:
        nonlocal last
        if time.monotonic() - last >= _TELL:
            last = time.monotonic()
            Package.objects.filter(pk=package.pk).update(step=step[:200])

    return tell
