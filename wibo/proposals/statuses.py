"""The one status that a proposal has. "Funded" and the like are derived, never stored beside it."""

from enum import StrEnum
from typing import NamedTuple


class Status(StrEnum):
    """Statuses with the word that people read and the colour of its tag."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    MERIT_REVIEW = "merit-review"
    JUDGED = "judged"
    ADMITTED = "admitted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    MERGED = "merged"

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
    Status.JUDGED: ("Oceniony, decyzja nieogłoszona", "info"),
    Status.ADMITTED: ("Dopuszczony do głosowania", "success"),
    Status.REJECTED: ("Niedopuszczony", "danger"),
    Status.WITHDRAWN: ("Wycofany", "neutral"),
    Status.DUPLICATE: ("Duplikat", "neutral"),
    Status.MERGED: ("Połączony z innym", "neutral"),
}
# What its author may still write in.
EDITABLE = (Status.DRAFT, Status.RETURNED)
# Out of the edition without a verdict.
OUT = (Status.WITHDRAWN, Status.DUPLICATE, Status.MERGED)
# Between handing in and the announcement of a verdict.
IN_EVALUATION = (Status.SUBMITTED, Status.RETURNED, Status.MERIT_REVIEW, Status.JUDGED)


class Shown(NamedTuple):
    """A status as those outside the office read it."""

    label: str
    colour: str


# What is judged and not announced, and all of it where verdicts are announced together: which stage it has passed would tell.
_WAITING = Shown("W ocenie", "info")
_HIDES = (Status.SUBMITTED, Status.RETURNED, Status.MERIT_REVIEW, Status.JUDGED)


def shown(status: Status, *, together: bool) -> Shown:
    """What everyone may know of a status; `together` where verdicts are announced together."""
    if status is Status.JUDGED or (together and status in _HIDES):
        return _WAITING
    return Shown(status.label, status.colour)
