"""Which fields of a proposal its author may write in: all of a draft, and what a call names of one that came back."""

from datetime import datetime

from wibo.proposals.models import Call, Proposal
from wibo.proposals.statuses import Status
from wibo.proposals.steps import FIELDS, Step
from wibo.rulebook.proposing.parts import FILES, QUESTIONS, Part

# Fields that reopen with a part of another name.
_WITH = {"place": Part.LOCATION.value, "guardian_name": Part.GUARDIAN.value}


def open_call(proposal: Proposal) -> Call | None:
    """The call that awaits the author's answer."""
    found: Call | None = Call.objects.unanswered().filter(proposal=proposal).first()
    return found


def close_call(proposal: Proposal, at: datetime, *, answered: bool) -> None:
    """The proposal is with its author no more: the call is answered, or of no use."""
    rows = Call.objects.unanswered().filter(proposal=proposal)
    rows.update(**{"answered_at" if answered else "taken_back_at": at})


class Reopened:
    """What is open of a proposal, by the call (None: a draft, or a call that names nothing: everything)."""

    def __init__(self, call: Call | None) -> None:
        self._parts = set(call.parts) if call else set()

    @property
    def is_all(self) -> bool:
        """Whether everything is open."""
        return not self._parts

    def has(self, part: str) -> bool:
        """Whether a part (or FILES, QUESTIONS) is open."""
        return self.is_all or part in self._parts

    def fields(self, step: Step) -> tuple[str, ...]:
        """The fields of a step that are open."""
        return tuple(name for name in FIELDS[step] if self.has(_WITH.get(name, name)))

    def has_step(self, step: Step) -> bool:
        """Whether anything on a step is open."""
        beside = {Step.COSTS: Part.COSTS.value, Step.DESCRIPTION: QUESTIONS, Step.FILES: FILES}
        return bool(self.fields(step)) or (step in beside and self.has(beside[step]))


def reopened(proposal: Proposal) -> Reopened:
    """What its author may write in now, where the status lets them."""
    return Reopened(open_call(proposal) if proposal.pk and proposal.status == Status.RETURNED else None)
