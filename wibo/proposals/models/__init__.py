"""Models of proposals, by question: the application, what it says, its files, its people, a call to mend it, a loaded file."""

from wibo.proposals.models.calling import Call
from wibo.proposals.models.content import Answer, CostLine
from wibo.proposals.models.files import Attachment, Picture
from wibo.proposals.models.loading import ImportDraft
from wibo.proposals.models.people import CoAuthor, Follower, Supporter, Telling
from wibo.proposals.models.proposal import UNTITLED, Proposal, ProposalQuerySet

__all__ = [
    "UNTITLED",
    "Answer",
    "Attachment",
    "Call",
    "CoAuthor",
    "CostLine",
    "Follower",
    "ImportDraft",
    "Picture",
    "Proposal",
    "ProposalQuerySet",
    "Supporter",
    "Telling",
]
