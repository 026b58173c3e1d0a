"""What people do with proposals: drafts, files, submission, withdrawal, registration on paper."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.editions.models import Edition
from wibo.journal.acts import Act
from wibo.journal.events.proposals import (
    AttachmentHidden,
    AttachmentShown,
    ProposalEdited,
    ProposalRegistered,
    ProposalSupplemented,
    ProposalWithdrawn,
    RegisteredOutside,
    WithdrawnForAuthor,
)
from wibo.proposals import lifecycle
from wibo.proposals.completeness import refuse_incomplete
from wibo.proposals.models import Answer, Attachment, CostLine, Proposal, ProposalQuerySet
from wibo.proposals.own import refuse_own
from wibo.proposals.picturing import refuse_over_room
from wibo.proposals.reopening import reopened
from wibo.proposals.statuses import EDITABLE, OUT, Status
from wibo.proposals.writing import write_to_author
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.proposing.costs import CostRow
from wibo.rulebook.proposing.parts import FILES, Purpose
from wibo.rulebook.spelling.polish import counted
from wibo.rulebook.spelling.texts import tidy
from wibo.ui.uploads import checked, forget_files


def save_draft(
    proposal: Proposal,
    costs: Sequence[CostRow] | None = None,
    *,
    at: datetime,
    answers: Mapping[int, str] | None = None,
    **values: Any,
) -> Proposal:
    """Save a draft (or the text of a proposal being supplemented), complete or not.

    `costs` are all rows of the estimate, None to leave them; `answers` are to the town's own questions, by id, others stay.
    """
    with transaction.atomic():
        for name, value in values.items():
            setattr(proposal, name, tidy(value) if isinstance(value, str) else value)
        proposal.saved_at = at
        if proposal.pk is None:
            proposal.save()
        else:
            # What is no text of the application (its status, say) may have moved since it was read.
            proposal.save(update_fields=[*values, "saved_at", "number_sort", "search"])
        if costs is not None:
            _write_costs(proposal, costs)
        _write_answers(proposal, answers or {})
    return proposal


def _write_costs(proposal: Proposal, costs: Sequence[CostRow]) -> None:
    proposal.cost_lines.all().delete()
    CostLine.objects.bulk_create(cost_lines(proposal, costs))


def cost_lines(proposal: Proposal, costs: Sequence[CostRow]) -> Iterator[CostLine]:
    """Rows of an estimate as lines of the proposal, not yet stored."""
    for place, row in enumerate(costs, start=1):
        yield CostLine(
            proposal=proposal,
            position=place,
            name=row.name,
            quantity=row.quantity,
            unit=row.unit,
            price=row.price,
            amount=row.amount,
        )


def _write_answers(proposal: Proposal, answers: Mapping[int, str]) -> None:
    for question, text in answers.items():
        if text:
            Answer.objects.update_or_create(
                proposal=proposal, question_id=question, defaults={"text": tidy(text)}
            )
        else:
            Answer.objects.filter(proposal=proposal, question=question).delete()


def delete_draft(proposal: Proposal) -> None:
    """Remove a draft with its files for good. Raises Refused where it was handed in meanwhile."""
    with transaction.atomic():
        locked = _locked_proposal(proposal)
        if locked.status != Status.DRAFT:
            raise Refused("Usunąć można tylko szkic. Złożony wniosek możesz wycofać.")
        for attachment in locked.attachments.all():
            forget_files([attachment.file])
        for picture in locked.pictures.all():
            forget_files(picture.files)
        locked.delete()


def _locked_proposal(proposal: Proposal) -> Proposal:
    """The proposal as it stands, held until the transaction ends, with all that completeness asks of it."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("edition__town", "pool", "author")
    rows = rows.prefetch_related("cost_lines", "attachments", "pictures", "answers__question")
    found: Proposal = rows.get(pk=proposal.pk)
    return found


def _refuse_handed_in(proposal: Proposal) -> None:
    """Raise Refused once the author can no longer change what the proposal holds."""
    if proposal.status not in EDITABLE:
        raise Refused("Ten wniosek jest już złożony. Jego plików nie można zmieniać.")
    if not reopened(proposal).has(FILES):
        raise Refused("Urząd nie prosi o zmianę plików. Otwarte są tylko te części, które wymienia wezwanie.")


def attach(
    proposal: Proposal,
    upload: Any,
    *,
    at: datetime,
    purpose: Purpose = Purpose.OTHER,
    by_office: bool = False,
) -> Attachment:
    """Attach a file for a purpose. Raises Refused: too many, too large, or not what its name says; or handed in by now.

    The file is looked through before anything is locked: that may take long, and nobody waits for it.
    """
    kept = checked(upload)
    with transaction.atomic():
        locked = _locked_proposal(proposal)
        if not by_office:
            _refuse_handed_in(locked)
        made = _keep(locked, kept, upload.name, purpose, at)
    made.proposal = proposal
    return made


