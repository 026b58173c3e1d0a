"""Which personal data there is, of whom, what for and by what right, and how it goes. One table for the plan, the erasure and the
register of processing; a house test holds it against the classes of fields of the models.
"""

from wibo.retention.authors import OF_AUTHORS
from wibo.retention.kinds import How, Processed
from wibo.retention.voters import OF_VOTERS
from wibo.rulebook.calendar.keeping import Clock

__all__ = ["PROCESSED", "How", "Processed", "of_clock"]

PROCESSED = OF_VOTERS + OF_AUTHORS


def of_clock(clock: Clock) -> tuple[Processed, ...]:
    """What goes when the clock has run out."""
    return tuple(one for one in PROCESSED if one.clock is clock)
