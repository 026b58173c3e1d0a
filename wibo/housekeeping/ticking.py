"""What happens by itself, every minute, and may be repeated at will: if it never ran, every answer would still be right."""

from datetime import datetime, timedelta

from django_scopes import scope, scopes_disabled

from wibo.editions.models import Edition
from wibo.journal.actions import seal_new_entries
from wibo.keyring import keys
from wibo.letters.models import Letter
from wibo.letters.tasks import deliver
from wibo.towns.models import Town
from wibo.voting.actions.snapshots import is_due, take_snapshot

_RETRY_AFTER = timedelta(minutes=5)


def tick(now: datetime) -> dict[str, int]:
    """Seal the journal, take running counts that are due, queue letters that were not sent."""
    done = {"sealed": 0, "snapshots": 0, "letters": 0}
    for town in Town.objects.all():
        with scope(town=town):
            done["sealed"] += seal_new_entries(town)
            done["snapshots"] += _snapshots(now)
    done["letters"] = _unsent(now)
    return done


def _snapshots(now: datetime) -> int:
    rows = Edition.objects.filter(imported=False, urn_opened_at=None).exclude(frozen_at=None)
    due = [e for e in rows.prefetch_related("windows", "pools") if is_due(e, now)]
    due = [edition for edition in due if keys.has_private(edition.ring, keys.URN)]
    for edition in due:
        take_snapshot(edition, at=now)
    return len(due)


def _unsent(now: datetime) -> int:
    with scopes_disabled():
        waiting = Letter.objects.filter(sent_at=None, written_at__lt=now - _RETRY_AFTER)
        ids = list(waiting.order_by("pk").values_list("pk", flat=True)[:100])
    for letter in ids:
        deliver.enqueue(letter)
    return len(ids)
