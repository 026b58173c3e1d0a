"""Events of acts that two people do together."""

from dataclasses import dataclass

from wibo.journal.events.event import Event


@dataclass(frozen=True)
class Proposed(Event):
    """What the first person wants, and why; `told` is what the second one reads."""

    reason: str
    told: str


@dataclass(frozen=True)
class Confirmed(Event):
    """The second person agrees."""

    told: str


@dataclass(frozen=True)
class UrnOpeningProposed(Proposed):
    kind = "urn-opening-proposed"
    words = "Pierwsza osoba wniosła o otwarcie urny."


@dataclass(frozen=True)
class VoterListProposed(Proposed):
    kind = "voter-list-proposed"
    words = "Pierwsza osoba wniosła o listę głosujących. Powód: {reason}"


@dataclass(frozen=True)
class PauseProposed(Proposed):
    kind = "pause-proposed"
    words = "Pierwsza osoba wniosła o wstrzymanie głosowania przez internet. Powód: {reason}"


@dataclass(frozen=True)
class ResumingProposed(Proposed):
    kind = "resuming-proposed"
    words = "Pierwsza osoba wniosła o wznowienie głosowania przez internet. Powód: {reason}"


@dataclass(frozen=True)
class ScheduleProposed(Proposed):
    kind = "schedule-proposed"
    words = "Pierwsza osoba wniosła o zmianę terminu głosowania: {told}. Powód: {reason}"


@dataclass(frozen=True)
class ClosingProposed(Proposed):
    kind = "closing-proposed"
    words = "Pierwsza osoba wniosła o zamknięcie paczki z różnicą: {told}. Wyjaśnienie: {reason}"


@dataclass(frozen=True)
class AnnulmentProposed(Proposed):
    kind = "annulment-proposed"
    words = "Pierwsza osoba wniosła o unieważnienie głosu: {told}. Powód: {reason}"


@dataclass(frozen=True)
class MendingProposed(Proposed):
    kind = "mending-proposed"
    words = "Pierwsza osoba wniosła o poprawkę w wykazie uprawnionych: {told}. Powód: {reason}"


@dataclass(frozen=True)
class LostWinnerProposed(Proposed):
    kind = "lost-winner-proposed"
    words = "Pierwsza osoba wniosła o skreślenie zwycięzcy z ostatecznego wyniku: {told}. Powód: {reason}"


@dataclass(frozen=True)
class UrnOpeningConfirmed(Confirmed):
    kind = "urn-opening-confirmed"
    words = "Druga osoba potwierdziła otwarcie urny."


@dataclass(frozen=True)
class VoterListOpened(Confirmed):
    kind = "voter-list-opened"
    words = "Druga osoba zgodziła się na listę głosujących."


@dataclass(frozen=True)
class VotingPaused(Confirmed):
    kind = "voting-paused"
    words = "Druga osoba potwierdziła. Głosowanie przez internet jest wstrzymane."


@dataclass(frozen=True)
class VotingResumed(Confirmed):
    kind = "voting-resumed"
    words = "Druga osoba potwierdziła. Głosowanie przez internet trwa dalej."


@dataclass(frozen=True)
class ScheduleConfirmed(Confirmed):
    kind = "schedule-confirmed"
    words = "Druga osoba zgodziła się na zmianę terminu głosowania: {told}."


@dataclass(frozen=True)
class ClosingConfirmed(Confirmed):
    kind = "closing-confirmed"
    words = "Druga osoba zgodziła się na zamknięcie paczki z różnicą: {told}."


@dataclass(frozen=True)
class AnnulmentConfirmed(Confirmed):
    kind = "annulment-confirmed"
    words = "Druga osoba zgodziła się na unieważnienie głosu: {told}."


@dataclass(frozen=True)
class MendingConfirmed(Confirmed):
    kind = "mending-confirmed"
    words = "Druga osoba zgodziła się na poprawkę w wykazie uprawnionych: {told}."


@dataclass(frozen=True)
class LostWinnerConfirmed(Confirmed):
    kind = "lost-winner-confirmed"
    words = "Druga osoba zgodziła się na skreślenie zwycięzcy z ostatecznego wyniku: {told}."


@dataclass(frozen=True)
class ProposalDropped(Event):
    kind = "proposal-dropped"
    words = "{outcome}: {what}. {told}"

    what: str
    told: str
    outcome: str


@dataclass(frozen=True)
class ErasureProposed(Proposed):
    kind = "erasure-proposed"
    words = "Pierwsza osoba wniosła o usunięcie danych: {told}. Powód: {reason}"


@dataclass(frozen=True)
class ErasureConfirmed(Confirmed):
    kind = "erasure-confirmed"
    words = "Druga osoba zgodziła się na usunięcie danych: {told}."
