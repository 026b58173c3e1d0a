"""Until when an author may appeal."""

from datetime import date, datetime, time, timedelta

from django.db.models import Max
from django.utils.timezone import localtime, make_aware

from wibo.editions.models import Edition
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.calendar.schedule import Stage, last_minute
from wibo.rulebook.calendar.stages import Feature
from wibo.rulebook.evaluating.deadlines import last_day


def appeal_day(edition: Edition, announced_at: datetime) -> date | None:
    """The last day for appealing against a verdict that is announced now; None where the common window alone holds."""
    rules = edition.evaluating
    if not rules.appeal_days:
        return None
    return last_day(localtime(announced_at).date(), rules.appeal_days, working=rules.working_days)


def may_appeal_now(proposal: Proposal, now: datetime) -> bool:
    """Whether a refusal can be appealed against: in the proposal's own days, or in the common window where there are none."""
    if proposal.status != Status.REJECTED or proposal.edition.frozen_at or proposal.announced_at is None:
        return False
    if proposal.appeal_until is None:
        return proposal.edition.enables(Feature.APPEAL, now)
    return now < _end_of(proposal.appeal_until)


def last_appeal_day(edition: Edition) -> date | None:
    """The last day on which somebody refused may still appeal in days of their own; None where nobody may."""
    rows = Proposal.objects.filter(edition=edition, status=Status.REJECTED)
    newest: date | None = rows.aggregate(newest=Max("appeal_until"))["newest"]
    return newest


def came_in_time(proposal: Proposal, on: date) -> bool:
    """Whether an appeal on paper that came in on the day is in time: in the proposal's own days, or in a common window."""
    edition = proposal.edition
    if edition.frozen_at or proposal.announced_at is None or on < localtime(proposal.announced_at).date():
        return False
    if proposal.appeal_until is not None:
        return on <= proposal.appeal_until
    windows = [w for w in edition.windows.all() if w.stage == Stage.APPEALS]
    days = [(localtime(w.opens_at).date(), localtime(last_minute(w.closes_at)).date()) for w in windows]
    return any(first <= on <= last for first, last in days)


def _end_of(day: date) -> datetime:
    """The first instant after a day in Warsaw."""
    return make_aware(datetime.combine(day + timedelta(days=1), time()))


def decide_until(edition: Edition, received: date) -> date | None:
    """Until when an appeal that came in on the day is to be decided; None where the edition sets no day."""
    rules = edition.evaluating
    return last_day(received, rules.answer_days, working=rules.working_days) if rules.answer_days else None
