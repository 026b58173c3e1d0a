"""How an edition evaluates: one set of settings, each with the mildest default.

Source: art. 5a ust. 7 of the Municipal Self-Government Act leaves the rules of assessment and of appeal to the council;
what councils choose differs in each of these (Kraków, Warszawa, Kołobrzeg, Pruszków, Niepołomice).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Announced(StrEnum):
    """When a verdict is made known: as soon as it is given, or all together."""

    EACH = "each"
    TOGETHER = "together"


class Decides(StrEnum):
    """Who gives the verdict on merit, once the opinions are in."""

    EVALUATOR = "evaluator"
    COORDINATOR = "coordinator"
    COMMISSION = "commission"


class EvaluationRulesError(ValueError):
    """A setting that cannot be."""


@dataclass(frozen=True, slots=True)
class EvaluationRules:
    """`correction_days`: for answering a call, from the day of the letter. `appeal_days`: from the announcement of the verdict,
    0 where the common window alone holds. `answer_days`: for deciding an appeal, 0 for no day. `working_days`: whether days
    of appeals are working days. `formal_apart`: who judges formally does not judge on merit; `registrar_apart`: who
    registered on paper does not judge. `remind_days`: how many days before a term a letter reminds of it, 0 for none;
    `remind_office` and `remind_drafts`: whether it reminds officials, and who has a draft when collecting ends.
    """

    announced: Announced = Announced.EACH
    decides: Decides = Decides.EVALUATOR
    correction_days: int = 7
    appeal_days: int = 0
    answer_days: int = 0
    working_days: bool = False
    formal_apart: bool = True
    registrar_apart: bool = True
    remind_days: int = 2
    remind_office: bool = True
    remind_drafts: bool = False

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "EvaluationRules":
        """The rules from stored settings; what is missing has its default. Raises EvaluationRulesError."""
        default = asdict(cls())
        chosen = {name: settings.get(name, usual) for name, usual in default.items()}
        try:
            rules = cls(
                Announced(chosen["announced"]),
                Decides(chosen["decides"]),
                int(chosen["correction_days"]),
                int(chosen["appeal_days"]),
                int(chosen["answer_days"]),
                bool(chosen["working_days"]),
                bool(chosen["formal_apart"]),
                bool(chosen["registrar_apart"]),
                int(chosen["remind_days"]),
                bool(chosen["remind_office"]),
                bool(chosen["remind_drafts"]),
            )
        except ValueError as error:
            raise EvaluationRulesError(str(error)) from error
        counted = (rules.appeal_days, rules.answer_days, rules.remind_days)
        if not (1 <= rules.correction_days <= 60 and all(0 <= days <= 60 for days in counted)):
            raise EvaluationRulesError("days out of range")
        return rules

    def as_settings(self) -> dict[str, Any]:
        """The settings as they are stored: those alone that differ from what is usual."""
        usual = asdict(EvaluationRules())
        return {name: value for name, value in asdict(self).items() if value != usual[name]}
