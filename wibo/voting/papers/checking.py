"""What was keyed from a card of the drawn share: sealed by the web process, compared by the worker alone.

Nobody at a keyboard and no web process can read back what was keyed, nor guess it by comparing digests.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from nacl.exceptions import CryptoError

from wibo.editions.models import Edition, Pool
from wibo.keyring import keys
from wibo.rulebook.voting.ballots import Marks, VoteType
from wibo.voting.ballot.packing import Stored
from wibo.voting.electorate.voters import Voter
from wibo.voting.papers.models import PaperBatch, SecondKeying
from wibo.voting.urn.models import Envelope

_NAMES = {"person": "osoba głosująca", "area": "obszar", "fault": "ważność albo powód"}
# Sealed cards are all as long, so that their length tells nothing.
_STEP = 1024


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


def sealed_card(edition: Edition, card: PaperCard) -> bytes:
    """The card for the worker alone. Raises KeyMissing."""
    content = json.dumps(_as_fields(card), separators=(",", ":")).encode()
    room = -(-(len(content) + edition.envelope_size) // _STEP) * _STEP
    return keys.seal(edition.ring, keys.KEYING, content.ljust(room))


def opened_card(edition: Edition, sealed: Stored) -> PaperCard | None:
    """The card inside; None for one that was sealed to a key that is gone. Only the worker can."""
    try:
        content = keys.opener(edition.ring, keys.KEYING).decrypt(bytes(sealed))
    except CryptoError:
        return None
    return _from_fields(json.loads(content))


def _as_fields(card: PaperCard) -> dict[str, Any]:
    voter = card.voter
    return {
        "voter": None
        if voter is None
        else [
            *(base64.b64encode(part).decode() for part in (voter.tag, voter.person)),
            voter.birth_date.isoformat(),
            voter.sex,
            voter.declared,
            voter.guardian,
        ],
        "area": card.area,
        "marks": {str(pool): [list(m.projects), list(m.points)] for pool, m in card.marks.items()},
        "reason": card.reason,
        "note": card.note,
        "printed": card.printed,
    }


def _from_fields(fields: dict[str, Any]) -> PaperCard:
    voter = None
    if fields["voter"] is not None:
        tag, person, born, sex, declared, guardian = fields["voter"]
        voter = Voter(
            base64.b64decode(tag), date.fromisoformat(born), sex, declared, base64.b64decode(person), guardian
        )
    marks = {
        int(pool): Marks(tuple(numbers), tuple(points)) for pool, (numbers, points) in fields["marks"].items()
    }
    return PaperCard(voter, fields["area"], marks, fields["reason"], fields["note"], fields["printed"])


def differences(edition: Edition, one: PaperCard, other: PaperCard) -> list[str]:
    """The names of what differs between two keyings; a fault against none is told alone, since the rest follows from it.

    The order of marks matters only where it is a preference. The person of a card with a fault is left out: on such a
    card it is often what cannot be read.
    """
    first, second = _compared(edition, one), _compared(edition, other)
    differing = [item for item in first.keys() | second.keys() if first.get(item) != second.get(item)]
    if "fault" in differing:
        return [_NAMES["fault"]]
    pools = {str(pool.pk): f"lista „{pool.name}”" for pool in edition.pools.all()}
    return sorted(_NAMES.get(item) or pools.get(item, item) for item in differing)


def _compared(edition: Edition, card: PaperCard) -> dict[str, Any]:
    kinds = dict(Pool.objects.filter(edition=edition).values_list("pk", "vote_type"))
    said: dict[str, Any] = {"fault": card.reason, "area": card.area}
    if not card.reason:
        said["person"] = card.voter.tag if card.voter else b""
    for pool, marks in card.marks.items():
        given = list(zip(marks.projects, marks.points or (0,) * len(marks.projects), strict=False))
        said[str(pool)] = given if kinds.get(pool) == VoteType.ORDINAL else sorted(given)
    return said


def is_in_share(batch: PaperBatch, serial: int) -> bool:
    """Whether the card is to be keyed a second time; who keys it first cannot know."""
    percent = batch.edition.voting.rekey_percent
    return (
        bool(percent) and keys.drawn_number(batch.edition.ring, f"share:{batch.pk}:{serial}") % 100 < percent
    )


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
