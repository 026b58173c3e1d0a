"""Events of rehearsals, in the journal of the town that tries; what happens in the twin stands in the twin's own."""

from dataclasses import dataclass

from wibo.journal.events.event import Event


@dataclass(frozen=True)
class RehearsalBegun(Event):
    kind = "rehearsal-begun"
    words = "Zaczęto próbę z wymyślonymi mieszkańcami. Skończy się sama {ends}."

    ends: str


@dataclass(frozen=True)
class RehearsalMoved(Event):
    kind = "rehearsal-moved"
    words = "Próba przechodzi do etapu: {stage}."

    stage: str


@dataclass(frozen=True)
class RehearsalEnded(Event):
    kind = "rehearsal-ended"
    words = "Zakończono próbę."


@dataclass(frozen=True)
class RehearsalWiped(Event):
    kind = "rehearsal-wiped"
    words = "Usunięto wszystko, co powstało w próbie: {removed}."

    removed: str
