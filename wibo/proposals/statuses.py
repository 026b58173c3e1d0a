"""The one status that a proposal has. "Funded" and the like are derived, never stored beside it."""

from enum import StrEnum


class Status(StrEnum):
    """Statuses with the word that people read and the colour of its tag."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    MERIT_REVIEW = "merit-review"
    ADMITTED = "admitted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"

    @property
    def label(self) -> str:
        """The status in Polish."""
        return _LABELS[self][0]

    @property
    def colour(self) -> str:
        """The colour of its tag; the word says the same."""
        return _LABELS[self][1]


_LABELS = {
    Status.DRAFT: ("Szkic", "neutral"),
    Status.SUBMITTED: ("Złożony, w ocenie formalnej", "info"),
    Status.RETURNED: ("Do uzupełnienia", "warning"),
    Status.MERIT_REVIEW: ("W ocenie merytorycznej", "info"),
    Status.ADMITTED: ("Dopuszczony do głosowania", "success"),
    Status.REJECTED: ("Niedopuszczony", "danger"),
    Status.WITHDRAWN: ("Wycofany", "neutral"),
    Status.DUPLICATE: ("Duplikat", "neutral"),
}
# What its author may still write in.
EDITABLE = (Status.DRAFT, Status.RETURNED)
# Out of the edition without a verdict.
OUT = (Status.WITHDRAWN, Status.DUPLICATE)
