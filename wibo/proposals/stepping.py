"""The forms of an application over what is stored: of one step for its author, of all of it for the office."""

from collections.abc import Mapping, Sequence
from typing import Any

from wibo.proposals.forms.application import ApplicationForm
from wibo.proposals.forms.costs import cost_forms, costs_in_words
from wibo.proposals.models import Proposal
from wibo.proposals.reopening import reopened
from wibo.proposals.steps import Step
from wibo.rulebook.proposing.costs import CostRow
from wibo.rulebook.proposing.parts import QUESTIONS, Part

_ELSEWHERE = "Ten wniosek zmieniono w innej karcie albo na innym urządzeniu. Naciśnij „Zapisz i dalej”, a zobaczysz obie wersje."


class WrittenForms:
    """A form and, with costs, the rows of the estimate; bound to what was `sent`.

    `stored` is the estimate as it stands, `total` what it comes to in grosze.
    """

    def __init__(
        self,
        form: type[ApplicationForm],
        proposal: Proposal,
        sent: Mapping[str, Any] | None,
        *,
        with_costs: bool,
        **options: Any,
    ) -> None:
        self.stored = [line.row for line in proposal.cost_lines.all()] if proposal.pk else []
        self.costs = cost_forms(sent, self.stored) if with_costs else None
        self.total = sum(row.amount for row in self.stored)
        self._sent = sent is not None
        beside, typed = {}, {}
        if self.costs is not None:
            beside = {"Koszty": costs_in_words(self.stored)}
            typed = {"Koszty": costs_in_words(self.rows or ())}
        self.form = form(
            sent,
            instance=proposal,
            edition=proposal.edition,
            beside=beside,
            beside_typed=typed,
            **options,
        )

    @property
    def rows(self) -> Sequence[CostRow] | None:
        """The filled rows of costs; None without them, or where they are not filled well."""
        if self.costs is None or not self._sent or not self.costs.is_valid():
            return None
        rows: Sequence[CostRow] = self.costs.costs
        return rows

    @property
    def are_good(self) -> bool:
        """Whether all that was sent can be saved."""
        return self._sent and self.form.is_valid() and (self.costs is None or self.rows is not None)

    @property
    def faults(self) -> list[str]:
        """What is wrong, a sentence each, with the field that it is about."""
        if self.form.conflicts:
            return [_ELSEWHERE]
        rows = enumerate(self.costs.forms if self.costs is not None else (), start=1)
        forms = [("", self.form), *((f"Pozycja {number}, ", form) for number, form in rows)]
        return [
            f"{row}{form[name].label}: {error}" if name in form.fields else str(error)
            for row, form in forms
            for name, errors in form.errors.items()
            for error in errors
        ]


def step_forms(proposal: Proposal, at: Step, sent: Mapping[str, Any] | None) -> WrittenForms:
    """The fields of a step that are open and, on the step of costs, the rows of the estimate."""
    free = reopened(proposal)
    return WrittenForms(
        ApplicationForm,
        proposal,
        sent,
        with_costs=at is Step.COSTS and free.has(Part.COSTS.value),
        only=free.fields(at),
        questions=at is Step.DESCRIPTION and free.has(QUESTIONS),
    )
