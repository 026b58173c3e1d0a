"""What was keyed from a card, as MACs item by item: equal MACs mean equal keying, and nothing can be read back."""

from collections.abc import Mapping
from dataclasses import dataclass

from wibo.editions.models import Edition, Pool
from wibo.keyring import keys
from wibo.rulebook.ballots import Marks, VoteType
from wibo.voting.models import Envelope, PaperBatch, SecondKeying
from wibo.voting.voters import Voter

PERSON, AREA, FAULT = "person", "area", "fault"
_NAMES = {PERSON: "osoba głosująca", AREA: "obszar", FAULT: "ważność albo powód"}


@dataclass(frozen=True, slots=True)
class PaperCard:
    """A paper ballot as keyed. `voter` is None when the identity cannot be read; then it is invalid.

    `reason` is the fault that the clerk saw on the paper ("" for none), `note` the clerk's words to it; `printed` is the
    number on the paper, where papers are numbered.
    """

    voter: Voter | None
    area: int | None
    marks: Mapping[int, Marks]
    reason: str = ""
    note: str = ""
    printed: int | None = None


def items_of(batch: PaperBatch, serial: int, card: PaperCard) -> dict[str, bytes]:
    """The MAC of everything keyed. The order of marks matters only where it is a preference.

    The person of a card with a fault is left out: on such a card it is often what cannot be read.
    """
    kinds = dict(Pool.objects.filter(edition=batch.edition).values_list("pk", "vote_type"))
    said = {FAULT: card.reason, AREA: str(card.area or "")}
    if not card.reason:
        said[PERSON] = card.voter.tag.hex() if card.voter else ""
    for pool, marks in card.marks.items():
        given = list(zip(marks.projects, marks.points or (0,) * len(marks.projects), strict=False))
        said[str(pool)] = str(given if kinds.get(pool) == VoteType.ORDINAL else sorted(given))
    ring = batch.edition.ring
    return {
        item: keys.checking_mac(ring, f"{batch.pk}:{serial}:{item}:{value}") for item, value in said.items()
    }


def differences(edition: Edition, one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """The names of items that differ; a fault against none is told alone, since the rest follows from it."""
    differing = [item for item in one.keys() | other.keys() if one.get(item) != other.get(item)]
    if FAULT in differing:
        return [_NAMES[FAULT]]
    pools = {str(pool.pk): f"lista „{pool.name}”" for pool in edition.pools.all()}
    return sorted(_NAMES.get(item) or pools.get(item, item) for item in differing)


def is_in_share(batch: PaperBatch, serial: int) -> bool:
    """Whether the card is to be keyed a second time; who keys it first cannot know."""
    percent = batch.edition.voting.rekey_percent
    drawn = int.from_bytes(keys.checking_mac(batch.edition.ring, f"share:{batch.pk}:{serial}")[:4])
    return drawn % 100 < percent


def waiting_for_second(batch: PaperBatch) -> list[tuple[int, int | None]]:
    """Numbers of cards that still have to be keyed again, with the account that must not do it."""
    if not batch.edition.voting.rekey_percent:
        return []
    done = set(SecondKeying.objects.filter(batch=batch).values_list("serial", flat=True))
    keyed = Envelope.objects.filter(batch=batch).handed_in().order_by("serial")
    return [
        (serial, keyer)
        for serial, keyer in keyed.values_list("serial", "keyed_by")
        if serial not in done and is_in_share(batch, serial)
    ]
