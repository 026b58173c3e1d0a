"""What an author may not have meant everyone to read: told before handing in, and to the office before it is shown."""

from wibo.proposals.models import Proposal
from wibo.rulebook.proposing.parts import Part
from wibo.ui.publishing import find
from wibo.wording.finding import found_words
from wibo.wording.proposing import label_of

# Parts that the proposal's public page shows as they were written.
_PUBLIC = (Part.TITLE, Part.SUMMARY, Part.LOCATION, Part.DESCRIPTION, Part.JUSTIFICATION)


def cautions(proposal: Proposal) -> list[str]:
    """A sentence for each part in which something looks like data of people."""
    parts = [(label_of(part), getattr(proposal, part.value)) for part in _PUBLIC]
    answers = [(one.question.label, one.text) for one in proposal.answers.all() if one.question.is_public]
    return [f"{label}: {found_words(found)}." for label, text in [*parts, *answers] if (found := find(text))]
