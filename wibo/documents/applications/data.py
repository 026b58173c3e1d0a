"""All applications as one document with contents."""

from typing import Any

from wibo.documents.engine.frame import frame_of
from wibo.documents.proposal.data import application, printable
from wibo.editions.models import Edition
from wibo.proposals.models import Proposal


def applications_data(edition: Edition) -> dict[str, Any]:
    """Everything that was handed in, by number."""
    rows = printable(Proposal.objects.filter(edition=edition).submitted().in_order())
    return {
        **frame_of(edition, "Wnioski złożone w edycji"),
        "all": [application(proposal) for proposal in rows.iterator(chunk_size=200)],
    }
