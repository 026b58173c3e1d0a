"""Who follows a proposal reads that voting on it has begun: once, whoever notices it."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime

from wibo.editions.models import Edition
from wibo.proposals.following import tell_followers
from wibo.rulebook.calendar.schedule import Stage, last_minute
from wibo.rulebook.calendar.stages import Feature
from wibo.voting.ballot.models import Project

_ONCE = "voting"


def tell_that_voting_began(now: datetime) -> int:
    """Let followers of every standing project of the town in scope be told; of how many projects."""
    told = 0
    for edition in Edition.objects.exclude(frozen_at=None).prefetch_related("windows"):
        if edition.enables(Feature.VOTE, now):
            told += _of(edition, now)
    return told


def _of(edition: Edition, now: datetime) -> int:
    followed = Project.objects.filter(edition=edition, proposal__followers__confirmed_at__isnull=False)
    waiting = (
        followed.standing().exclude(proposal__tellings__once=_ONCE).select_related("proposal").distinct()
    )
    for project in waiting:
        said = f"Głosowanie trwa{_until(edition, now)} Na karcie ten projekt ma numer {project.number}."
        if project.proposal is not None:
            tell_followers(project.proposal, said, at=now, subject="głosujemy", once=_ONCE)
    return len(waiting)


def _until(edition: Edition, now: datetime) -> str:
    ends = [
        window.closes_at
        for window in edition.windows.all()
        if window.stage == Stage.VOTING and window.opens_at <= now < window.closes_at
    ]
    return f" do {date_format(localtime(last_minute(max(ends))), 'j E Y')} r." if ends else "."
