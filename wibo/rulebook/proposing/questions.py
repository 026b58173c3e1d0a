"""Questions of a town's own, and whether an answer answers them."""

from enum import StrEnum


class QuestionKind(StrEnum):
    """What an answer may be."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes-no"
    DECLARATION = "declaration"


YES, NO = "tak", "nie"


def answered(kind: QuestionKind, answer: str) -> bool:
    """Whether a needed question has its answer: a declaration must be made, any other must not be empty."""
    return answer == YES if kind is QuestionKind.DECLARATION else bool(answer.strip())
