"""What people do with proposals: drafts, files, submission, withdrawal, registration on paper."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum
from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.proposals import AttachmentHidden, AttachmentShown, ProposalsImported
from wibo.letters.actions import write
from wibo.proposals import lifecycle
from wibo.proposals.models import Attachment, CostLine, Proposal
from wibo.proposals.statuses import Status
from wibo.proposals.uploads import checked
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.spelling.polish import counted
from wibo.rulebook.spelling.texts import tidy

Cost = tuple[str, int]


def save_draft(proposal: Proposal, costs: Sequence[Cost], *, at: datetime, **values: Any) -> Proposal:
    """Save a draft (or the text of a proposal being supplemented) with its cost lines, complete or not."""
    with transaction.atomic():
        for name, value in values.items():
            setattr(proposal, name, tidy(value) if isinstance(value, str) else value)
        proposal.saved_at = at
        proposal.save()
        proposal.cost_lines.all().delete()
        CostLine.objects.bulk_create(
            CostLine(proposal=proposal, position=place, name=name, amount=amount)
            for place, (name, amount) in enumerate(costs, start=1)
        )
    return proposal


def delete_draft(proposal: Proposal) -> None:
    """Remove a draft with its files for good."""
    if proposal.status != Status.DRAFT:
        raise Refused("Usunąć można tylko szkic. Złożony wniosek możesz wycofać.")
    for attachment in proposal.attachments.all():
        attachment.file.delete(save=False)
    proposal.delete()


def attach(proposal: Proposal, upload: Any, *, at: datetime) -> Attachment:
    """Attach a checked file. Raises Refused: too many, too large, or not what its name says."""
    limit = proposal.edition.max_attachments
    with transaction.atomic():
        # The proposal's row is locked, so that two uploads at once cannot pass the limit together.
        Proposal.objects.select_for_update().get(pk=proposal.pk)
        if proposal.attachments.count() >= limit:
            raise Refused(f"Do wniosku można dołączyć najwyżej {counted(limit, 'plik', 'pliki', 'plików')}.")
        kept, kind = checked(upload)
        _refuse_over_room(proposal, kept.size)
        return Attachment.objects.create(
            proposal=proposal, file=kept, name=upload.name, kind=kind, size=kept.size, added_at=at
        )


def _refuse_over_room(proposal: Proposal, size: int) -> None:
    """Drafts are without number, so that the files of all of them together have a limit."""
    if proposal.author_id is None:
        return
    rows = Attachment.objects.filter(
        proposal__author=proposal.author_id, proposal__edition=proposal.edition_id
    )
    kept = rows.aggregate(all=Sum("size"))["all"] or 0
    if kept + size > settings.MAX_UPLOADS_OF_AUTHOR:
        raise Refused(
            "Pliki ze wszystkich Twoich wniosków i szkiców mogą mieć razem najwyżej "
            f"{settings.MAX_UPLOADS_OF_AUTHOR // 1024 // 1024} MB. Usuń niepotrzebny plik albo szkic i spróbuj jeszcze raz."
        )


def detach(attachment: Attachment) -> None:
    """Remove an attached file."""
    attachment.file.delete(save=False)
    attachment.delete()


def missing_parts(proposal: Proposal) -> list[str]:
    """What a proposal lacks before it can be handed in, in words."""
    needed = {
        "tytuł": proposal.title,
        "pula, z której ma być opłacony": proposal.pool_id,
        "miejsce": proposal.location,
        "krótki opis": proposal.summary,
        "uzasadnienie": proposal.justification,
        # A line of 0 zł is a cost: a rule of conduct, a name for a street.
        "co najmniej jedna pozycja kosztów": proposal.cost_lines.all(),
    }
    lacking = [name for name, value in needed.items() if not value]
    if proposal.pool and proposal.cost > proposal.pool.amount:
        lacking.append("koszt, który mieści się w puli (teraz jest od niej wyższy)")
    return lacking


def submit(proposal: Proposal, *, user: User, at: datetime) -> Proposal:
    """Hand in a draft: completeness, the limit, the number, the move and the letter. Raises Refused."""
    with transaction.atomic():
        edition = _locked(proposal.edition)
        lacking = missing_parts(proposal)
        if lacking:
            raise Refused(f"Wniosek nie jest jeszcze gotowy. Brakuje: {'; '.join(lacking)}.")
        if proposal.author_id:
            _refuse_over_limit(edition, proposal.author_id)
        _number(proposal, edition, at=at)
        lifecycle.move(proposal, Status.SUBMITTED, user=user, now=at)
        _write_to_author(proposal, "proposal_submitted", at=at)
    return proposal


def _locked(edition: Edition) -> Edition:
    locked: Edition = Edition.objects.select_for_update().get(pk=edition.pk)
    return locked


def _refuse_over_limit(edition: Edition, author: int) -> None:
    handed_in = Proposal.objects.filter(edition=edition, author=author).counted_for_limit().count()
    if handed_in >= edition.max_proposals:
        limit = counted(edition.max_proposals, "wniosek", "wnioski", "wniosków")
        raise Refused(f"Jedna osoba może złożyć najwyżej {limit}. Szkic jest zapisany.")


def _number(proposal: Proposal, edition: Edition, *, at: datetime, number: str = "") -> None:
    if not number:
        Edition.objects.filter(pk=edition.pk).update(last_number=F("last_number") + 1)
        edition.refresh_from_db(fields=["last_number"])
        number = str(edition.last_number)
        while Proposal.objects.filter(edition=edition, number=number).exists():
            edition.last_number += 1
            number = str(edition.last_number)
        Edition.objects.filter(pk=edition.pk).update(last_number=edition.last_number)
    proposal.number, proposal.submitted_at = number, at
    proposal.save(update_fields=["number", "number_sort", "search", "submitted_at"])


def supplement(proposal: Proposal, *, user: User, at: datetime) -> Proposal:
    """Hand a returned proposal in again after mending it. Raises Refused."""
    lacking = missing_parts(proposal)
    if lacking:
        raise Refused(f"Wniosek nie jest jeszcze gotowy. Brakuje: {'; '.join(lacking)}.")
    lifecycle.move(proposal, Status.SUBMITTED, user=user, now=at)
    return proposal


def withdraw(proposal: Proposal, *, user: User, at: datetime) -> Proposal:
    """Withdraw a proposal that has been handed in; its place in the limit is free again."""
    with transaction.atomic():
        lifecycle.move(proposal, Status.WITHDRAWN, user=user, now=at)
        _write_to_author(proposal, "proposal_withdrawn", at=at)
    return proposal


def register_paper(
    *,
    edition: Edition,
    costs: Sequence[Cost],
    received_on: date,
    user: User,
    at: datetime,
    number: str = "",
    **values: Any,
) -> Proposal:
    """Register an application handed in on paper, with the same moves as one from the web. Raises Refused."""
    if received_on > localtime(at).date():
        raise Refused("Data wpływu nie może być w przyszłości.", "received_on")
    with transaction.atomic():
        proposal = Proposal(
            edition=edition, created_at=at, saved_at=at, source=Channel.PAPER, received_on=received_on
        )
        save_draft(proposal, costs, at=at, **values)
        locked = _locked(edition)
        _number(proposal, locked, at=at, number=number)
        lifecycle.move(proposal, Status.SUBMITTED, user=user, now=at)
        _write_to_author(proposal, "proposal_submitted", at=at)
    return proposal


def import_proposals(edition: Edition, rows: Sequence[dict[str, Any]], *, user: User, at: datetime) -> int:
    """Create the proposals of a checked file (see `importing`), all or none; how many."""
    with transaction.atomic():
        for row in rows:
            values = dict(row)
            register_paper(
                edition=edition,
                costs=values.pop("costs"),
                received_on=values.pop("received_on") or localtime(at).date(),
                user=user,
                at=at,
                **values,
            )
        record(
            ProposalsImported(count=len(rows)),
            Act(user.signature, at),
            town=edition.town,
            edition=edition.pk,
            about=edition,
        )
    return len(rows)


def publish_attachment(attachment: Attachment, *, public: bool, act: Act) -> None:
    """Show a file to everyone, or take it back; new files are never public by themselves."""
    proposal = attachment.proposal
    with transaction.atomic():
        attachment.is_public = public
        attachment.save(update_fields=["is_public"])
        record(
            (AttachmentShown if public else AttachmentHidden)(number=proposal.number),
            act,
            town=proposal.edition.town,
            edition=proposal.edition_id,
            about=proposal,
        )


def _write_to_author(proposal: Proposal, template: str, *, at: datetime) -> None:
    if proposal.contact_email:
        town = proposal.edition.town
        write(template, town=town, address=proposal.contact_email, at=at, proposal=proposal)
