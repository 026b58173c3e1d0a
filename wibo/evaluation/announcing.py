"""Making verdicts known: each at once, or all together on a day. Until then nobody outside the office sees them."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from wibo.access.permissions import Can
from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.editions.models import Edition
from wibo.evaluation.holding import carry, held
from wibo.evaluation.judging import last_review
from wibo.evaluation.models import FormalReview, MeritReview, Review, Verdict
from wibo.journal.acts import BY_ITSELF
from wibo.proposals import lifecycle
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.proposals.terms import appeal_day
from wibo.rulebook.calendar.schedule import Stage

log = logging.getLogger(__name__)


def verdict_of(proposal: Proposal) -> Review:
    """The verdict that stands and is to be announced. Raises Refused where there is none."""
    found = last_review(proposal, but=Verdict.SUPPLEMENT)
    if found is None:
        raise Refused(f"Wniosek nr {proposal.number} nie ma jeszcze decyzji.")
    return found


def announce(proposal: Proposal, *, user: User | None, at: datetime, by: str = BY_ITSELF) -> None:
    """Make the verdict known: status, journal, letter. Without a `user` the edition's rule does. Raises Refused."""
    with transaction.atomic():
        stored = held(proposal)
        review = verdict_of(stored)
        admitted = isinstance(review, MeritReview) and review.verdict == Verdict.POSITIVE
        _mark(stored, at)
        until = None if admitted else appeal_day(stored.edition, at)
        told = {
            "formal": isinstance(review, FormalReview),
            "reasons": review.reasons,
            "cost": review.verified_cost if isinstance(review, MeritReview) else None,
            "appeal_until": until,
            "appeals": stored.edition.windows.filter(stage=Stage.APPEALS.value).first(),
        }
        target = Status.ADMITTED if admitted else Status.REJECTED
        lifecycle.move(
            stored, target, user=user, now=at, by=by, told=told, announced_at=at, appeal_until=until
        )
    carry(stored, proposal)


def _mark(proposal: Proposal, at: datetime) -> None:
    for kind in (FormalReview, MeritReview):
        kind.objects.standing().filter(proposal=proposal, announced_at=None).update(announced_at=at)


def announce_all(proposals: Iterable[Proposal], *, user: User | None, at: datetime) -> int:
    """Announce many; how many. One that somebody has moved meanwhile stops all. Raises Refused."""
    count = 0
    with transaction.atomic():
        for proposal in proposals:
            announce(proposal, user=user, at=at)
            count += 1
    return count


def waiting(edition: Edition) -> Iterable[Proposal]:
    """Proposals that are judged and not announced, in order."""
    rows = Proposal.objects.filter(edition=edition, status=Status.JUDGED)
    found: Iterable[Proposal] = rows.select_related("edition__town", "pool", "author").in_order()
    return found


def shown_waiting(edition: Edition) -> list[tuple[int, str, int]]:
    """What a page of announcement shows: each proposal with the verdict that it would announce."""
    found = [(one.pk, verdict_of(one)) for one in waiting(edition)]
    return [(pk, type(review).__name__, review.pk) for pk, review in found]


def announce_due(at: datetime) -> int:
    """Announce what is due in the town in scope; how many. One edition's trouble is told and stops nothing else."""
    count = 0
    for edition in Edition.objects.filter(announce_at__lte=at, frozen_at=None).prefetch_related("windows"):
        try:
            count += announce_all(waiting(edition), user=None, at=at)
        except Refused:
            log.error("verdicts of edition %s cannot be announced", edition.pk)
    return count


def set_announcement(edition: Edition, announce_at: datetime | None, *, user: User) -> None:
    """Say when verdicts become known by themselves; None: a person announces them. Raises Refused."""
    if not user.can(Can.RUN_EDITION):
        raise Refused("Dzień ogłoszenia ustala administrator gminy.")
    votes = max((w.closes_at for w in edition.windows.all() if w.stage == Stage.VOTING), default=None)
    if announce_at and votes and announce_at >= votes:
        day = date_format(localtime(votes), "DATE_FORMAT")
        raise Refused(f"Głosowanie trwa do {day} Decyzje trzeba ogłosić wcześniej.", "day")
    edition.announce_at = announce_at
    edition.save(update_fields=["announce_at"])
