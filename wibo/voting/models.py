"""Models of voting, by question: what is voted on, who voted, what was cast, what was counted."""

from wibo.voting.ballot.models import Erratum, Project
from wibo.voting.course.models import About, Extension, Protest
from wibo.voting.electorate.models import (
    ContactSlot,
    Participation,
    ParticipationState,
    RegisterDraft,
    RegisterEntry,
    VotingCode,
)
from wibo.voting.papers.models import Dispute, KeyedCard, PaperBatch, SecondKeying, Settlement
from wibo.voting.two_people.models import TwoPersonAct, TwoPersonKind
from wibo.voting.urn.models.cast import Envelope, EnvelopeState, ListFault
from wibo.voting.urn.models.counted import Ballot, CountSnapshot, Vote
from wibo.voting.urn.models.receipts import ReceiptList
from wibo.voting.urn.models.watching import PlaceTally, Unusual, UnusualKind

__all__ = [
    "About",
    "Ballot",
    "ContactSlot",
    "CountSnapshot",
    "Dispute",
    "Envelope",
    "EnvelopeState",
    "Erratum",
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