def _keep(proposal: Proposal, kept: tuple[Any, str], name: str, purpose: Purpose, at: datetime) -> Attachment:
    limit, (file, kind) = proposal.edition.max_attachments, kept
    of_application = proposal.attachments.exclude(purpose=Purpose.APPEAL.value)
    if purpose is not Purpose.APPEAL and of_application.count() >= limit:
        raise Refused(f"Do wniosku można dołączyć najwyżej {counted(limit, 'plik', 'pliki', 'plików')}.")
    refuse_over_room(proposal, file.size)
    return Attachment.objects.create(
        proposal=proposal, file=file, name=name, kind=kind, purpose=purpose.value, size=file.size, added_at=at
    )


def detach(attachment: Attachment, *, by_office: bool = False) -> None:
    """Remove an attached file. Raises Refused once the proposal is handed in."""
    with transaction.atomic():
        locked = _locked_proposal(attachment.proposal)
        if not by_office:
            _refuse_handed_in(locked)
        forget_files([attachment.file])
        attachment.delete()


def submit(
    proposal: Proposal, *, user: User, at: datetime, agreed: Callable[[Proposal], None] | None = None
) -> Proposal:
    """Hand in a draft: completeness, the limit, the number, the move and the letter. Raises Refused.

    All of it is asked of the draft as it stands now; `agreed` may raise Refused where it is not what its author saw.
    """
    with transaction.atomic():
        edition = _locked(proposal.edition)
        if edition.frozen_at:
            raise Refused(
                "Lista projektów tej edycji jest już ustalona. Wniosku nie można złożyć; szkic zostaje."
            )
        stored = _locked_proposal(proposal)
        if stored.number:
            raise Refused(f"Ten wniosek jest już złożony i ma numer {stored.reference}.")
        if agreed is not None:
            agreed(stored)
        refuse_incomplete(stored)
        if stored.author_id:
            _refuse_over_limit(edition, stored)
            _refuse_over_pool(stored)
        _number(stored, edition, at=at)
        told = {"enclosure": ("application", stored.pk)}
        lifecycle.move(stored, Status.SUBMITTED, user=user, now=at, told=told)
    for name in ("number", "status", "submitted_at"):
        setattr(proposal, name, getattr(stored, name))
    return proposal


def _locked(edition: Edition) -> Edition:
    locked: Edition = Edition.objects.select_for_update().get(pk=edition.pk)
    return locked


def _others(proposal: Proposal) -> ProposalQuerySet:
    """What else its author has handed in to the edition, as far as it uses up a limit."""
    rows = Proposal.objects.filter(edition=proposal.edition_id, author=proposal.author_id)
    found: ProposalQuerySet = rows.exclude(pk=proposal.pk).counted_for_limit()
    return found


def _refuse_over_limit(edition: Edition, proposal: Proposal) -> None:
    """Raise Refused where its author has handed in as many as the edition lets one person."""
    if _others(proposal).count() >= edition.max_proposals:
        limit = counted(edition.max_proposals, "wniosek", "wnioski", "wniosków")
        raise Refused(f"Jedna osoba może złożyć najwyżej {limit}. Szkic jest zapisany.")


def _refuse_over_pool(proposal: Proposal) -> None:
    """Raise Refused where its author has handed in as many to its pool as one person may."""
    pool = proposal.pool
    if pool and pool.max_proposals and _others(proposal).filter(pool=pool).count() >= pool.max_proposals:
        limit = counted(pool.max_proposals, "wniosek", "wnioski", "wniosków")
        raise Refused(f"Do puli „{pool.name}” jedna osoba może złożyć najwyżej {limit}. Zmiany są zapisane.")


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


def supplement(
    proposal: Proposal, *, user: User, at: datetime, agreed: Callable[[Proposal], None] | None = None
) -> Proposal:
    """Hand a returned proposal in again after mending it, as it stands now. Raises Refused."""
    with transaction.atomic():
        stored = _locked_proposal(proposal)
        if agreed is not None:
            agreed(stored)
        refuse_incomplete(stored)
        if stored.author_id:
            # A call may have let the author choose another pool.
            _refuse_over_pool(stored)
        lifecycle.move(stored, Status.SUBMITTED, user=user, now=at, event=ProposalSupplemented)
    proposal.status = stored.status
    return proposal


def withdraw(proposal: Proposal, *, user: User, at: datetime) -> Proposal:
    """Withdraw a proposal that has been handed in; its place in the limit is free again.

    What repeated it goes back to the office: nothing stands for it any more.
    """
    with transaction.atomic():
        lifecycle.move(proposal, Status.WITHDRAWN, user=user, now=at, event=ProposalWithdrawn)
        _after_withdrawal(proposal, user=user, at=at)
    return proposal


def _after_withdrawal(proposal: Proposal, *, user: User, at: datetime) -> None:
    for again in proposal.proposal_set.select_related("edition__town", "duplicate_of", "author"):
        lifecycle.release_duplicate(again, of=proposal, act=Act(user.signature, at))
        reason = f"wniosek nr {proposal.reference} został wycofany"
        write_to_author(again, "proposal_no_duplicate", at=at, reason=reason)
    for part in proposal.merged_from.select_related("edition__town", "author"):
        facts = {"into": proposal.number}
        lifecycle.move(
            part, Status.SUBMITTED, user=None, now=at, by=user.signature, facts=facts, merged_into=None
        )


