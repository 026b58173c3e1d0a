"""The print of an application in a letter about it, made when the letter is sent."""

from wibo.documents.engine.pdf import pdf
from wibo.documents.proposal.data import printable, proposal_data
from wibo.proposals.models import Proposal


def enclosed(key: int) -> tuple[str, bytes] | None:
    """The file's name and content; None where the application is gone."""
    found = printable(Proposal.objects.all()).filter(pk=key).first()
    if found is None:
        return None
    return f"wniosek-{found.number or 'szkic'}.pdf", pdf("proposal", proposal_data(found))
