"""Whether a proposal can be handed in, and what it lacks: said once, with the place where it can be added."""

from dataclasses import dataclass

from wibo.access.refusal import Refused
from wibo.editions.models import Question
from wibo.proposals.models import Proposal
from wibo.proposals.steps import Step, anchor_of, step_of
from wibo.proposals.walk import address
from wibo.rulebook.proposing.lacking import Application, lacking
from wibo.rulebook.proposing.parts import Ground, Part, Purpose
from wibo.rulebook.proposing.questions import QuestionKind, answered
from wibo.wording.proposing import told

_COLUMNS = {Part.POOL: "pool_id", Part.CATEGORY: "category_id"}


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing in words, the address of the field where it can be added, and its step."""

    words: str
    url: str
    step: Step


def missing(proposal: Proposal) -> list[Missing]:
    """What a proposal lacks before it can be handed in; nothing when it is ready."""
    questions = _unanswered(proposal)
    limits = proposal.pool.limits if proposal.pool else None
    lacks = lacking(_application(proposal, list(questions)), proposal.edition.asked, limits)
    return [
        Missing(
            told(lack, questions.get(lack.fact, "")),
            f"{address(proposal, step_of(lack))}#{anchor_of(lack)}" if proposal.pk else "",
            step_of(lack),
        )
        for lack in lacks
    ]


def refuse_incomplete(proposal: Proposal) -> None:
    """Raise Refused with all that is missing."""
    if lacks := missing(proposal):
        raise Refused(f"Wniosek nie jest jeszcze gotowy. {' '.join(one.words for one in lacks)}")


def _application(proposal: Proposal, unanswered: list[int]) -> Application:
    costs = proposal.cost_lines.all()
    values = {
        part: getattr(proposal, _COLUMNS.get(part, part.value)) for part in Part if part is not Part.COSTS
    }
    purposes = {Purpose(file.purpose) for file in proposal.attachments.all()}
    if proposal.signatures_valid is not None:
        # Once its signatures are counted a list is worth no more than those that are valid.
        purposes.discard(Purpose.SUPPORT)
    # A line of 0 zł is a cost: a rule of conduct, a name for a street. So is no upkeep, or not to be a minor.
    filled = {part for part, value in values.items() if value not in (None, "")}
    return Application(
        filled=frozenset(filled | ({Part.COSTS} if costs else set())),
        cost=proposal.cost,
        ground=Ground(proposal.ground) if proposal.ground else None,
        is_minor=bool(proposal.is_minor),
        guardian=proposal.guardian_name,
        files=frozenset(purposes),
        signatures=proposal.support,
        unanswered=unanswered,
    )


def _unanswered(proposal: Proposal) -> dict[int, str]:
    """Needed questions without an answer: id and label."""
    said = {answer.question_id: answer.text for answer in proposal.answers.all()}
    rows = Question.objects.filter(edition=proposal.edition_id, is_on=True, is_needed=True)
    return {row.pk: row.label for row in rows if not answered(QuestionKind(row.kind), said.get(row.pk, ""))}
