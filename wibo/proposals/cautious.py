"""What an author may not have meant everyone to read: told before handing in, and to the office before it is shown."""

from dataclasses import dataclass

from wibo.proposals.models import Proposal
from wibo.proposals.steps import Step, step_with
from wibo.proposals.walk import address
from wibo.rulebook.proposing.parts import Part
from wibo.ui.publishing import find
from wibo.wording.finding import found_words
from wibo.wording.proposing import label_of

# Parts that the proposal's public page shows as they were written.
_PUBLIC = (Part.TITLE, Part.SUMMARY, Part.LOCATION, Part.DESCRIPTION, Part.JUSTIFICATION)


@dataclass(frozen=True, slots=True)
class Caution:
    """What looks like data of people in words, and the address of the field where it stands."""

    words: str
    url: str


def cautions(proposal: Proposal) -> list[Caution]:
    """One for each part in which something does."""
    parts = [(label_of(part), getattr(proposal, part.value), _field(proposal, part)) for part in _PUBLIC]
    where = address(proposal, Step.DESCRIPTION)
    answers = [
        (one.question.label, one.text, f"{where}#id_pytanie_{one.question_id}")
        for one in proposal.answers.all()
        if one.question.is_public
    ]
    return [
        Caution(f"{label}: {found_words(found)}.", url)
        for label, text, url in [*parts, *answers]
        if (found := find(text))
    ]


def _field(proposal: Proposal, part: Part) -> str:
    return f"{address(proposal, step_with(part.value))}#id_{part.value}"
