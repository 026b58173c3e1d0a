"""Who may vote. Residence is declared, not checked here; the register, where there is one, decides it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wibo.rulebook.people.pesel import OLDEST, age_on


class Ineligible(StrEnum):
    """Why a person may not vote."""

    TOO_YOUNG = "too-young"
    NOT_BORN = "not-born"
    IMPLAUSIBLE_AGE = "implausible-age"
    NO_DECLARATION = "no-declaration"
    NO_GUARDIAN = "no-guardian"


@dataclass(frozen=True, slots=True)
class EligibilityRules:
    """An edition's conditions. Ages in completed years, 0 for none (courts have struck limits down).

    Who is younger than `guardian_age` needs a guardian's consent.
    """

    min_age: int = 0
    needs_declaration: bool = True
    guardian_age: int = 0


@dataclass(frozen=True, slots=True)
class VoterFacts:
    """What a voter states of themselves."""

    birth_date: date
    declared_resident: bool
    has_guardian: bool = False


def may_vote(facts: VoterFacts, rules: EligibilityRules, on: date) -> Ineligible | None:
    """None when the person may vote on that day, else the first reason why not.

    Source of the residence rule: art. 5a ust. 1 of the Municipal Self-Government Act (residents vote).
    """
    if facts.birth_date > on:
        return Ineligible.NOT_BORN
    age = age_on(facts.birth_date, on)
    if age > OLDEST:
        return Ineligible.IMPLAUSIBLE_AGE
    if age < rules.min_age:
        return Ineligible.TOO_YOUNG
    if rules.needs_declaration and not facts.declared_resident:
        return Ineligible.NO_DECLARATION
    if age < rules.guardian_age and not facts.has_guardian:
        return Ineligible.NO_GUARDIAN
    return None
