"""Events of an edition's settings."""

from dataclasses import dataclass

from wibo.journal.events.event import Event


@dataclass(frozen=True)
class Changed(Event):
    """A change of settings: what, in words, and why."""

    changes: str
    reason: str


@dataclass(frozen=True)
class EditionCreated(Event):
    kind = "edition-created"
    words = "Utworzono edycję {year}."

    year: int


@dataclass(frozen=True)
class EditionShown(Event):
    kind = "edition-shown"
    words = "Pokazano mieszkańcom edycję {year}."

    year: int


@dataclass(frozen=True)
class EditionChanged(Changed):
    kind = "edition-changed"
    words = "Zmieniono ustawienia edycji: {changes}. Powód: {reason}"


@dataclass(frozen=True)
class ApplicationChanged(Changed):
    kind = "application-changed"
    words = "Zmieniono formularz wniosku: {changes}. Powód: {reason}"


@dataclass(frozen=True)
class MapChanged(Changed):
    kind = "map-changed"
    words = "Zmieniono mapę: {changes}. Powód: {reason}"


@dataclass(frozen=True)
class ScheduleChanged(Changed):
    kind = "schedule-changed"
    words = "Zmieniono harmonogram: {changes}. Powód: {reason}"


@dataclass(frozen=True)
class AreaChanged(Changed):
    kind = "area-changed"
    words = "Zmieniono obszar: {changes}. Powód: {reason}"


@dataclass(frozen=True)
class PlaceOfVotingChanged(Changed):
    kind = "place-of-voting-changed"
    words = "Zmieniono miejsce głosowania: {changes}. Powód: {reason}"


@dataclass(frozen=True)
class PlaceOfVotingRemoved(Event):
    kind = "place-of-voting-removed"
    words = "Usunięto miejsce głosowania: {name}. Powód: {reason}"

    name: str
    reason: str


@dataclass(frozen=True)
class PoolChanged(Changed):
    kind = "pool-changed"
    words = "Zmieniono pulę: {changes}. Powód: {reason}"


@dataclass(frozen=True)
class RiskAccepted(Event):
    kind = "risk-accepted"
    words = "Przyjęto ryzyko prawne: {risk} Powód: {reason}"

    risk: str
    reason: str


@dataclass(frozen=True)
class EditionReplaced(Event):
    kind = "edition-replaced"
    words = "Usunięto wczytaną wcześniej edycję, aby wczytać ją na nowo."


@dataclass(frozen=True)
class ElectionImported(Event):
    kind = "election-imported"
    words = "Wczytano wybory z pliku: {ballots}. Karty przyjęte mimo złamania zasad: {anomalies}."

    ballots: int
    anomalies: int
