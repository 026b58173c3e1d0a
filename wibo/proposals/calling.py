"""Calls for corrections: written by who judges formally, answered by the author, or by a clerk for paper."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.journal.events.evaluation import CallTakenBack
from wibo.proposals import lifecycle
from wibo.proposals.describing import described
from wibo.proposals.models import Call, Proposal
from wibo.proposals.own import refuse_own
from wibo.proposals.statuses import Status
from wibo.rulebook.evaluating.deadlines import last_day


def call(proposal: Proposal, parts: Sequence[str], note: str, *, user: User, at: datetime) -> Call:
    """Call the author to mend the named parts; the letter says which, what and until when. Raises Refused."""
    if not note.strip():
        raise Refused("Napisz, co trzeba uzupełnić. Trafi to do wnioskodawcy.", "reasons")
    if not parts:
        raise Refused("Zaznacz, które części wniosku autor ma poprawić. Tylko te się otworzą.", "parts")
    due = last_day(localtime(at).date(), proposal.edition.evaluating.correction_days)
    held = described(proposal)
    with transaction.atomic():
        made: Call = Call.objects.create(
            proposal=proposal,
            note=note,
            parts=list(parts),
            before={part: held[part] for part in parts},
            due_on=due,
            called_at=at,
            called_by=user,
        )
        facts = {"parts": made.named, "until": date_format(due, "DATE_FORMAT")}
        lifecycle.move(proposal, Status.RETURNED, user=user, now=at, facts=facts, told={"call": made})
    return made


def take_back_call(proposal: Proposal, reason: str, *, user: User, at: datetime) -> None:
    """A call that should not have been written: the proposal waits for its formal evaluation again. Raises Refused."""
    if not reason.strip():
        raise Refused(
            "Napisz, dlaczego cofasz wezwanie. Stanie to w liście do autora i w dzienniku.", "reason"
        )
    refuse_own(proposal, user)
    with transaction.atomic():
        facts = {"reason": reason}
        lifecycle.move(proposal, Status.SUBMITTED, user=user, now=at, event=CallTakenBack, facts=facts)
