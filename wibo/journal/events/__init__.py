"""Every event that can happen, by subject: the best summary of what the system does."""

from wibo.journal.events import (
    ballots,
    editions,
    electorate,
    evaluation,
    keeping,
    papers,
    people,
    proposals,
    rehearsals,
    results,
    texts,
    towns,
    two_people,
    works,
)
from wibo.journal.events.event import Event

__all__ = ["EVENTS", "Event", "sentence"]

_SUBJECTS = (
    ballots,
    editions,
    electorate,
    evaluation,
    keeping,
    papers,
    people,
    proposals,
    rehearsals,
    results,
    texts,
    towns,
    two_people,
    works,
)
# By the kind that entries bear.
EVENTS: dict[str, type[Event]] = {
    found.kind: found
    for subject in _SUBJECTS
    for found in vars(subject).values()
    if isinstance(found, type) and issubclass(found, Event) and found.kind
}


class _Unrecorded(dict[str, object]):
    """What entries of earlier versions have not kept; nothing new can have such holes."""

    def __missing__(self, key: str) -> str:
        return "(nie zapisano)"


def sentence(kind: str, facts: dict[str, object]) -> str:
    """An entry's event in words."""
    return EVENTS[kind].words.format_map(_Unrecorded(facts))
