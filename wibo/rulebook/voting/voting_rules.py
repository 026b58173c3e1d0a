"""How an edition votes beyond its pools: one set of settings, fixed with the ballot when it is frozen.

Every town settles these differently in its resolution (who may vote where, what a fault on paper costs, how a
contact is proved), so each is a setting with the mildest default.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from wibo.rulebook.voting.ballots import FaultScope, Repeats
from wibo.rulebook.voting.reasons import Reason


class AreaRule(StrEnum):
    """On which area's list a person votes."""

    OWN = "own"
    CHOSEN = "chosen"
    ANY = "any"


class Contact(StrEnum):
    """Which contact a voter without PESEL proves before the vote is cast."""

    NONE = "none"
    EMAIL = "email"
    PHONE = "phone"
    EITHER = "either"


class Factor(StrEnum):
    """What a voter of the register states beside the PESEL."""

    NONE = "none"
    FIRST_NAME = "first-name"
    MOTHER = "mother"
    FATHER = "father"


# Faults that the clerk sees on the paper and that a resolution may leave without consequence.
WAIVABLE = (
    Reason.ADDRESS_MISSING,
    Reason.NO_SIGNATURE,
    Reason.NO_DECLARATION,
    Reason.WRONG_FORM,
    Reason.PHOTOCOPY,
    Reason.CROSSED_OUT,
    Reason.OUTSIDE_BOX,
)


class VotingRulesError(ValueError):
    """A setting that cannot be."""


@dataclass(frozen=True, slots=True)
class VotingRules:
    """`guardian_age`: younger voters need a guardian's consent (completed years, 0 for none).

    `contact_votes`: how many votes one e-mail address or telephone may confirm. `rekey_percent`: the share of valid
    paper ballots keyed a second time by another person. `waived`: codes of faults without consequence. `repeats`: what
    a project marked twice on one paper is worth.
    """

    area_rule: AreaRule = AreaRule.OWN
    fault_scope: FaultScope = FaultScope.BALLOT
    guardian_age: int = 0
    residence_declaration: bool = True
    contact: Contact = Contact.NONE
    contact_votes: int = 5
    asks_sex: bool = False
    factor: Factor = Factor.NONE
    rekey_percent: int = 0
    waived: tuple[str, ...] = ()
    public_turnout: bool = False
    repeats: Repeats = Repeats.INVALID

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "VotingRules":
        """The rules from stored settings; what is missing has its default. Raises VotingRulesError."""
        default = cls()
        try:
            rules = cls(
                AreaRule(settings.get("area_rule", default.area_rule)),
                FaultScope(settings.get("fault_scope", default.fault_scope)),
                int(settings.get("guardian_age", 0)),
                bool(settings.get("residence_declaration", True)),
                Contact(settings.get("contact", default.contact)),
                int(settings.get("contact_votes", default.contact_votes)),
                bool(settings.get("asks_sex", False)),
                Factor(settings.get("factor", default.factor)),
                int(settings.get("rekey_percent", 0)),
                tuple(sorted(settings.get("waived", ()))),
                bool(settings.get("public_turnout", False)),
                Repeats(settings.get("repeats", default.repeats)),
            )
        except ValueError as error:
            raise VotingRulesError(str(error)) from error
        if not (0 <= rules.guardian_age <= 18 and 1 <= rules.contact_votes <= 50):
            raise VotingRulesError("age or number of votes out of range")
        if not 0 <= rules.rekey_percent <= 100 or set(rules.waived) - set(WAIVABLE):
            raise VotingRulesError("share or fault out of range")
        return rules

    def as_settings(self) -> dict[str, Any]:
        """The settings as they are stored and digested."""
        settings = {**asdict(self), "waived": list(self.waived)}
        if self.repeats is Repeats.INVALID:
            # It came later: left out while it is usual, so that digests of older rules still hold.
            del settings["repeats"]
        return settings
