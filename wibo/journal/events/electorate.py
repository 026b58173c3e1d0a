"""Events of who may vote."""

from dataclasses import dataclass

from wibo.journal.events.event import Event


@dataclass(frozen=True)
class RegisterImported(Event):
    """`digest` is of the whole register after it."""

    kind = "register-imported"
    words = "Wczytano wykaz uprawnionych: {count}."

    count: int
    digest: str


@dataclass(frozen=True)
class RegisterAdded(Event):
    kind = "register-added"
    words = "Dopisano osobę do wykazu uprawnionych. Powód: {reason}"

    reason: str
    digest: str


@dataclass(frozen=True)
class RegisterMended(Event):
    kind = "register-mended"
    words = "Poprawiono imię jednej osoby w wykazie uprawnionych. Powód: {reason}"

    reason: str
    digest: str


@dataclass(frozen=True)
class RegisterRemoved(Event):
    kind = "register-removed"
    words = "Wykreślono jedną osobę z wykazu uprawnionych. Powód: {reason}"

    reason: str
    digest: str


@dataclass(frozen=True)
class TagKeySent(Event):
    """`fingerprint` is the beginning of the SHA-256 of the town's public key."""

    kind = "tag-key-sent"
    words = "Wydano gminie klucz znaczników do wykazu, zaszyfrowany. Odcisk jej klucza: {fingerprint}"

    fingerprint: str


@dataclass(frozen=True)
class CodesMade(Event):
    kind = "codes-made"
    words = "Utworzono kody do głosowania: {count}, pominięto: {passed}."

    count: int
    passed: int


@dataclass(frozen=True)
class CodeIssued(Event):
    kind = "code-issued"
    words = "Wydano kod do głosowania w urzędzie. Powód: {reason}"

    reason: str
