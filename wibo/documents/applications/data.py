"""All applications as one document with contents."""

from typing import Any

from wibo.documents.engine.frame import frame_of
from wibo.documents.proposal.data import application, printable
from wibo.editions.models import Edition
from wibo.proposals.models import Proposal
from wibo.proposals.printing import TOGETHER


def applications_data(edition: Edition, part: int = 1) -> dict[str, Any]:
    """What was handed in, by number: so many of it as one file holds, from its `part` of that."""
    rows = printable(Proposal.objects.filter(edition=edition).submitted().in_order())
    first = (part - 1) * TOGETHER
    return {
        **frame_of(edition, "Wnioski złożone w edycji" + (f", część {part}" if part > 1 else "")),
        "all": [application(proposal) for proposal in rows[first : first + TOGETHER]],
    }
