"""Events of counting and of the result."""

from dataclasses import dataclass

from wibo.journal.events.event import Event


@dataclass(frozen=True)
class CountAsked(Event):
    kind = "count-asked"
    words = "Zlecono ustalenie wyniku."


@dataclass(frozen=True)
class PoolCounted(Event):
    """`digest` is of the input, `result` of the run's own content."""

    kind = "count-run"
    words = "Ustalono wynik w puli {pool}. Skrót danych: {digest}"

    pool: str
    digest: str
    result: str


@dataclass(frozen=True)
class TieAnnounced(Event):
    kind = "tie-announced"
    words = "Ogłoszono losowanie w puli {pool} między projektami: {tied}. Miejsce: {place}"

    pool: str
    tied: str
    place: str


@dataclass(frozen=True)
class TieSettled(Event):
    """`order` is the drawn order of project numbers."""

    kind = "tie-settled"
    words = "Rozstrzygnięto remis w puli {pool}: {method}. Uzasadnienie: {reason}"

    pool: str
    method: str
    reason: str
    order: list[str]


@dataclass(frozen=True)
class PoolAdjusted(Event):
    """`amount` in words, with its sign."""

    kind = "pool-adjusted"
    words = "Zmieniono kwotę puli {pool} po głosowaniu o {amount}. Powód: {reason}"

    pool: str
    amount: str
    reason: str


@dataclass(frozen=True)
class ProjectAdded(Event):
    """`amount` in words."""

    kind = "project-added"
    words = "Projekt nr {number} dostaje {amount} z innych pieniędzy: {source}. Powód: {reason}"

    number: str
    amount: str
    source: str
    reason: str


@dataclass(frozen=True)
class ResultPublished(Event):
    """`runs` are primary keys; `protests` says until when, in words."""

    kind = "result-published"
    words = "Ogłoszono wyniki. Protesty: {protests}."

    protests: str
    runs: list[int]


@dataclass(frozen=True)
class ResultRevised(Event):
    """`runs` are primary keys."""

    kind = "result-revised"
    words = "Ogłoszono zmieniony wynik. Powód: {reason}"

    reason: str
    runs: list[int]


@dataclass(frozen=True)
class ResultFinal(Event):
    kind = "result-final"
    words = "Wynik jest ostateczny."


@dataclass(frozen=True)
class WinnerLost(Event):
    kind = "winner-lost"
    words = "Projekt nr {number} wygrał, ale nie zostanie wykonany. Powód: {reason}"

    number: str
    reason: str


@dataclass(frozen=True)
class AlternativesShown(Event):
    kind = "alternatives-shown"
    words = "Porównanie z innymi zasadami: {shown}."

    shown: str


@dataclass(frozen=True)
class ReportExported(Event):
    kind = "report-exported"
    words = "Pobrano zestawienie: {report}."

    report: str


@dataclass(frozen=True)
class VoterListTaken(Event):
    kind = "voter-list-taken"
    words = "Pobrano listę głosujących z nazwiskami. Powód: {reason}"

    reason: str


@dataclass(frozen=True)
class VoterListMade(Event):
    kind = "voter-list-made"
    words = "Przygotowano listę głosujących: {count}."

    count: int
