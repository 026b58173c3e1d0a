"""How the towns fare, for the operator's list: stage, next critical hour, letters, what failed. Never a person's data.

A constant number of queries for a page of towns, however many rows each has.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Q
from django_scopes import scopes_disabled
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from wibo.editions.models import CHANNEL_NAMES, STAGE_NAMES, Edition, StageWindow
from wibo.housekeeping.ticking import LAST_TICK
from wibo.letters.models import Letter
from wibo.results.models import CountJob
from wibo.rulebook.calendar.schedule import Channel, Stage
from wibo.towns.models import Town
from wibo.voting.models import TwoPersonAct

# A letter that waits longer than this waits for something.
_SOON = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Condition:
    """A town: its open stages, the next opening or end of voting, letters that wait or nobody got, acts that failed."""

    stages: str = ""
    critical: str = ""
    critical_at: datetime | None = None
    waiting: int = 0
    given_up: int = 0
    failures: int = 0

    @property
    def is_well(self) -> bool:
        """Whether nothing asks for the operator."""
        return not (self.waiting or self.given_up or self.failures)


@dataclass(frozen=True, slots=True)
class House:
    """The installation: the last round of the worker, tasks that failed, the newest backup; None where there is none."""

    last_round: datetime | None
    failed_tasks: int
    backup: datetime | None


def conditions(towns: Iterable[Town], now: datetime) -> dict[int, Condition]:
    """Of each town, by its key."""
    keys = [town.pk for town in towns]
    with scopes_disabled():
        windows = _windows(keys)
        letters = {
            row["town"]: row
            for row in Letter.objects.by_mail()
            .filter(town__in=keys, sent_at=None)
            .values("town")
            .annotate(
                waiting=Count("pk", filter=Q(given_up_at=None, written_at__lt=now - _SOON)),
                lost=Count("pk", filter=Q(given_up_at__gt=now - timedelta(days=14))),
            )
        }
        failures = _failures(keys, now)
    found = {}
    for key in keys:
        stages, critical, at = _dates(windows[key], now) if key in windows else ("bez edycji", "", None)
        row = letters.get(key, {"waiting": 0, "lost": 0})
        found[key] = Condition(stages, critical, at, row["waiting"], row["lost"], failures.get(key, 0))
    return found


def _windows(towns: list[int]) -> dict[int, list[StageWindow]]:
    """The dates of each town's editions that residents see; a town without one has no key."""
    found: dict[int, list[StageWindow]] = {}
    for edition in Edition.objects.own().shown().filter(town__in=towns).prefetch_related("windows"):
        found.setdefault(edition.town_id, []).extend(edition.windows.all())
    return found


def _failures(towns: list[int], now: datetime) -> dict[int, int]:
    """Openings and lists of names that the worker could not do, until they succeed; counts that ended in a fault today."""
    found: dict[int, int] = {}
    acts = TwoPersonAct.objects.filter(
        # What two people withdraw or refuse was never work.
        edition__town__in=towns,
        edition__urn_opened_at=None,
        done_at=None,
        confirmed_at__isnull=False,
    ).exclude(failure="")
    jobs = CountJob.objects.filter(edition__town__in=towns, done_at__gt=now - timedelta(days=1)).exclude(
        failure=""
    )
    for rows in (acts, jobs):
        for town, number in rows.values_list("edition__town").annotate(n=Count("pk")):
            found[town] = found.get(town, 0) + number
    return found


def _dates(windows: list[StageWindow], now: datetime) -> tuple[str, str, datetime | None]:
    open_now = [window for window in windows if window.opens_at <= now < window.closes_at]
    stages = ", ".join(dict.fromkeys(str(STAGE_NAMES[Stage(one.stage)]) for one in open_now))
    coming = [
        (at, f"{words} głosowania{_by(window.channel)}")
        for window in windows
        if window.stage == Stage.VOTING
        for at, words in ((window.opens_at, "początek"), (window.closes_at, "koniec"))
        if at > now
    ]
    at, words = min(coming, default=(None, ""))
    return stages or "między etapami", words, at


def _by(channel: str) -> str:
    return f" {CHANNEL_NAMES[Channel(channel)]}" if channel else ""


def house() -> House:
    """How the installation fares."""
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).count()
    return House(cache.get(LAST_TICK), failed, _newest_backup())


def _newest_backup() -> datetime | None:
    folder = Path(settings.BACKUP_DIR) if settings.BACKUP_DIR else None
    if folder is None or not folder.is_dir():
        return None
    times = [file.stat().st_mtime for file in folder.glob("*.age")]
    return datetime.fromtimestamp(max(times)).astimezone() if times else None
