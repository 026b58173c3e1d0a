"""What happens by itself, every minute, and may be repeated at will: if it never ran, every answer would still be right."""

import logging
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.utils.timezone import localtime
from django_scopes import scope, scopes_disabled

from wibo.access.refusal import Refused
from wibo.access.throttling import forget_old_tries
from wibo.accounts.signing import sweep_sessions
from wibo.accounts.support import end_due
from wibo.editions.models import Edition
from wibo.editions.showing import show_due
from wibo.editions.tasks import make_keys
from wibo.evaluation.announcing import announce_due
from wibo.evaluation.reminding import remind
from wibo.housekeeping.copying.writing import share_ledger
from wibo.housekeeping.stored_files import sweep_orphans
from wibo.journal.actions import seal_new_entries
from wibo.journal.anchoring import anchor_head
from wibo.keyring import keys, store
from wibo.letters.models import Letter
from wibo.letters.tasks import deliver
from wibo.proposals.co_authors import sweep_invitations
from wibo.proposals.following import sweep_unconfirmed_followers, write_tellings
from wibo.proposals.importing.loading import sweep_drafts
from wibo.proposals.supporting import sweep_unconfirmed
from wibo.results.models import CountJob
from wibo.results.tasks import run_count
from wibo.retention.actions import finish_due
from wibo.towns.models import Town
from wibo.voting.ballot.packing import Unreadable
from wibo.voting.ballot.telling import tell_that_voting_began
from wibo.voting.models import SecondKeying, Settlement, TwoPersonAct, TwoPersonKind
from wibo.voting.papers.second_keying import compare
from wibo.voting.tasks import open_confirmed_urn
from wibo.voting.urn.receipts import list_receipts
from wibo.voting.urn.snapshots import is_due, take_snapshot
from wibo.voting.urn.stirring import stir
from wibo.voting.urn.watching import keep_day_keys, look_for_unusual

_RETRY_AFTER = timedelta(minutes=5)
# Longer than any opening takes; a process that starts does not wait for it.
_FINISH_AFTER = timedelta(minutes=10)

# Looking through the names of all files takes long in a large house.
_SWEEP_EVERY = timedelta(days=1)

LAST_TICK = "last-tick"
_SWEPT = "orphans-swept"
# What is due within days need not be looked for every minute; the database knows who was reminded.
_REMINDED = "reminded"
_REMIND_EVERY = timedelta(hours=6)

log = logging.getLogger(__name__)


def tick(now: datetime) -> dict[str, int]:
    """Seal the journal, take running counts that are due, finish openings, queue letters that were not sent."""
    done = {"sealed": 0, "snapshots": 0, "letters": 0}
    troubles: list[Exception] = []
    for town in Town.objects.all():
        try:
            with scope(town=town):
                _of_town(town, now, done)
        except Exception as trouble:
            # The others must not wait for one town; the trouble is raised below.
            troubles.append(trouble)
    done["letters"] = _unsent(now)
    forget_old_tries(now)
    with scopes_disabled():
        sweep_invitations(now)
        sweep_unconfirmed(now)
        sweep_unconfirmed_followers(now)
        sweep_drafts(now)
        if cache.add(_SWEPT, now, _SWEEP_EVERY.total_seconds()):
            sweep_orphans(now)
            sweep_sessions()
    cache.set(LAST_TICK, now, None)
    if settings.BACKUP_DIR and Path(settings.BACKUP_DIR).is_dir():
        # An older backup must not bring back a key that was destroyed since.
        share_ledger(Path(settings.BACKUP_DIR))
    if troubles:
        raise troubles[0]
    return done


