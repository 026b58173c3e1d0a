"""What a proposal says, part by part in words: for two versions side by side."""

from collections.abc import Mapping, Sequence

from wibo.proposals.forms.costs import costs_in_words
from wibo.proposals.models import Proposal
from wibo.rulebook.proposing.costs import CostRow
from wibo.rulebook.proposing.parts import FILES, QUESTIONS, Part
from wibo.rulebook.spelling.money import zloty
from wibo.wording.proposing import label_of


def described(proposal: Proposal) -> dict[str, str]:
    """Each part by its code, as people read it; files by their names, answers with their questions."""
    said = {
        Part.TITLE: proposal.title,
        Part.POOL: str(proposal.pool or ""),
        Part.CATEGORY: str(proposal.category or ""),
        Part.SUMMARY: proposal.summary,
        Part.LOCATION: proposal.location,
        Part.PLOT: proposal.plot,
        Part.GROUND: str(proposal.ground_in_words),
        Part.DESCRIPTION: proposal.description,
        Part.JUSTIFICATION: proposal.justification,
        Part.COSTS: _costs(proposal),
        Part.UPKEEP: "" if proposal.upkeep is None else zloty(proposal.upkeep),
        Part.PHONE: proposal.author_phone,
        Part.GUARDIAN: proposal.guardian_name,
    }
    answers = [f"{answer.question.label} {answer.text}" for answer in proposal.answers.all()]
    files = [file.name for file in proposal.attachments.all()]
    return {
        **{part.value: words for part, words in said.items()},
        QUESTIONS: "\n".join(answers),
        FILES: "\n".join(files),
    }


def _costs(proposal: Proposal) -> str:
    rows = [line.row for line in proposal.cost_lines.all()]
    return with_sum(rows) if rows else ""


def with_sum(rows: Sequence[CostRow]) -> str:
    """Rows of costs, a line each, and their sum."""
    return f"{costs_in_words(rows)}\nRazem: {zloty(sum(row.amount for row in rows))}"


def side_by_side(before: Mapping[str, str], after: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Parts that differ: name, what it held, what it holds."""
    return [
        (label_of(part), before[part], after.get(part, ""))
        for part in before
        if before[part] != after.get(part, "")
    ]
