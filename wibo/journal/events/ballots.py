"""Events of the ballot and of what lies in the urn."""

from dataclasses import dataclass

from wibo.journal.events.event import Event


@dataclass(frozen=True)
class BallotDrawnUp(Event):
    kind = "ballot-drawn-up"
    words = "Ułożono listę projektów do głosowania: {count}, kolejność: {order}."

    count: int
    order: str


@dataclass(frozen=True)
class BallotFrozen(Event):
    kind = "ballot-frozen"
    words = "Zamrożono kartę i zasady głosowania. Skrót: {digest}"

    digest: str


@dataclass(frozen=True)
class ProjectCorrected(Event):
    """A slip in the text of a project on a frozen ballot: what was wrong stays, what is right stands beside it."""

    kind = "project-corrected"
    words = "Sprostowano projekt nr {number}: {part}. Powód: {reason}"

    number: str
    part: str
    reason: str


@dataclass(frozen=True)
class ProjectStruck(Event):
    kind = "project-struck"
    words = "Skreślono projekt nr {number}. Powód: {reason}"

    number: str
    reason: str


@dataclass(frozen=True)
class BallotCast(Event):
    kind = "ballot-cast"
    words = "Przyjęto głos przez internet."


@dataclass(frozen=True)
class BallotAnnulled(Event):
    kind = "ballot-annulled"
    words = "Unieważniono głos: {reason}. Uzasadnienie: {note}"

    reason: str
    note: str


@dataclass(frozen=True)
class BallotSuperseded(Event):
    kind = "ballot-superseded"
    words = "Głos wielokrotny (N15): głos tej samej osoby {channel} jest nieważny. Zasada: {rule}."

    channel: str
    rule: str


@dataclass(frozen=True)
class VoterReleased(Event):
    kind = "voter-released"
    words = "Pozwolono oddać kartę papierową osobie, której głos był nieważny. Uzasadnienie: {note}"

    note: str


@dataclass(frozen=True)
class ReceiptsListed(Event):
    kind = "receipts-listed"
    words = "Ogłoszono spis kodów potwierdzenia: {count}. Skrót: {digest}"

    count: int
    digest: str


@dataclass(frozen=True)
class ReceiptsBroken(Event):
    kind = "receipts-broken"
    words = "Koperty, które nie pasują do swoich kodów potwierdzenia: {count}. Urny nie da się otworzyć."

    count: int


@dataclass(frozen=True)
class CountViewed(Event):
    kind = "count-viewed"
    words = "Obejrzano bieżące wyniki."


@dataclass(frozen=True)
class UrnOpened(Event):
    """`digest` is of all ballots born."""

    kind = "urn-opened"
    words = "Otwarto urnę: {ballots}. Klucz zniszczono."

    ballots: int
    digest: str


@dataclass(frozen=True)
class VotingExtended(Event):
    """`until` in words of Europe/Warsaw."""

    kind = "voting-extended"
    words = "Przedłużono głosowanie {channels} do {until}. Powód: {reason}"

    channels: str
    until: str
    reason: str


@dataclass(frozen=True)
class ProtestFiled(Event):
    kind = "protest-filed"
    words = "Zapisano protest, pismo {letter}. Dotyczy: {topic}."

    letter: str
    topic: str


@dataclass(frozen=True)
class ProtestDecided(Event):
    kind = "protest-decided"
    words = "Rozstrzygnięto protest, pismo {letter}: {outcome}. {answer}"

    letter: str
    outcome: str
    answer: str
