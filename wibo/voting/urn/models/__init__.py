"""What lies in the urn, what was counted of it, and what is watched."""

from wibo.voting.urn.models.cast import Envelope, EnvelopeState, ListFault
from wibo.voting.urn.models.counted import Ballot, CountSnapshot, Vote
from wibo.voting.urn.models.receipts import ReceiptList
from wibo.voting.urn.models.watching import PlaceTally, Unusual, UnusualKind

__all__ = [
    "Ballot",
    "CountSnapshot",
    "Envelope",
    "EnvelopeState",
    "ListFault",
    "PlaceTally",
    "ReceiptList",
    "Unusual",
    "UnusualKind",
    "Vote",
]
