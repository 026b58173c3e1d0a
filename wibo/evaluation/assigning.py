"""Whose a card is: by hand and in bulk, a declared conflict, a substitute, notes, and cards that were begun."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.evaluation.judging import why_not
from wibo.evaluation.models import Assignment, CardDraft, Conflict, Note, Substitution
from wibo.journal.acts import Act
from wibo.journal.events.evaluation import Assigned, ConflictDeclared
from wibo.proposals import lifecycle
from wibo.proposals.models import Proposal
from wibo.proposals.own import wrote


def assign(proposals: Iterable[Proposal], kind: str, user: User, *, act: Act) -> tuple[int, list[str]]:
    """Give the cards of proposals to a person; how many, and of which numbers the person may not judge."""
    given, barred = 0, []
    with transaction.atomic():
        for proposal in proposals:
            if why_not(user, proposal, kind):
                barred.append(proposal.number)
                continue
            Assignment.objects.update_or_create(
                proposal=proposal, kind=kind, defaults={"user": user, "assigned_at": act.at}
            )
            lifecycle.journal(Assigned(proposal.number, str(user)), proposal, act)
            given += 1
    return given, barred


def declare_conflict(proposal: Proposal, why: str, *, user: User, at: datetime) -> None:
    """An official steps back from a proposal; their assignment to it ends. Raises Refused."""
    if wrote(user, proposal):
        raise Refused("To Twój wniosek: i tak nie możesz go oceniać.")
    with transaction.atomic():
        _, made = Conflict.objects.get_or_create(
            proposal=proposal, user=user, defaults={"why": why, "declared_at": at}
        )
        if not made:
            raise Refused("Już wyłączyłeś się z oceny tego wniosku.")
        Assignment.objects.filter(proposal=proposal, user=user).delete()
        CardDraft.objects.filter(proposal=proposal, user=user).delete()
        lifecycle.journal(ConflictDeclared(number=proposal.number), proposal, Act(user.signature, at))


def substitute(absent: User, by: User, first_day: date, last_day: date) -> Substitution:
    """Let somebody see and judge what is another's from one day to another. Raises Refused."""
    if absent.pk == by.pk:
        raise Refused("Zastępować musi inna osoba.", "by")
    if last_day < first_day:
        raise Refused("Ostatni dzień jest wcześniejszy niż pierwszy.", "last_day")
    made: Substitution = Substitution.objects.create(
        town=absent.town, absent=absent, by=by, first_day=first_day, last_day=last_day
    )
    return made


def write_note(proposal: Proposal, text: str, *, user: User, at: datetime) -> Note:
    """A note for colleagues. Raises Refused where it says nothing."""
    if not text.strip():
        raise Refused("Wpisz treść notatki.", "text")
    made: Note = Note.objects.create(proposal=proposal, user=user, text=text, written_at=at)
    return made


def keep_card(proposal: Proposal, kind: str, typed: Mapping[str, str], *, by: User, at: datetime) -> None:
    """Keep what was filled in on a card and not sent."""
    CardDraft.objects.update_or_create(
        proposal=proposal, kind=kind, user=by, defaults={"typed": dict(typed), "saved_at": at}
    )


def owners(proposals: Iterable[Proposal], kind: str) -> dict[int, User]:
    """Whose the cards of proposals are, by the proposals' keys."""
    rows = Assignment.objects.filter(proposal__in=proposals, kind=kind).select_related("user")
    return {one.proposal_id: one.user for one in rows}
