"""Events of paper ballots."""

from dataclasses import dataclass

from wibo.journal.events.event import Event


@dataclass(frozen=True)
class BatchOpened(Event):
    kind = "batch-opened"
    words = "Otwarto paczkę kart {batch}."

    batch: str
    count: int


@dataclass(frozen=True)
class BatchCounted(Event):
    kind = "batch-counted"
    words = "Druga osoba policzyła karty z paczki {batch}: {count}."

    batch: str
    count: int


@dataclass(frozen=True)
class BatchRecounted(Event):
    kind = "batch-recounted"
    words = "Przeliczono karty z paczki {batch}: było {before}, jest {count}. Wyjaśnienie: {note}"

    batch: str
    before: int
    count: int
    note: str


@dataclass(frozen=True)
class BallotKeyed(Event):
    kind = "ballot-keyed"
    words = "Wpisano kartę z paczki {batch}."

    batch: str


@dataclass(frozen=True)
class BallotKeyedInvalid(Event):
    kind = "ballot-keyed-invalid"
    words = "Wpisano nieważną kartę z paczki {batch}: {reason}."

    batch: str
    reason: str


@dataclass(frozen=True)
class BallotCorrected(Event):
    """The sums of the reconciliation need to know whether the first keying was invalid."""

    kind = "ballot-corrected"
    words = "Wpisano od nowa kartę nr {serial} z paczki {batch}. Powód: {note}"

    batch: str
    serial: int
    note: str
    was_invalid: bool


@dataclass(frozen=True)
class BallotKeyedAgain(Event):
    kind = "ballot-keyed-again"
    words = "Inna osoba wpisała drugi raz kartę z paczki {batch}: {outcome}."

    batch: str
    outcome: str


@dataclass(frozen=True)
class KeyingSettled(Event):
    kind = "keying-settled"
    words = "Porównano wpisania karty z paczki {batch}: {outcome}."

    batch: str
    outcome: str


@dataclass(frozen=True)
class DisputeOpened(Event):
    kind = "dispute-opened"
    words = "Odłożono do spornych kartę nr {serial} z paczki {batch}. Pytanie: {question}"

    batch: str
    serial: int
    question: str


@dataclass(frozen=True)
class DisputeDecided(Event):
    kind = "dispute-decided"
    words = "Komisja rozstrzygnęła o karcie nr {serial} z paczki {batch}: {decision}. {note}"

    batch: str
    serial: int
    decision: str
    note: str


@dataclass(frozen=True)
class BatchClosed(Event):
    kind = "batch-closed"
    words = "Zamknięto paczkę kart {batch}: {count}."

    batch: str
    count: int
