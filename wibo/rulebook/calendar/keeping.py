"""Until when data about people is kept: two clocks of an edition, by what it is for.

Source: art. 5 ust. 1 lit. e GDPR (no longer than needed); what a town sets itself is its own instruction of archives.
"""

from datetime import date, timedelta
from enum import StrEnum

# Complaints about a result come within it (domain practice: 30 to 180 days after the result).
USUAL_DAYS = 30
# As long as documents of consultations are kept in a town of the usual instruction (category BE5).
USUAL_YEARS = 5


class Clock(StrEnum):
    """What runs out first: who people are; later what offices wrote about their ideas."""

    IDENTITY = "identity"
    RECORDS = "records"


def identity_due(final: date, days: int) -> date:
    """The first day on which data of identity may go: so many days after the result has become final."""
    return final + timedelta(days=days)


def records_due(final: date, years: int) -> date:
    """The first day on which records may go: years are counted from the January after (as instructions of archives do)."""
    return date(final.year + years + 1, 1, 1)
