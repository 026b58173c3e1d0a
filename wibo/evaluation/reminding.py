"""Letters before a day comes: to authors whom the office waits for, to units, to who decides appeals, to evaluators."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Model
from django.urls import reverse
from django.utils.timezone import localtime

from wibo.access.permissions import Can
from wibo.accounts.models import User
from wibo.editions.addressing import usual_prefix
from wibo.editions.models import Edition
from wibo.evaluation.models import Appeal, Assignment, Change, Opinion, Reminder, UnitMember
from wibo.evaluation.queues import WAITING
from wibo.letters.actions import write
from wibo.proposals.models import Call, Proposal
from wibo.proposals.statuses import Status
from wibo.rulebook.calendar.schedule import Stage, last_minute
from wibo.rulebook.evaluating.rules import EvaluationRules
from wibo.towns.addresses import address_of
from wibo.towns.models import Town


@dataclass(frozen=True, slots=True)
class Due:
    """What is due, when, who is told, in which words, and where it is done."""

    about: str
    on: date
    addresses: Iterable[str]
    what: str
    path: str


def remind(town: Town, at: datetime) -> int:
    """Write the reminders that are due in the town in scope and were not written; how many letters."""
    today = localtime(at).date()
    count = 0
    for edition in Edition.objects.own().prefetch_related("windows"):
        rules = edition.evaluating
        if not rules.remind_days:
            continue
        for due in _all_due(edition, rules, today, today + timedelta(days=rules.remind_days)):
            count += _written(town, edition, due, at)
    return count


def _written(town: Town, edition: Edition, due: Due, at: datetime) -> int:
    _, fresh = Reminder.objects.get_or_create(
        town=town, about=due.about, due_on=due.on, defaults={"sent_at": at}
    )
    addresses = sorted(set(due.addresses)) if fresh else []
    link = address_of(town) + due.path
    for address in addresses:
        write(
            "reminder",
            town=town,
            address=address,
            at=at,
            edition=edition.pk,
            due=due.on,
            what=due.what,
            link=link,
        )
    return len(addresses)


def _all_due(edition: Edition, rules: EvaluationRules, today: date, until: date) -> Iterator[Due]:
    yield from _of_authors(edition, today, until)
    if rules.remind_office:
        yield from _of_office(edition, today, until)
        yield from _of_evaluators(edition, today, until)
    if rules.remind_drafts:
        yield from _of_drafts(edition, today, until)


def _named(row: Model) -> str:
    return f"{row._meta.model_name}:{row.pk}"


def _of_authors(edition: Edition, today: date, until: date) -> Iterator[Due]:
    calls = Call.objects.unanswered().filter(proposal__edition=edition, due_on__range=(today, until))
    calls = calls.filter(proposal__status=Status.RETURNED.value)
    for call in calls.select_related("proposal__author"):
        what = f"uzupełnij wniosek nr {call.proposal.number}"
        yield Due(_named(call), call.due_on, call.proposal.addresses(), what, _own(call.proposal))
    changes = Change.objects.unanswered().filter(proposal__edition=edition, due_on__range=(today, until))
    changes = changes.filter(proposal__status=Status.MERIT_REVIEW.value)
    for change in changes.select_related("proposal__author"):
        what = f"odpowiedz na propozycję zmiany wniosku nr {change.proposal.number}"
        yield Due(_named(change), change.due_on, change.proposal.addresses(), what, _own(change.proposal))


def _own(proposal: Proposal) -> str:
    return reverse("proposals:own", args=[proposal.pk])


def _of_office(edition: Edition, today: date, until: date) -> Iterator[Due]:
    within = {"proposal__edition": edition, "due_on__range": (today, until)}
    opinions = Opinion.objects.filter(given_at=None, **within)
    for opinion in opinions.select_related("proposal", "unit"):
        members = UnitMember.objects.filter(unit=opinion.unit).values_list("user__email", flat=True)
        what = f"opinia jednostki {opinion.unit} o wniosku nr {opinion.proposal.number}"
        path = usual_prefix(edition) + reverse("evaluation:opinion", args=[opinion.pk])
        yield Due(_named(opinion), opinion.due_on, members, what, path)
    appeals = Appeal.objects.undecided().filter(**within).select_related("proposal")
    for appeal in appeals:
        deciders = [user.email for user in User.objects.holding(Can.DECIDE_APPEAL)]
        what = f"odwołanie w sprawie wniosku nr {appeal.proposal.number}"
        path = usual_prefix(edition) + reverse("evaluation:decide-appeal", args=[appeal.pk])
        yield Due(_named(appeal), appeal.due_on or until, deciders, what, path)


def _of_evaluators(edition: Edition, today: date, until: date) -> Iterator[Due]:
    """Who has cards left when evaluation is about to end."""
    ends = _end_of(edition, Stage.EVALUATION)
    if ends and today <= ends <= until and not edition.frozen_at:
        for kind, status in WAITING.items():
            yield from _left(edition, kind, status, ends)


def _end_of(edition: Edition, stage: Stage) -> date | None:
    """The last day of a stage."""
    ends = [
        localtime(last_minute(one.closes_at)).date() for one in edition.windows.all() if one.stage == stage
    ]
    return max(ends, default=None)


def _of_drafts(edition: Edition, today: date, until: date) -> Iterator[Due]:
    """Who has begun an application and has not handed it in when collecting is about to end."""
    ends = _end_of(edition, Stage.SUBMISSION)
    if not ends or not today <= ends <= until:
        return
    drafts = Proposal.objects.filter(edition=edition, status=Status.DRAFT).exclude(title="")
    for draft in drafts.select_related("author"):
        yield Due(
            _named(draft),
            ends,
            draft.addresses(),
            f"koniec naboru; Twój szkic „{draft.title}” nie jest złożony",
            f"{usual_prefix(edition)}{_own(draft)}",
        )


def _left(edition: Edition, kind: str, status: Status, ends: date) -> Iterator[Due]:
    rows = Assignment.objects.filter(
        kind=kind, proposal__edition=edition, proposal__status=status.value
    ).select_related("user", "unit")
    left: dict[User, int] = {}
    for one in rows:
        for user in one.people:
            left[user] = left.get(user, 0) + 1
    for user, count in left.items():
        path = f"{usual_prefix(edition)}{reverse(f'evaluation:{kind}-queue')}?czyje=moje"
        what = f"koniec oceny; wnioski, które czekają na Twoją kartę: {count}"
        yield Due(f"{kind}:{edition.pk}:{user.pk}", ends, [user.email], what, path)
