"""Files that come to the office on paper or otherwise, put to the application that they belong to."""

from typing import Any

from django.db import transaction

from wibo.access.refusal import Refused
from wibo.journal.acts import Act
from wibo.journal.events.proposals import FileAdded, FileRemoved
from wibo.proposals import lifecycle
from wibo.proposals.actions import attach, detach
from wibo.proposals.models import Attachment, Proposal
from wibo.proposals.statuses import OUT
from wibo.rulebook.proposing.parts import Purpose
from wibo.wording.proposing import PURPOSES


def attach_for_office(proposal: Proposal, upload: Any, purpose: Purpose, *, act: Act) -> Attachment:
    """Put a checked file to what was handed in. Raises Refused."""
    if proposal.status in OUT:
        raise Refused(
            "Ten wniosek jest wycofany albo jest duplikatem. Plików nie można już dołączać.", "file"
        )
    made = attach(proposal, upload, purpose=purpose, at=act.at, by_office=True)
    lifecycle.journal(FileAdded(proposal.number, PURPOSES[purpose]), proposal, act)
    return made


def remove_for_office(attachment: Attachment, *, reason: str, act: Act) -> None:
    """Remove a file that does not belong to what was handed in."""
    proposal, purpose = attachment.proposal, Purpose(attachment.purpose)
    with transaction.atomic():
        detach(attachment, by_office=True)
        lifecycle.journal(FileRemoved(proposal.number, PURPOSES[purpose], reason), proposal, act)
