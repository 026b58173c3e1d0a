"""Proposals handed in twice: one stands for both, and the other says which."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.editions.models import Edition
from wibo.proposals import lifecycle
from wibo.proposals.models import Proposal
from wibo.proposals.own import refuse_own
from wibo.proposals.statuses import OUT, Status
from wibo.rulebook.calendar.schedule import Stage
from wibo.rulebook.proposing.numbers import number_in


def mark_duplicate(proposal: Proposal, number: str, *, reason: str, user: User, at: datetime) -> Proposal:
    """Say that the proposal repeats the one with that number, and take it out of the evaluation; that one. Raises Refused."""
    refuse_own(proposal, user)
    with transaction.atomic():
        # All marks of an edition wait for each other, so that no two proposals repeat each other.
        edition = Edition.objects.select_for_update().get(pk=proposal.edition_id)
        of = named(edition, number)
        if of is None:
            raise Refused("W tej edycji nie ma wniosku z tym numerem. Sprawdź numer.", "number")
        if of.pk == proposal.pk:
            raise Refused("To numer tego samego wniosku. Wpisz numer tego, który zostaje.", "number")
        if of.status in (*OUT, Status.REJECTED):
            raise Refused(
                f"Wniosek nr {of.number} sam jest wycofany, odrzucony albo jest duplikatem. Wybierz inny.",
                "number",
            )
        refuse_own(of, user)
        if proposal.proposal_set.exists():
            raise Refused("Inny wniosek jest już duplikatem tego. Najpierw cofnij tamto oznaczenie.")
        facts = {"of": of.number, "reason": reason}
        lifecycle.move(
            proposal, Status.DUPLICATE, user=user, now=at, facts=facts, told={"of": of}, duplicate_of=of
        )
    return of


def named(edition: Edition, typed: str) -> Proposal | None:
    """The proposal that somebody means by a number, in the edition's pattern or without it."""
    plain = number_in(edition.number_pattern, typed, edition.year)
    rows = Proposal.objects.submitted().filter(edition=edition).select_related("edition__town")
    found: Proposal | None = rows.filter(number=plain).first()
    return found


def warnings_about(proposal: Proposal) -> list[str]:
    """What may be a slip in an application that has just been registered, in words."""
    others = Proposal.objects.submitted().filter(edition=proposal.edition_id).exclude(pk=proposal.pk)
    found = []
    for other in others.filter(title__iexact=proposal.title)[:1]:
        found.append(f"Taki sam tytuł ma już wniosek nr {other.number}. Jeśli to ten sam, oznacz duplikat.")
    for other in others.filter(office_number=proposal.office_number).exclude(office_number="")[:1]:
        found.append(f"Ten sam numer z rejestru urzędu ma już wniosek nr {other.number}.")
    first = min(
        (w.opens_at for w in proposal.edition.windows.all() if w.stage == Stage.SUBMISSION), default=None
    )
    if first and proposal.received_on and proposal.received_on < localtime(first).date():
        found.append("Data wpływu jest wcześniejsza niż początek naboru. Sprawdź ją.")
    return found


def take_back(proposal: Proposal, *, reason: str, user: User, at: datetime) -> None:
    """Say that it is no duplicate after all: its formal evaluation begins anew. Raises Refused."""
    if not reason.strip():
        raise Refused("Napisz powód. Stanie w dzienniku i w liście do autora.", "reason")
    if proposal.duplicate_of is None:
        raise Refused("Ten wniosek nie jest oznaczony jako duplikat.")
    refuse_own(proposal, user)
    with transaction.atomic():
        facts = {"of": proposal.duplicate_of.number, "reason": reason}
        lifecycle.move(proposal, Status.SUBMITTED, user=user, now=at, facts=facts, duplicate_of=None)
