"""The sums that must agree before and after the urn is opened, as lines that two people read and sign.

Each line compares sources that can differ: the envelopes in the urn, the journal of acts, the people who took part,
the list of the entitled, and the papers as two people counted them.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from wibo.editions.models import Edition
from wibo.journal.events.ballots import BallotAnnulled, BallotCast, BallotSuperseded
from wibo.journal.events.papers import BallotCorrected, BallotKeyed, BallotKeyedInvalid
from wibo.journal.models import Entry
from wibo.rulebook.calendar.schedule import Channel
from wibo.rulebook.people.identity import IdentityKind
from wibo.voting.models import (
    Envelope,
    EnvelopeState,
    PaperBatch,
    Participation,
    ParticipationState,
    RegisterEntry,
    VotingCode,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One quantity as several sources know it: rows of words and number."""

    name: str
    sources: tuple[tuple[str, int], ...]

    @property
    def agrees(self) -> bool:
        """Whether all sources say the same."""
        return len({number for _, number in self.sources}) == 1


@dataclass(frozen=True, slots=True)
class Box:
    """A batch of paper: counted by two people, keyed, and the note that explains a difference of this batch alone."""

    name: str
    counted: int
    keyed: int
    note: str

    @property
    def agrees(self) -> bool:
        """Whether the numbers are equal, or two people have explained why not."""
        return self.counted == self.keyed or bool(self.note)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All lines, and the batches of paper."""

    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]

    @property
    def agrees(self) -> bool:
        """Whether every line holds, and every batch does."""
        return all(line.agrees for line in self.lines) and all(box.agrees for box in self.boxes)

    @property
    def shown(self) -> list[Any]:
        """Everything that two people see of it, for the digest that binds their act to it."""
        return [[line.name, line.sources] for line in self.lines] + [
            [box.name, box.counted, box.keyed, box.note] for box in self.boxes
        ]


def reconcile(edition: Edition) -> Reconciliation:
    """The sums of an edition, in a constant number of queries."""
    envelopes = _envelopes(edition)
    people = dict(
        Participation.objects.filter(edition=edition).values_list("state").annotate(n=Count("pk")).order_by()
    )
    valid = sum(n for (_, state), n in envelopes.items() if state == EnvelopeState.VALID)
    lines = [
        *([] if edition.imported else _by_journal(edition, envelopes)),
        Line(
            "Głosy ważne",
            (
                ("koperty", valid),
                ("osoby, których głos się liczy", people.get(ParticipationState.COUNTED, 0)),
            ),
        ),
        *_entitled(edition, sum(people.values())),
    ]
    boxes = PaperBatch.objects.filter(edition=edition).annotate(
        keyed=Count("envelopes", filter=~Q(envelopes__state=EnvelopeState.REPLACED))
    )
    return Reconciliation(
        tuple(lines), tuple(Box(box.name, box.expected, box.keyed, box.closing_note) for box in boxes)
    )


def _envelopes(edition: Edition) -> dict[tuple[str, str], int]:
    rows = Envelope.objects.filter(edition=edition).values_list("channel", "state")
    return {(channel, state): n for channel, state, n in rows.annotate(n=Count("pk"))}


def _by_journal(edition: Edition, envelopes: dict[tuple[str, str], int]) -> list[Line]:
    """What was handed in by each channel, and what was held invalid, against the acts that the journal knows."""
    acts = dict(
        Entry.objects.filter(edition=edition.pk).values_list("kind").annotate(n=Count("pk")).order_by()
    )
    web = sum(n for (channel, _), n in envelopes.items() if channel == Channel.WEB)
    handed_in = [
        n
        for (channel, state), n in envelopes.items()
        if channel == Channel.PAPER and state != EnvelopeState.REPLACED
    ]
    keyed = acts.get(BallotKeyed.kind, 0) + acts.get(BallotKeyedInvalid.kind, 0)
    lines = [
        Line("Głosy przez internet", (("koperty", web), ("dziennik", acts.get(BallotCast.kind, 0)))),
        Line(
            "Karty papierowe",
            (("koperty", sum(handed_in)), ("dziennik", keyed - acts.get(BallotCorrected.kind, 0))),
        ),
    ]
    corrected = list(
        Entry.objects.filter(edition=edition.pk, kind=BallotCorrected.kind).values_list("facts", flat=True)
    )
    if all("was_invalid" in facts for facts in corrected):
        invalid = sum(n for (_, state), n in envelopes.items() if state == EnvelopeState.INVALID)
        told = sum(
            acts.get(kind, 0)
            for kind in (BallotKeyedInvalid.kind, BallotAnnulled.kind, BallotSuperseded.kind)
        )
        told -= sum(facts["was_invalid"] for facts in corrected)
        lines.append(Line("Głosy nieważne", (("koperty", invalid), ("dziennik", told))))
    return lines


def _entitled(edition: Edition, people: int) -> list[Line]:
    """Of those who took part, how many stand on the list of the entitled, where the edition has one."""
    model: Any = {IdentityKind.PESEL_REGISTER: RegisterEntry, IdentityKind.CODE: VotingCode}.get(edition.kind)
    if model is None or edition.imported:
        return []
    taken = Participation.objects.filter(edition=edition)
    listed = taken.filter(tag__in=model._base_manager.filter(edition=edition).values("tag")).count()
    return [
        Line("Osoby, które głosowały", (("głosujący", people), ("z nich na liście uprawnionych", listed)))
    ]
