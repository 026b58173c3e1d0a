"""Which ballot of a person counts when there are two: the rule of the edition, whatever the order of keying.

Towns differ (council resolutions name all four): most count the first, some let paper or the web prevail, some hold
every ballot of that person void. A ballot cast on the web is never voided by a second attempt on the web: that
attempt is refused.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wibo.rulebook.calendar.schedule import Channel


class DuplicateRule(StrEnum):
    """The rule by its code."""

    FIRST = "first"
    PAPER = "paper"
    WEB = "web"
    VOID = "void"


class Outcome(StrEnum):
    """What becomes of two ballots of one person."""

    STANDING = "standing"
    COMING = "coming"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class CastBallot:
    """A ballot as far as the rule looks at it. `box` and `serial` are empty and 0 on the web."""

    channel: Channel
    day: date
    box: str = ""
    serial: int = 0

    @property
    def order(self) -> tuple[date, bool, str, int]:
        """Earlier first. Within a day the web goes before paper, whose hour nobody knows; then box and number."""
        return self.day, self.channel is Channel.PAPER, self.box, self.serial


def settle(rule: DuplicateRule, standing: CastBallot, coming: CastBallot) -> Outcome:
    """Which of two ballots of a person counts. The same two give the same answer in either order of arrival."""
    if rule is DuplicateRule.VOID:
        return Outcome.NEITHER
    prevails = {DuplicateRule.PAPER: Channel.PAPER, DuplicateRule.WEB: Channel.WEB}.get(rule)
    if prevails is not None and standing.channel is not coming.channel:
        return Outcome.STANDING if standing.channel is prevails else Outcome.COMING
    return Outcome.STANDING if standing.order <= coming.order else Outcome.COMING
