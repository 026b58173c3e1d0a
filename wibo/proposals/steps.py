"""The steps in which an application is written, and which parts stand on which."""

from enum import StrEnum

from wibo.rulebook.proposing.lacking import Lack, LackKind
from wibo.rulebook.proposing.parts import Part


class Step(StrEnum):
    """A page of the form, by its word in the address; checking and handing in is the proposal's own page."""

    IDEA = "pomysl"
    PLACE = "miejsce"
    DESCRIPTION = "opis"
    COSTS = "koszty"
    PEOPLE = "osoby"
    FILES = "zalaczniki"

    @property
    def label(self) -> str:
        """The step's name."""
        return _LABELS[self]

    @property
    def following(self) -> "Step | None":
        """The step after this; None after the last."""
        steps = list(Step)
        return next(iter(steps[steps.index(self) + 1 :]), None)


_LABELS = {
    Step.IDEA: "Pomysł",
    Step.PLACE: "Miejsce",
    Step.DESCRIPTION: "Opis",
    Step.COSTS: "Koszty",
    Step.PEOPLE: "Osoby i zgody",
    Step.FILES: "Załączniki",
}
# The form's fields on each step, in order; the town's own questions stand on the description.
FIELDS: dict[Step, tuple[str, ...]] = {
    Step.IDEA: ("title", "pool", "category", "summary"),
    Step.PLACE: ("location", "place", "plot", "ground"),
    Step.DESCRIPTION: ("description", "justification"),
    Step.COSTS: ("upkeep",),
    Step.PEOPLE: ("author_phone", "is_minor", "guardian_name", "publish_author"),
    Step.FILES: (),
}
_OF_FILES = {LackKind.NO_OWNERS_CONSENT, LackKind.NO_GUARDIANS_CONSENT, LackKind.NO_SUPPORT}


def step_of(lack: Lack) -> Step:
    """Where what is missing can be added."""
    if lack.kind in _OF_FILES:
        return Step.FILES
    if lack.kind is LackKind.UNANSWERED:
        return Step.DESCRIPTION
    if lack.part is Part.COSTS:
        return Step.COSTS
    return step_with(str(lack.part))


def step_with(field: str) -> Step:
    """The step on which a field of the form stands."""
    return next(step for step, fields in FIELDS.items() if field in fields)


def anchor_of(lack: Lack) -> str:
    """The id of the field in question; empty where the step has none."""
    if lack.kind in _OF_FILES:
        return "id_file"
    if lack.kind is LackKind.UNANSWERED:
        return f"id_pytanie_{lack.fact}"
    if lack.kind is LackKind.NO_GUARDIAN:
        return "id_guardian_name"
    return "id_koszt-0-name" if lack.part is Part.COSTS else f"id_{lack.part}"
