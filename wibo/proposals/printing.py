"""How all applications of an edition are printed: in parts, each of which is one file."""

from wibo.editions.models import Edition
from wibo.proposals.models import Proposal

# Two seconds and half a gigabyte of the printer; a town of 35,000 people rarely has more.
TOGETHER = 200


def parts_of(edition: Edition) -> range:
    """The numbers of the parts, from 1; none where nothing was handed in."""
    handed_in = Proposal.objects.filter(edition=edition).submitted().count()
    return range(1, -(-handed_in // TOGETHER) + 1)