def _of_town(town: Town, now: datetime, done: dict[str, int]) -> None:
    done["sealed"] += seal_new_entries(town)
    if not anchor_head(town, at=now):
        log.error("the journal of %s does not lead to its anchor", town.slug)
    _finish_openings(now)
    _missing_keys()
    # An official may do the same at this moment: then it is done.
    with suppress(Refused):
        show_due(now)
    with suppress(Refused):
        end_due(town, now)
    announce_due(now)
    if cache.add(f"{_REMINDED}:{town.pk}", now, _REMIND_EVERY.total_seconds()):
        remind(town, now)
    tell_that_voting_began(now)
    write_tellings(now)
    finish_due(now)
    done["snapshots"] += _snapshots(now)
    _receipts(now)
    _watch(now)


def resume_openings() -> None:
    """What a process that was killed has left half done, whatever town's: when it starts again, it begins with this."""
    with scopes_disabled():
        waiting = TwoPersonAct.objects.filter(kind=TwoPersonKind.OPEN_URN, done_at=None, failure="")
        for act in list(waiting.exclude(confirmed_at=None)):
            open_confirmed_urn.enqueue(act.pk)


def resume_counts() -> None:
    """Counts that a process which was killed has left half done: begun anew, as if asked for now."""
    with scopes_disabled():
        for job in list(CountJob.objects.filter(done_at=None)):
            run_count.enqueue(job.pk)


def _finish_openings(now: datetime) -> None:
    """An opening whose task was lost is asked for anew, and a key that was left behind is destroyed."""
    waiting = TwoPersonAct.objects.filter(
        kind=TwoPersonKind.OPEN_URN, done_at=None, failure="", confirmed_at__lt=now - _FINISH_AFTER
    )
    for act in waiting:
        open_confirmed_urn.enqueue(act.pk)
    for edition in Edition.objects.exclude(urn_opened_at=None):
        keys.destroy_urn(edition.ring)
    for keyed in SecondKeying.objects.filter(settlement=Settlement.COMPARING):
        compare.enqueue(keyed.pk, now.isoformat())


def _missing_keys() -> None:
    """An edition that nobody has voted in and whose keys were never made gets them, should the task be lost."""
    for edition in Edition.objects.filter(frozen_at=None, urn_opened_at=None):
        make_keys.call(edition.ring)
    for edition in Edition.objects.filter(urn_opened_at=None, imported=False):
        if keys.ready(edition.ring):
            keys.supplement(edition.ring)


def _snapshots(now: datetime) -> int:
    rows = Edition.objects.filter(imported=False, urn_opened_at=None).exclude(frozen_at=None)
    taken = 0
    for edition in rows.prefetch_related("windows", "pools"):
        if not is_due(edition, now) or not keys.has_private(edition.ring, keys.URN):
            continue
        try:
            take_snapshot(edition, at=now)
            taken += 1
        except Unreadable:
            # One town's broken envelope must not stop the others; `doctor` and the opening tell of it.
            log.error("edition %s has an envelope that cannot be read", edition.pk)
    return taken


def _receipts(now: datetime) -> None:
    """Once an hour, while there is something to list; after the urn is opened once more, and then no more."""
    rows = Edition.objects.filter(imported=False).exclude(frozen_at=None).select_related("town")
    for edition in rows:
        lasts = edition.urn_opened_at is None or now - edition.urn_opened_at < timedelta(days=1)
        if lasts and list_receipts(edition, at=now) is not None:
            stir(edition)


def _watch(now: datetime) -> None:
    """Flags for the office while ballots come in, and today's key for places of the network."""
    for edition in Edition.objects.filter(imported=False, urn_opened_at=None).exclude(frozen_at=None):
        if not keys.ready(edition.ring):
            continue
        keep_day_keys(edition, localtime(now).date())
        try:
            look_for_unusual(edition, at=now)
        except (Unreadable, store.KeyMissing):
            log.error("edition %s cannot be watched", edition.pk)


def _unsent(now: datetime) -> int:
    with scopes_disabled():
        waiting = Letter.objects.due(now).filter(written_at__lt=now - _RETRY_AFTER)
        ids = list(waiting.order_by("pk").values_list("pk", flat=True)[:100])
    for letter in ids:
        deliver.enqueue(letter)
    return len(ids)
