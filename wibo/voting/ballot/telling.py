"""Who follows a proposal reads that voting on it has begun: once, in portions, by the worker."""

from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from wibo.editions.models import Edition
from wibo.proposals.following import tell_these
from wibo.proposals.models import Follower
from wibo.rulebook.calendar.schedule import Stage, last_minute
from wibo.rulebook.calendar.stages import Feature

# A minute's portion: each letter is a row and a task.
_AT_ONCE = 300


def tell_that_voting_began(now: datetime) -> int:
    """Write to those in the town in scope who have not been told; how many. A struck project is not told of."""
    told = 0
    for edition in Edition.objects.exclude(frozen_at=None).prefetch_related("windows"):
        if edition.enables(Feature.VOTE, now):
            told += _of(edition, now)
    return told


def _of(edition: Edition, now: datetime) -> int:
    rows = Follower.objects.filter(proposal__project__edition=edition, proposal__project__struck_at=None)
    waiting = rows.filter(told_of_voting_at=None).exclude(confirmed_at=None)
    with transaction.atomic():
        portion = list(waiting.select_related("proposal__edition__town", "proposal__project")[:_AT_ONCE])
        for one in portion:
            number = one.proposal.project.number
            said = f"Głosowanie trwa{_until(edition, now)}. Na karcie ten projekt ma numer {number}."
            tell_these([one], said, at=now, subject="głosujemy")
        Follower.objects.filter(pk__in=[one.pk for one in portion]).update(told_of_voting_at=now)
    return len(portion)


def _until(edition: Edition, now: datetime) -> str:
    ends = [
        window.closes_at
        for window in edition.windows.all()
        if window.stage == Stage.VOTING and window.opens_at <= now < window.closes_at
    ]
    return f" do {date_format(localtime(last_minute(max(ends))), 'j E Y')} r." if ends else ""
