"""Events of evaluation: cards, calls, opinions, agreements, merging, announcements, appeals."""

from dataclasses import dataclass

from wibo.journal.events.event import Event
from wibo.journal.events.proposals import OfProposal


@dataclass(frozen=True)
class SupplementRequested(OfProposal):
    """A call for corrections: which parts reopen, and until when."""

    kind = "supplement-requested"
    words = "Wezwano do uzupełnienia wniosku nr {number} do {until}: {parts}."

    parts: str
    until: str


@dataclass(frozen=True)
class CallTakenBack(OfProposal):
    kind = "call-taken-back"
    words = "Cofnięto wezwanie do uzupełnienia wniosku nr {number}. Powód: {reason}"

    reason: str


@dataclass(frozen=True)
class FormalPassed(OfProposal):
    kind = "formal-passed"
    words = "Wniosek nr {number} przeszedł ocenę formalną."


@dataclass(frozen=True)
class FormalFailed(OfProposal):
    kind = "formal-failed"
    words = "Wniosek nr {number} nie przeszedł oceny formalnej."


@dataclass(frozen=True)
class MeritPassed(OfProposal):
    kind = "merit-passed"
    words = "Wniosek nr {number} przeszedł ocenę merytoryczną."


@dataclass(frozen=True)
class MeritFailed(OfProposal):
    kind = "merit-failed"
    words = "Wniosek nr {number} nie przeszedł oceny merytorycznej."


@dataclass(frozen=True)
class AdmissionAnnounced(OfProposal):
    kind = "admission-announced"
    words = "Ogłoszono, że wniosek nr {number} jest dopuszczony do głosowania."


@dataclass(frozen=True)
class RefusalAnnounced(OfProposal):
    kind = "refusal-announced"
    words = "Ogłoszono, że wniosek nr {number} nie jest dopuszczony do głosowania."


@dataclass(frozen=True)
class VerdictTakenBack(OfProposal):
    """Before it was announced, by who gave it."""

    kind = "verdict-taken-back"
    words = "Oceniający cofnął ocenę wniosku nr {number}. Powód: {reason}"

    reason: str


@dataclass(frozen=True)
class VerdictCorrected(OfProposal):
    """After it was announced: the proposal is judged anew."""

    kind = "verdict-corrected"
    words = "Sprostowano ogłoszoną decyzję: wniosek nr {number} wraca do oceny. Powód: {reason}"

    reason: str


@dataclass(frozen=True)
class AppealFiled(OfProposal):
    kind = "appeal-filed"
    words = "Złożono odwołanie w sprawie wniosku nr {number}."


@dataclass(frozen=True)
class AppealRegistered(OfProposal):
    """On paper, by a clerk: the day it came in."""

    kind = "appeal-registered"
    words = "Zarejestrowano odwołanie na papierze (wpłynęło {received}) w sprawie wniosku nr {number}."

    received: str


@dataclass(frozen=True)
class AppealWithdrawn(OfProposal):
    """By its author, or by the office when it was registered at the wrong proposal."""

    kind = "appeal-withdrawn"
    words = "Wycofano odwołanie w sprawie wniosku nr {number}. Powód: {reason}"

    reason: str


@dataclass(frozen=True)
class AppealHeard(OfProposal):
    kind = "appeal-heard"
    words = "Wysłuchano stron ({on}) w sprawie odwołania od decyzji o wniosku nr {number}."

    on: str


@dataclass(frozen=True)
class AppealUpheld(OfProposal):
    kind = "appeal-upheld"
    words = "Uwzględniono odwołanie w sprawie wniosku nr {number}."


@dataclass(frozen=True)
class AppealAdmitted(OfProposal):
    kind = "appeal-admitted"
    words = "Uwzględniono odwołanie i dopuszczono wniosek nr {number} do głosowania."


@dataclass(frozen=True)
class AppealDismissed(OfProposal):
    kind = "appeal-dismissed"
    words = "Oddalono odwołanie w sprawie wniosku nr {number}."


@dataclass(frozen=True)
class OpinionAsked(OfProposal):
    kind = "opinion-asked"
    words = "Poproszono jednostkę {unit} o opinię (do {until}) o wniosku nr {number}."

    unit: str
    until: str


@dataclass(frozen=True)
class OpinionTakenBack(OfProposal):
    """Asked of the wrong unit, or no longer needed; nothing was said yet."""

    kind = "opinion-taken-back"
    words = "Cofnięto prośbę o opinię o wniosku nr {number} do jednostki {unit}."

    unit: str


@dataclass(frozen=True)
class OpinionGiven(OfProposal):
    kind = "opinion-given"
    words = "Jednostka {unit} wydała opinię o wniosku nr {number}: {result}."

    unit: str
    result: str


@dataclass(frozen=True)
class ChangeProposed(OfProposal):
    """By the office, to the author: which parts."""

    kind = "change-proposed"
    words = "Urząd zaproponował autorowi zmianę wniosku nr {number}: {parts}."

    parts: str


@dataclass(frozen=True)
class ChangeAgreed(OfProposal):
    """How the author agreed: on line or on paper."""

    kind = "change-agreed"
    words = "Autor zgodził się na zmianę wniosku nr {number}: {parts} ({way})."

    parts: str
    way: str


@dataclass(frozen=True)
class ChangeRefused(OfProposal):
    kind = "change-refused"
    words = "Autor nie zgodził się na zmianę wniosku nr {number}: {parts} ({way})."

    parts: str
    way: str


@dataclass(frozen=True)
class ChangeTakenBack(OfProposal):
    kind = "change-taken-back"
    words = "Urząd wycofał propozycję zmiany wniosku nr {number}."


@dataclass(frozen=True)
class MergeProposed(OfProposal):
    kind = "merge-proposed"
    words = "Zaproponowano połączenie wniosku nr {number} z wnioskiem nr {into}. Powód: {reason}"

    into: str
    reason: str


@dataclass(frozen=True)
class MergeAgreed(OfProposal):
    kind = "merge-agreed"
    words = "Autor wniosku nr {number} zgodził się na połączenie ({way})."

    way: str


@dataclass(frozen=True)
class MergeRefused(OfProposal):
    kind = "merge-refused"
    words = "Autor wniosku nr {number} nie zgodził się na połączenie ({way})."

    way: str


@dataclass(frozen=True)
class ProposalMerged(OfProposal):
    kind = "proposal-merged"
    words = "Wniosek nr {number} połączono z wnioskiem nr {into}."

    into: str


@dataclass(frozen=True)
class MergeDissolved(OfProposal):
    """The proposal that it was part of was withdrawn."""

    kind = "merge-dissolved"
    words = "Wniosek nr {number} wrócił do oceny, bo wycofano wniosek nr {into}, którego był częścią."

    into: str


@dataclass(frozen=True)
class Assigned(OfProposal):
    kind = "evaluation-assigned"
    words = "Wniosek nr {number} ocenia {who}."

    who: str


@dataclass(frozen=True)
class ConflictDeclared(OfProposal):
    kind = "conflict-declared"
    words = "Oceniający wyłączył się z oceny wniosku nr {number}."


@dataclass(frozen=True)
class ConflictTakenBack(OfProposal):
    kind = "conflict-taken-back"
    words = "Oceniający cofnął swoje wyłączenie z oceny wniosku nr {number}. Powód: {reason}"

    reason: str


@dataclass(frozen=True)
class CardChanged(Event):
    """A new version of a card: how many questions it has."""

    kind = "card-changed"
    words = "Zmieniono kartę oceny ({card}), wersja {version}, pytań: {count}. Powód: {reason}"

    card: str
    version: int
    count: int
    reason: str
