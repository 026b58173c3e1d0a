"""Files that come to the office on paper or otherwise, put to the application that they belong to."""

from typing import Any

from django.db import transaction

from wibo.journal.acts import Act
from wibo.journal.events.proposals import FileAdded
from wibo.proposals import lifecycle
from wibo.proposals.actions import attach
from wibo.proposals.models import Attachment, Proposal
from wibo.rulebook.proposing.parts import Purpose
from wibo.wording.proposing import PURPOSES


def attach_for_office(proposal: Proposal, upload: Any, purpose: Purpose, *, act: Act) -> Attachment:
    """Put a checked file to what was handed in. Raises Refused."""
    with transaction.atomic():
        made = attach(proposal, upload, purpose=purpose, at=act.at)
        lifecycle.journal(FileAdded(proposal.number, PURPOSES[purpose]), proposal, act)
    return made
