"""What courts and auditors have objected to: said while the rules are chosen, never a refusal.

A town may have its reasons and its lawyers; the coordinator should know the paragraph or the ruling beforehand.
"""

from enum import StrEnum

from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.voting.voting_rules import Contact, VotingRules


class Topic(StrEnum):
    """The question of the wizard that a caution belongs to."""

    WHO = "kto"
    IDENTITY = "rozpoznanie"
    AREAS = "obszary"
    PAPER = "karty"
    OPENNESS = "jawnosc"


class Caution(StrEnum):
    """What may be objected to; `wibo.wording.cautions` says it with its source."""

    AGE = "age"
    PESEL = "pesel"
    REGISTER = "register"
    NO_CONTACT = "no-contact"
    THEMES = "themes"
    DECLARATION = "declaration"
    GUARDIAN = "guardian"


# Under which question each is said.
TOPICS: dict[Caution, Topic] = {
    Caution.AGE: Topic.WHO,
    Caution.PESEL: Topic.IDENTITY,
    Caution.REGISTER: Topic.IDENTITY,
    Caution.NO_CONTACT: Topic.IDENTITY,
    Caution.THEMES: Topic.AREAS,
    Caution.DECLARATION: Topic.WHO,
    Caution.GUARDIAN: Topic.WHO,
}


def cautions(
    kind: IdentityKind, min_age: int, rules: VotingRules, areas_of_pools: tuple[bool, ...]
) -> tuple[Caution, ...]:
    """Everything that the coordinator should hear of these rules; `areas_of_pools` says which pools have an area."""
    uses_pesel = kind in (IdentityKind.PESEL_FORM, IdentityKind.PESEL_REGISTER)
    listed = kind is IdentityKind.PESEL_REGISTER
    named = kind is IdentityKind.NAME_AND_BIRTH_DATE
    found = (
        (Caution.AGE, min_age > 0),
        (Caution.GUARDIAN, rules.guardian_age > 0),
        (
            Caution.DECLARATION,
            not rules.residence_declaration and not listed and kind is not IdentityKind.CODE,
        ),
        (Caution.PESEL, uses_pesel),
        (Caution.REGISTER, listed),
        (Caution.NO_CONTACT, named and rules.contact is Contact.NONE),
        (Caution.THEMES, areas_of_pools.count(False) > 1),
    )
    return tuple(caution for caution, holds in found if holds)