def withdraw_for_author(proposal: Proposal, *, reason: str, user: User, at: datetime) -> Proposal:
    """Withdraw what its author asked the office to withdraw, on paper or at the desk. Raises Refused."""
    refuse_own(proposal, user)
    with transaction.atomic():
        facts = {"reason": reason}
        lifecycle.move(proposal, Status.WITHDRAWN, user=user, now=at, event=WithdrawnForAuthor, facts=facts)
        _after_withdrawal(proposal, user=user, at=at)
    return proposal


def register_paper(
    *,
    edition: Edition,
    costs: Sequence[CostRow],
    received_on: date,
    user: User,
    at: datetime,
    number: str = "",
    reason: str = "",
    scan: Any = None,
    **values: Any,
) -> Proposal:
    """Register an application handed in on paper, with its scan. Raises Refused; outside of collecting a reason is due."""
    _refuse_future(received_on, at)
    entrance = lifecycle.refuse_entrance(edition, ProposalRegistered, user, at, reason)
    looked_through = checked(scan) if scan is not None else None
    with transaction.atomic():
        proposal = Proposal(
            edition=edition,
            created_at=at,
            saved_at=at,
            source=Channel.PAPER,
            received_on=received_on,
            registered_by=user,
        )
        save_draft(proposal, costs, at=at, **values)
        locked = _locked(edition)
        _number(proposal, locked, at=at, number=number)
        proposal.status = entrance.target
        proposal.save(update_fields=["status"])
        if looked_through is not None:
            _keep(proposal, looked_through, scan.name, Purpose.SCAN, at)
        event = RegisteredOutside(proposal.number, reason) if reason else ProposalRegistered(proposal.number)
        lifecycle.journal(event, proposal, Act(user.signature, at))
        write_to_author(proposal, "proposal_submitted", at=at, enclosure=("application", proposal.pk))
    return proposal


def _refuse_future(received_on: date | None, at: datetime) -> None:
    if received_on is not None and received_on > localtime(at).date():
        raise Refused("Data wpływu nie może być w przyszłości.", "received_on")


# What is changed after the formal card with the author's recorded consent alone, beside the costs.
AGREED = ("pool", "location", "plot", "place", "description")


def refuse_agreed_parts(proposal: Proposal, *, differs: bool) -> None:
    """Raise Refused where cost, pool, place or scope would change of what is past its formal card: that needs the author's
    consent.

    What a list of the town's has admitted was judged elsewhere, and is as the town says.
    """
    judged = proposal.status in (Status.MERIT_REVIEW, Status.JUDGED, Status.REJECTED)
    by_card = proposal.status == Status.ADMITTED and proposal.announced_at is not None
    if differs and (judged or by_card):
        raise Refused(
            "Wniosek jest po ocenie formalnej. Koszt, pulę, miejsce i dokładny opis zmienia się tylko za zgodą autora: w czasie "
            "oceny merytorycznej zaproponuj mu zmianę."
        )


def edit_on_behalf(
    proposal: Proposal,
    costs: Sequence[CostRow],
    *,
    parts: Sequence[str],
    act: Act,
    reason: str,
    answers: Mapping[int, str],
    **values: Any,
) -> bool:
    """Change what was handed in, for its author, who is told of it; `parts` name what changes. False when nothing does.

    Raises Refused after the freeze, for a proposal that was withdrawn, and where only the author's consent changes it.
    """
    if not parts:
        return False
    if proposal.edition.frozen_at:
        raise Refused(
            "Karta jest zamrożona. Wniosku nie można już zmienić; projekt można z karty tylko skreślić."
        )
    if proposal.status in OUT:
        raise Refused("Ten wniosek jest wycofany albo jest duplikatem. Nie można go już zmienić.")
    _refuse_future(values.get("received_on"), act.at)
    other_costs = [line.row for line in proposal.cost_lines.all()] != list(costs)
    other = {name for name in AGREED if values.get(name, getattr(proposal, name)) != getattr(proposal, name)}
    refuse_agreed_parts(proposal, differs=other_costs or bool(other))
    with transaction.atomic():
        save_draft(proposal, costs, at=act.at, answers=answers, **values)
        event = ProposalEdited(proposal.number, ", ".join(parts), reason)
        lifecycle.journal(event, proposal, act)
        write_to_author(proposal, "proposal_edited", at=act.at, parts=", ".join(parts), reason=reason)
    return True


def publish_attachment(attachment: Attachment, *, public: bool, act: Act) -> None:
    """Show a file to everyone, or take it back; new files are never public by themselves. Raises Refused for consents,
    lists of support and scans, which hold personal data.
    """
    proposal = attachment.proposal
    if public and not attachment.may_be_public:
        raise Refused(
            f"Plik „{attachment.purpose_in_words}” ma dane osobowe i nie może być jawny. Pokaż kopię bez nich jako inny plik."
        )
    with transaction.atomic():
        attachment.is_public = public
        attachment.save(update_fields=["is_public"])
        lifecycle.journal(
            (AttachmentShown if public else AttachmentHidden)(number=proposal.number), proposal, act
        )
