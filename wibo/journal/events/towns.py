"""Events of a town as the operator runs it."""

from dataclasses import dataclass

from wibo.journal.events.event import Event


@dataclass(frozen=True)
class DataRestored(Event):
    kind = "data-restored"
    words = "Odtworzono dane z kopii z {made}. Głosów oddanych po niej nie ma."

    made: str


@dataclass(frozen=True)
class TownCreated(Event):
    kind = "town-created"
    words = "Operator założył gminę {name}."

    name: str


@dataclass(frozen=True)
class TownChanged(Event):
    kind = "town-changed"
    words = "Operator zmienił dane gminy: {changes}."

    changes: str


@dataclass(frozen=True)
class ServiceWindowChanged(Event):
    kind = "service-window-changed"
    words = "Operator ustalił okres usługi: {first} – {last}. Powód: {reason}"

    first: str
    last: str
    reason: str


@dataclass(frozen=True)
class AnnouncementMade(Event):
    kind = "announcement-made"
    words = "Operator ogłosił wszystkim gminom: {text}"

    text: str


@dataclass(frozen=True)
class AnnouncementWithdrawn(Event):
    kind = "announcement-withdrawn"
    words = "Operator zdjął ogłoszenie: {text}"

    text: str
