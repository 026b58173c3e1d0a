"""Events of what the office writes for everyone."""

from dataclasses import dataclass

from wibo.journal.events.event import Event


@dataclass(frozen=True)
class OfText(Event):
    """Something of one text: what it is, in words, and its title."""

    what: str
    title: str


@dataclass(frozen=True)
class TextWritten(OfText):
    kind = "text-written"
    words = "Zapisano wersję {version} ({what}): {title}"

    version: int


@dataclass(frozen=True)
class LetterReworded(Event):
    kind = "letter-reworded"
    words = "Zmieniono własne słowa listu „{letter}” (wersja {version})."

    letter: str
    version: int


@dataclass(frozen=True)
class LetterWordsDropped(Event):
    kind = "letter-words-dropped"
    words = "Przywrócono gotowy list „{letter}” (wersja {version})."

    letter: str
    version: int


@dataclass(frozen=True)
class TextShown(OfText):
    kind = "text-shown"
    words = "Pokazano wszystkim ({what}): {title}"


@dataclass(frozen=True)
class TextHidden(OfText):
    kind = "text-hidden"
    words = "Zdjęto ze strony ({what}): {title}. Powód: {reason}"

    reason: str
