"""Whether what was said to be erased is gone: keys, and all that goes after the rows."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from wibo.editions.models import Edition
from wibo.keyring import keys
from wibo.retention.models import Erasure
from wibo.rulebook.calendar.keeping import Clock

# The worker tries every minute; longer something stands in its way.
_SOON = timedelta(hours=1)


def findings(edition: Edition) -> Iterator[str]:
    """Erasures that are not whole, and keys that are there after one."""
    for erasure in Erasure.objects.filter(edition=edition):
        if erasure.finished_at is None and erasure.erased_at < timezone.now() - _SOON:
            yield f"usuwanie danych ({erasure.get_clock_display()}) nie jest skończone: pliki albo klucze zostały"
        if erasure.finished_at and erasure.clock == Clock.IDENTITY and keys.number_of(edition.ring):
            yield "dane osób są usunięte, a klucze edycji istnieją"
