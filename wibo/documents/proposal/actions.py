"""An application that the office takes out leaves an entry: it names its author."""

from wibo.journal.acts import Act
from wibo.journal.events.proposals import ApplicationPrinted
from wibo.proposals.lifecycle import journal
from wibo.proposals.models import Proposal


def record_print(proposal: Proposal, *, act: Act) -> None:
    """That the office printed the application."""
    journal(ApplicationPrinted(proposal.number), proposal, act)
