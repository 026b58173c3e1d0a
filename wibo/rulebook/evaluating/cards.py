"""What a card of evaluation asks, and whether what was answered is a verdict.

Source: art. 5a ust. 7 of the Municipal Self-Government Act: what may be assessed is legality, technical feasibility and
formal requirements. Courts and governors strike down what goes further (purpose, need, fairness).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Head(StrEnum):
    """What a criterion is about."""

    FORMAL = "formal"
    LEGAL = "legal"
    FEASIBLE = "feasible"
    RESOLUTION = "resolution"
    OTHER = "other"


class Given(StrEnum):
    """An answer to a criterion."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "na"


class Result(StrEnum):
    """How a card ends."""

    POSITIVE = "positive"
    SUPPLEMENT = "supplement"
    NEGATIVE = "negative"


@dataclass(frozen=True, slots=True)
class Criterion:
    """A question of a card. `basis` is its source in law or resolution; `categories` are keys of those it is asked of, none
    for all; one that is not `needed` may stay without an answer.
    """

    code: str
    question: str
    head: Head = Head.FORMAL
    hint: str = ""
    basis: str = ""
    needed: bool = True
    categories: tuple[int, ...] = ()

    @classmethod
    def of(cls, stored: Mapping[str, object]) -> "Criterion":
        """From how it is stored."""
        categories = stored.get("categories", ())
        return cls(
            str(stored["code"]),
            str(stored["question"]),
            Head(str(stored.get("head", Head.FORMAL))),
            str(stored.get("hint", "")),
            str(stored.get("basis", "")),
            bool(stored.get("needed", True)),
            tuple(categories) if isinstance(categories, list | tuple) else (),
        )

    def as_stored(self) -> dict[str, object]:
        """How it is stored."""
        return {
            "code": self.code,
            "question": self.question,
            "head": self.head.value,
            "hint": self.hint,
            "basis": self.basis,
            "needed": self.needed,
            "categories": list(self.categories),
        }


class Fault(StrEnum):
    """Why what is on a card is no verdict yet."""

    UNANSWERED = "unanswered"
    NO_REASONS = "no-reasons"
    YES_DESPITE_NO = "yes-despite-no"


@dataclass(frozen=True, slots=True)
class CardFault:
    """A fault, and the criteria that it is about, by their places on the card from 1."""

    kind: Fault
    places: tuple[int, ...] = ()


# Stems of words that ask whether something is wanted rather than whether it may and can be done.
_OF_PURPOSE = ("celow", "niezb", "potrzebn", "zasadn", "racjonaln", "gospodarn")


def asked_of(criteria: Sequence[Criterion], category: int | None) -> tuple[Criterion, ...]:
    """The criteria that are asked of a proposal of the category."""
    return tuple(one for one in criteria if not one.categories or category in one.categories)


def faults(
    criteria: Sequence[Criterion], answers: Mapping[str, str], result: Result, reasons: str
) -> list[CardFault]:
    """What keeps a card from being a verdict. `answers` are by code, "" where there is none."""
    open_ones = tuple(n for n, one in enumerate(criteria, 1) if one.needed and not answers.get(one.code))
    refused = tuple(n for n, one in enumerate(criteria, 1) if answers.get(one.code) == Given.NO)
    found = [CardFault(Fault.UNANSWERED, open_ones)] if open_ones else []
    if reasons.strip():
        return found
    if result is not Result.POSITIVE:
        found.append(CardFault(Fault.NO_REASONS))
    elif refused:
        found.append(CardFault(Fault.YES_DESPITE_NO, refused))
    return found


def beyond_the_law(criteria: Sequence[Criterion]) -> tuple[int, ...]:
    """Places, from 1, of criteria that ask for more than the act lets anybody assess."""
    return tuple(
        n
        for n, one in enumerate(criteria, 1)
        if one.head is Head.OTHER or any(stem in one.question.casefold() for stem in _OF_PURPOSE)
    )
