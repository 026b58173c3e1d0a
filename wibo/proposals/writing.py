"""Letters about a proposal."""

from datetime import datetime
from typing import Any

from wibo.letters.actions import write
from wibo.proposals.models import Proposal

# Letters after which nobody has to do anything.
_NOTICES = frozenset({"formal_positive", "verdict_positive"})


def write_to_author(proposal: Proposal, template: str, *, at: datetime, **context: Any) -> None:
    """A letter about the proposal to its author and co-authors, where they have an address."""
    town = proposal.edition.town
    for address in proposal.addresses(notice=template in _NOTICES):
        write(template, town=town, address=address, at=at, proposal=proposal, **context)
