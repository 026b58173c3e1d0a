"""The forms of one step of an application, over what is stored."""

from collections.abc import Mapping, Sequence
from typing import Any

from wibo.proposals.forms.application import ApplicationForm
from wibo.proposals.forms.costs import cost_forms, costs_in_words
from wibo.proposals.models import Proposal
from wibo.proposals.steps import FIELDS, Step
from wibo.rulebook.proposing.costs import CostRow

_ELSEWHERE = "Ten wniosek zmieniono w innej karcie albo na innym urządzeniu. Naciśnij „Zapisz i dalej”, a zobaczysz obie wersje."


class StepForms:
    """The step's fields and, on the step of costs, the rows of the estimate; bound to what was `sent`.

    `total` is the stored estimate in grosze.
    """

    def __init__(self, proposal: Proposal, at: Step, sent: Mapping[str, Any] | None) -> None:
        stored = [line.row for line in proposal.cost_lines.all()] if proposal.pk else []
        self.costs = cost_forms(sent, stored) if at is Step.COSTS else None
        self.total = sum(row.amount for row in stored)
        self._sent = sent is not None
        beside, typed = {}, {}
        if self.costs is not None:
            beside = {"Koszty": costs_in_words(stored)}
            typed = {"Koszty": costs_in_words(self.rows or ())}
        self.form = ApplicationForm(
            sent,
            instance=proposal,
            edition=proposal.edition,
            only=FIELDS[at],
            questions=at is Step.DESCRIPTION,
            beside=beside,
            beside_typed=typed,
        )

    @property
    def rows(self) -> Sequence[CostRow] | None:
        """The filled rows of costs; None on a step without them, or where they are not filled well."""
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
