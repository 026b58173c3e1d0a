"""Numbers for Prometheus: requests as they are answered, and the state of the service at the moment of asking."""

import os
from collections.abc import Iterator
from datetime import datetime

from django.core.cache import cache
from django.db.models import Count
from django.utils import timezone
from django_scopes import scopes_disabled
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from wibo.editions.models import Edition
from wibo.housekeeping.ticking import LAST_TICK
from wibo.journal.models import Entry
from wibo.letters.models import Letter
from wibo.rulebook.calendar.service import ServiceState
from wibo.towns.models import Town
from wibo.voting.models import Envelope

REQUESTS = Counter("wibo_requests", "Answered requests", ["view", "method", "status"])
SECONDS = Histogram(
    "wibo_request_seconds",
    "Time to answer",
    ["view"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)


class _State(Collector):
    """Gauges read from the database when somebody asks."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The gauges; a constant number of queries."""
        now = timezone.now()
        with scopes_disabled():
            yield _labelled("wibo_towns", "Towns by service state", "state", _towns(now))
            envelopes = (
                Envelope.objects.handed_in()
                .filter(edition__town__rehearses=None)
                .values_list("channel")
                .annotate(n=Count("pk"))
            )
            yield _labelled("wibo_envelopes", "Envelopes by channel", "channel", dict(envelopes))
            yield GaugeMetricFamily(
                "wibo_letters_waiting",
                "Letters not yet sent",
                Letter.objects.by_mail().filter(sent_at=None, given_up_at=None, town__rehearses=None).count(),
            )
            yield GaugeMetricFamily(
                "wibo_letters_given_up", "Letters that nobody got", Letter.objects.given_up().count()
            )
            yield GaugeMetricFamily(
                "wibo_journal_unsealed",
                "Journal entries without a seal",
                Entry.objects.filter(seal=None, town__rehearses=None).count(),
            )
            yield GaugeMetricFamily(
                "wibo_urns_waiting",
                "Frozen editions whose urn is closed",
                Edition.objects.exclude(frozen_at=None)
                .filter(urn_opened_at=None, town__rehearses=None)
                .count(),
            )
        tasks = DBTaskResult.objects.filter(status__in=(TaskResultStatus.READY, TaskResultStatus.FAILED))
        yield _labelled(
            "wibo_tasks", "Tasks by state", "state", dict(tasks.values_list("status").annotate(n=Count("pk")))
        )
        last = cache.get(LAST_TICK)
        if last is not None:
            age = (now - last).total_seconds()
            yield GaugeMetricFamily("wibo_seconds_since_tick", "Since the worker's last round", age)


def _towns(now: datetime) -> dict[str, int]:
    today = timezone.localtime(now).date()
    counts = dict.fromkeys(ServiceState, 0)
    for town in Town.objects.real().only("service_from", "service_until"):
        counts[town.service.state(today)] += 1
    return {state.value: number for state, number in counts.items()}


def _labelled(name: str, words: str, label: str, values: dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, words, labels=[label])
    for value, number in sorted(values.items()):
        family.add_metric([str(value).lower()], number)
    return family


def exposition() -> bytes:
    """All metrics as text; of all web processes when there are several."""
    state = CollectorRegistry()
    state.register(_State())
    requests = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        requests = CollectorRegistry()
        multiprocess.MultiProcessCollector(requests)  # type: ignore[no-untyped-call]  # untyped library
    return generate_latest(requests) + generate_latest(state)
