"""Events of proposals, from handing in to the last decision."""

from dataclasses import dataclass

from wibo.journal.events.event import Event


@dataclass(frozen=True)
class OfProposal(Event):
    """Something of one proposal."""

    number: str


@dataclass(frozen=True)
class ProposalSubmitted(OfProposal):
    kind = "proposal-submitted"
    words = "Złożono wniosek nr {number}."


@dataclass(frozen=True)
class ProposalRegistered(OfProposal):
    kind = "proposal-registered"
    words = "Zarejestrowano wniosek papierowy nr {number}."


@dataclass(frozen=True)
class ProposalLoaded(OfProposal):
    kind = "proposal-loaded"
    words = "Wczytano z pliku wniosek nr {number}."


@dataclass(frozen=True)
class ProposalAdmittedByList(OfProposal):
    kind = "proposal-admitted-by-list"
    words = "Wczytano z pliku wniosek nr {number} jako dopuszczony do głosowania. Podstawa: {basis}"

    basis: str


@dataclass(frozen=True)
class RegisteredOutside(OfProposal):
    kind = "proposal-registered-outside"
    words = "Wniosek papierowy nr {number} zarejestrowano poza naborem. Powód: {reason}"

    reason: str


@dataclass(frozen=True)
class ProposalEdited(OfProposal):
    """Changed by the office: which parts, by their names on the form."""

    kind = "proposal-edited"
    words = "Zmieniono we wniosku nr {number}: {parts}. Powód: {reason}"

    parts: str
    reason: str


@dataclass(frozen=True)
class ProposalSupplemented(OfProposal):
    kind = "proposal-supplemented"
    words = "Uzupełniono wniosek nr {number}."


@dataclass(frozen=True)
class ProposalWithdrawn(OfProposal):
    kind = "proposal-withdrawn"
    words = "Wycofano wniosek nr {number}."


@dataclass(frozen=True)
class DuplicateMarked(OfProposal):
    kind = "duplicate-marked"
    words = "Uznano wniosek nr {number} za duplikat wniosku nr {of}. Powód: {reason}"

    of: str
    reason: str


@dataclass(frozen=True)
class DuplicateTakenBack(OfProposal):
    kind = "duplicate-taken-back"
    words = "Wniosek nr {number} nie jest już duplikatem wniosku nr {of} i wrócił do oceny. Powód: {reason}"

    of: str
    reason: str


@dataclass(frozen=True)
class SignaturesCounted(OfProposal):
    """On paper lists of support: how many there are, and how many count."""

    kind = "signatures-counted"
    words = "Policzono podpisy poparcia wniosku nr {number}: {given}, ważnych {valid}."

    given: int
    valid: int


@dataclass(frozen=True)
class FileAdded(OfProposal):
    """By the office: what it is for, never its name."""

    kind = "file-added"
    words = "Urząd dołączył do wniosku nr {number} plik: {purpose}."

    purpose: str


@dataclass(frozen=True)
class ClaimCodeIssued(OfProposal):
    kind = "claim-code-issued"
    words = "Wydano kod, którym autor przejmie wniosek nr {number} na swoje konto."


@dataclass(frozen=True)
class ProposalClaimed(OfProposal):
    kind = "proposal-claimed"
    words = "Autor przejął wniosek nr {number} na swoje konto."


@dataclass(frozen=True)
class CoAuthorJoined(OfProposal):
    kind = "co-author-joined"
    words = "Do wniosku nr {number} dołączył współautor."


@dataclass(frozen=True)
class CoAuthorLeft(OfProposal):
    kind = "co-author-left"
    words = "Z wniosku nr {number} odszedł współautor."


@dataclass(frozen=True)
class FileRemoved(OfProposal):
    """By the office: what it was for, never its name."""

    kind = "file-removed"
    words = "Urząd usunął z wniosku nr {number} plik: {purpose}. Powód: {reason}"

    purpose: str
    reason: str


@dataclass(frozen=True)
class WithdrawnForAuthor(OfProposal):
    kind = "proposal-withdrawn-for-author"
    words = "Urząd wycofał wniosek nr {number} na prośbę autora. Powód: {reason}"

    reason: str


@dataclass(frozen=True)
class ApplicationPrinted(OfProposal):
    """One by the office, with the names of authors."""

    kind = "application-printed"
    words = "Urząd wydrukował wniosek nr {number}."


@dataclass(frozen=True)
class ApplicationsPrinted(Event):
    """All of them with the names of authors, in one file."""

    kind = "applications-printed"
    words = "Wydrukowano wnioski złożone w edycji, część {part}: {count}."

    part: int
    count: int


@dataclass(frozen=True)
class AttachmentShown(OfProposal):
    kind = "attachment-shown"
    words = "Pokazano wszystkim plik z wniosku nr {number}."


@dataclass(frozen=True)
class AttachmentHidden(OfProposal):
    kind = "attachment-hidden"
    words = "Ukryto plik z wniosku nr {number}."


@dataclass(frozen=True)
class PictureHidden(OfProposal):
    kind = "picture-hidden"
    words = "Ukryto obraz z wniosku nr {number}. Powód: {reason}"

    reason: str


@dataclass(frozen=True)
class PictureShown(OfProposal):
    kind = "picture-shown"
    words = "Znowu pokazano wszystkim obraz z wniosku nr {number}."


@dataclass(frozen=True)
class ProposalsImported(Event):
    kind = "proposals-imported"
    words = "Wczytano wnioski z pliku: nowe {count}, zmienione {changed}. Powód: {reason}"

    count: int
    changed: int
    reason: str
