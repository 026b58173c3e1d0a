"""Invented people who have not voted: in their name the office tries the booth."""

from dataclasses import dataclass
from datetime import date

from wibo.editions.models import Edition
from wibo.invented.electorate import MARGIN, name_beside, person
from wibo.invented.people import pesel_of
from wibo.rehearsal.recipes import VOTERS
from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.voting.voting_rules import Factor

_FEW = 3


@dataclass(frozen=True, slots=True)
class Visitor:
    """What one types at the entrance of the booth. Fields that the edition does not ask for are empty."""

    pesel: str = ""
    first_name: str = ""
    surname: str = ""
    birth_date: date | None = None
    address: str = ""


def visitors(edition: Edition, today: date) -> list[Visitor]:
    """A few, always the same on a day; beyond those who vote by themselves, within the list of people."""
    numbers = range(VOTERS + MARGIN // 2, VOTERS + MARGIN // 2 + _FEW)
    return [_visitor(edition, at, today) for at in numbers]


def _visitor(edition: Edition, at: int, today: date) -> Visitor:
    if edition.kind in (IdentityKind.PESEL_FORM, IdentityKind.PESEL_REGISTER):
        name = "" if edition.voting.factor is Factor.NONE else name_beside(at)
        return Visitor(pesel=pesel_of(at, today, edition.min_voter_age), first_name=name)
    one = person(at, today, edition.min_voter_age)
    return Visitor(
        first_name=one.first_name, surname=one.surname, birth_date=one.birth_date, address=one.address
    )
