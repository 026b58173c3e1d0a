"""The one status that a proposal has. "Funded" and the like are derived, never stored beside it."""

from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


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
        """The status in the language of the page."""
        return str(_LABELS[self][0])

    @property
    def colour(self) -> str:
        """The colour of its tag; the word says the same."""
        return _LABELS[self][1]


_LABELS = {
    Status.DRAFT: (_("Szkic"), "neutral"),
    Status.SUBMITTED: (_("Złożony, w ocenie formalnej"), "info"),
    Status.RETURNED: (_("Do uzupełnienia"), "warning"),
    Status.MERIT_REVIEW: (_("W ocenie merytorycznej"), "info"),
    Status.JUDGED: (_("Oceniony, decyzja nieogłoszona"), "info"),
    Status.ADMITTED: (_("Dopuszczony do głosowania"), "success"),
    Status.REJECTED: (_("Niedopuszczony"), "danger"),
    Status.WITHDRAWN: (_("Wycofany"), "neutral"),
    Status.DUPLICATE: (_("Duplikat"), "neutral"),
    Status.MERGED: (_("Połączony z innym"), "neutral"),
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
_WAITING = _("W ocenie")
_HIDES = (Status.SUBMITTED, Status.RETURNED, Status.MERIT_REVIEW, Status.JUDGED)


def shown(status: Status, *, together: bool) -> Shown:
    """What everyone may know of a status; `together` where verdicts are announced together."""
    if status is Status.JUDGED or (together and status in _HIDES):
        return Shown(str(_WAITING), "info")
    return Shown(status.label, status.colour)
