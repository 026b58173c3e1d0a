"""Models of voting, by question: what is voted on, who voted, what was cast, what was counted."""

from wibo.voting.models.ballot_paper import Project
from wibo.voting.models.cast import Envelope, EnvelopeState, ListFault, PaperBatch
from wibo.voting.models.checking import Dispute, KeyedCard, SecondKeying, Settlement
from wibo.voting.models.counted import Ballot, CountSnapshot, Vote
from wibo.voting.models.electorate import (
    ContactSlot,
    Participation,
    ParticipationState,
    RegisterDraft,
    RegisterEntry,
    VotingCode,
)
from wibo.voting.models.protests import About, Protest
from wibo.voting.models.receipts import ReceiptList
from wibo.voting.models.two_people import TwoPersonAct, TwoPersonKind
from wibo.voting.models.watching import Extension, PlaceTally, Unusual, UnusualKind

__all__ = [
    "About",
    "Ballot",
    "ContactSlot",
    "CountSnapshot",
    "Dispute",
    "Envelope",
    "EnvelopeState",
    "Extension",
    "KeyedCard",
    "ListFault",
    "PaperBatch",
    "Participation",
    "ParticipationState",
    "PlaceTally",
    "Project",
    "Protest",
    "ReceiptList",
    "RegisterDraft",
    "RegisterEntry",
    "SecondKeying",
    "Settlement",
    "TwoPersonAct",
    "TwoPersonKind",
    "Unusual",
    "UnusualKind",
    "Vote",
    "VotingCode",
]
