"""Events of data about people that has been kept long enough."""

from dataclasses import dataclass

from wibo.journal.events.event import Event


@dataclass(frozen=True)
class DataErased(Event):
    kind = "data-erased"
    words = "Usunięto dane, których okres przechowywania minął ({what}): wierszy {rows}, plików {files}, kluczy {keys}."

    what: str
    rows: int
    files: int
    keys: int


@dataclass(frozen=True)
class DataErasedAgain(Event):
    kind = "data-erased-again"
    words = (
        "Po odtworzeniu kopii usunięto jeszcze raz dane, które były już usunięte ({what}): wierszy {rows}."
    )

    what: str
    rows: int
