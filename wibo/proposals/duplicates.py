"""Proposals handed in twice: one stands for both, and the other says which."""

from datetime import datetime

from django.db import transaction

from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.proposals import lifecycle
from wibo.proposals.actions import write_to_author
from wibo.proposals.models import Proposal
from wibo.proposals.statuses import OUT, Status


def mark_duplicate(proposal: Proposal, number: str, *, reason: str, user: User, at: datetime) -> Proposal:
    """Say that the proposal repeats the one with that number, and take it out of the evaluation; that one. Raises Refused."""
    of: Proposal | None = (
        Proposal.objects.submitted().filter(edition=proposal.edition_id, number=number.strip()).first()
    )
    if of is None:
        raise Refused("W tej edycji nie ma wniosku z tym numerem. Sprawdź numer.", "number")
    if of.pk == proposal.pk:
        raise Refused("To numer tego samego wniosku. Wpisz numer tego, który zostaje.", "number")
    if of.status in OUT:
        raise Refused(
            f"Wniosek nr {of.number} sam jest wycofany albo jest duplikatem. Wybierz inny.", "number"
        )
    if proposal.proposal_set.exists():
        raise Refused("Inny wniosek jest już duplikatem tego. Najpierw cofnij tamto oznaczenie.")
    with transaction.atomic():
        facts = {"of": of.number, "reason": reason}
        lifecycle.move(proposal, Status.DUPLICATE, user=user, now=at, facts=facts, duplicate_of=of)
        write_to_author(proposal, "proposal_duplicate", at=at, of=of, reason=reason)
    return of


def take_back(proposal: Proposal, *, reason: str, user: User, at: datetime) -> None:
    """Say that it is no duplicate after all: its formal evaluation begins anew. Raises Refused."""
    if not reason.strip():
        raise Refused("Napisz powód. Stanie w dzienniku i w liście do autora.", "reason")
    if proposal.duplicate_of is None:
        raise Refused("Ten wniosek nie jest oznaczony jako duplikat.")
    with transaction.atomic():
        facts = {"of": proposal.duplicate_of.number, "reason": reason}
        lifecycle.move(proposal, Status.SUBMITTED, user=user, now=at, facts=facts, duplicate_of=None)
        write_to_author(proposal, "proposal_no_duplicate", at=at, reason=reason)
