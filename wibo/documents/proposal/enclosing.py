"""The print of an application in a letter about it, made when the letter is sent."""

import logging

import typst

from wibo.documents.engine.pdf import pdf
from wibo.documents.proposal.data import printable, proposal_data
from wibo.proposals.models import Proposal

log = logging.getLogger(__name__)


def enclosed(key: int) -> tuple[str, bytes] | None:
    """The file's name and content; None where the application is gone."""
    found = printable(Proposal.objects.all()).filter(pk=key).first()
    if found is None:
        return None
    try:
        made = pdf("proposal", proposal_data(found))
    except typst.TypstError:
        # The letter says what matters; a print that fails must not hold it back.
        log.exception("the print of a proposal that goes with a letter failed")
        return None
    return f"wniosek-{found.number or 'szkic'}.pdf", made
