"""Loading a file of proposals that was read: all of it or nothing, under the edition's lock."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import chain

from django.db import transaction
from django.utils.timezone import localtime

from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.proposals import (
    OfProposal,
    ProposalAdmittedByList,
    ProposalEdited,
    ProposalLoaded,
    ProposalsImported,
    RegisteredOutside,
)
from wibo.proposals.actions import AGREED, cost_lines, refuse_agreed_parts, save_draft
from wibo.proposals.importing.reading import Reading, Row, read
from wibo.proposals.lifecycle import journal, refuse_entrance
from wibo.proposals.models import Answer, CostLine, ImportDraft, Proposal
from wibo.proposals.statuses import Status
from wibo.proposals.writing import write_to_author
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.calendar.stages import Feature

_EVENTS: dict[str, type[OfProposal]] = {
    Status.SUBMITTED.value: ProposalLoaded,
    Status.ADMITTED.value: ProposalAdmittedByList,
}


def keep_draft(
    edition: Edition, raw: bytes, name: str, *, user: User, at: datetime, **asked: object
) -> ImportDraft:
    """Keep a file for the dry run, in the place of an earlier one. Raises Refused where it could not be loaded anyway."""
    draft = ImportDraft(
        edition=edition, content=raw, file_name=name[-150:], read_at=at, read_by=user.signature, **asked
    )
    _refuse(draft, user, at)
    with transaction.atomic():
        ImportDraft.objects.filter(edition=edition).delete()
        draft.save()
    return draft


def _refuse(draft: ImportDraft, user: User, at: datetime) -> None:
    refuse_entrance(draft.edition, _EVENTS[draft.status], user, at, draft.reason)
    if draft.update and not draft.reason.strip():
        raise Refused("Napisz, dlaczego zmieniasz wnioski, które już są.", "reason")
    if draft.status == Status.ADMITTED and not draft.basis.strip():
        raise Refused(
            "Napisz, na jakiej podstawie wnioski są dopuszczone: uchwała, zarządzenie albo lista.", "basis"
        )


def sweep_drafts(at: datetime) -> int:
    """Forget the files that nobody loaded within a day: people stand in them; how many."""
    return ImportDraft.objects.filter(read_at__lt=at - timedelta(days=1)).delete()[0]


def dry_run(draft: ImportDraft, at: datetime) -> Reading:
    """What the kept file would make now."""
    return read(bytes(draft.content), draft.edition, on=localtime(at).date(), update=draft.update)


def load(draft: ImportDraft, *, user: User, at: datetime) -> Reading:
    """Load the kept file and let go of it. With faults nothing is loaded, and the reading says them. Raises Refused.

    It is read again: of two who load one file at once, one makes its proposals and the other reads why not.
    """
    with transaction.atomic():
        edition = Edition.objects.select_for_update().select_related("town").get(pk=draft.edition_id)
        draft.edition = edition
        _refuse(draft, user, at)
        reading = dry_run(draft, at)
        if reading.faults:
            return reading
        act = Act(user.signature, at)
        _make(draft, [row for row in reading.rows if row.existing is None], user, act)
        for row in reading.rows:
            if row.existing is not None and row.changes:
                _change(row.existing, row, draft.reason, act)
        event = ProposalsImported(reading.new, reading.changed, draft.reason or "nabór trwa")
        record(event, act, town=edition.town, edition=edition.pk, about=edition)
        draft.delete()
    return reading


def _make(draft: ImportDraft, rows: Sequence[Row], user: User, act: Act) -> None:
    edition, numbers = draft.edition, _numbers(draft.edition, rows)
    today = localtime(act.at).date()
    made = []
    for row in rows:
        values = {"received_on": today, **row.values}
        proposal = Proposal(
            edition=edition,
            number=row.number or next(numbers),
            status=draft.status,
            source=Channel.PAPER.value,
            created_at=act.at,
            saved_at=act.at,
            submitted_at=act.at,
            registered_by=user,
            **values,
        )
        proposal.derive()
        made.append(proposal)
    made = Proposal.objects.bulk_create(made, batch_size=500)
    lines = (cost_lines(one, row.costs or ()) for one, row in zip(made, rows, strict=True))
    CostLine.objects.bulk_create(chain.from_iterable(lines), batch_size=1000)
    Answer.objects.bulk_create(
        (
            Answer(proposal=one, question_id=question, text=text)
            for one, row in zip(made, rows, strict=True)
            for question, text in row.answers.items()
        ),
        batch_size=1000,
    )
    edition.save(update_fields=["last_number"])
    tell: Callable[..., OfProposal] = ProposalLoaded
    if draft.status == Status.ADMITTED:
        tell = partial(ProposalAdmittedByList, basis=draft.basis)
    elif not edition.enables(Feature.SUBMIT, act.at):
        tell = partial(RegisteredOutside, reason=draft.reason)
    for proposal in made:
        journal(tell(number=proposal.number), proposal, act)
        if draft.status == Status.SUBMITTED:
            enclosure = ("application", proposal.pk)
            write_to_author(proposal, "proposal_submitted", at=act.at, enclosure=enclosure)


def _numbers(edition: Edition, rows: Sequence[Row]) -> Iterator[str]:
    """Numbers for rows without one, gapless but for those that are taken."""
    taken = set(Proposal.objects.filter(edition=edition).values_list("number", flat=True))
    taken |= {row.number for row in rows}
    while True:
        edition.last_number += 1
        if str(edition.last_number) not in taken:
            yield str(edition.last_number)


def _change(proposal: Proposal, row: Row, reason: str, act: Act) -> None:
    other_costs = row.costs is not None and row.cost != proposal.cost
    other = {
        name for name in AGREED if row.values.get(name, getattr(proposal, name)) != getattr(proposal, name)
    }
    refuse_agreed_parts(proposal, differs=other_costs or bool(other))
    save_draft(proposal, row.costs, at=act.at, answers=row.answers, **row.values)
    event = ProposalEdited(proposal.number, ", ".join(change.column for change in row.changes), reason)
    journal(event, proposal, act)
