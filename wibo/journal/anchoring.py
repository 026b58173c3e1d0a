"""Anchors: the head of each town's chain, kept by the worker outside the database.

The chain alone shows that an entry was changed, but whoever can write to the database can cut its end off or work it
out anew. The worker therefore writes the head into a file of its own account, a line each time it has sealed entries;
see ADR 14 for who can still do what.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from wibo.journal.actions import head
from wibo.journal.models import Seal
from wibo.keyring.store import refuse_strangers
from wibo.towns.models import Town


@dataclass(frozen=True, slots=True)
class Anchor:
    """One line: the number and digest of a seal, and when the worker saw it."""

    number: int
    digest: str
    seen_at: str


def _path(town: Town) -> Path:
    root: Path = settings.PRIVATE_KEYS_DIR
    return root / "journal" / f"{town.slug}.txt"


def anchors(town: Town) -> list[Anchor]:
    """All anchors of a town, oldest first; none before its first. Raises OSError where the file cannot be read."""
    path = _path(town)
    if not path.exists():
        return []
    rows = (line.split(" ") for line in path.read_text("ascii").splitlines() if line)
    return [Anchor(int(number), digest, seen_at) for number, digest, seen_at in rows]


def forget_anchors(slug: str) -> None:
    """Remove the anchors of a town that is gone with its journal: of a rehearsal alone. Raises NotTheWorker."""
    refuse_strangers()
    _path(Town(slug=slug)).unlink(missing_ok=True)


def anchor_head(town: Town, *, at: datetime) -> bool:
    """Write the head down if it is new and all that was anchored still stands; whether the chain is whole.

    Where it is not, nothing is added: what is there already shows what is gone. Raises NotTheWorker.
    """
    refuse_strangers()
    known = anchors(town)
    if next(_gone(known[-1:]), None) is not None:
        return False
    last = head()
    if last is not None and (not known or last.number > known[-1].number):
        path = _path(town)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("a", encoding="ascii") as file:
            file.write(f"{last.number} {last.digest} {at.isoformat(timespec='seconds')}\n")
    return True


def gone(town: Town) -> Anchor | None:
    """The first anchor to which the chain in the database does not lead; None when all hold."""
    return next(_gone(anchors(town)), None)


def _gone(known: list[Anchor]) -> Iterator[Anchor]:
    seals = dict(
        Seal.objects.filter(number__in=[one.number for one in known]).values_list("number", "digest")
    )
    return (one for one in known if seals.get(one.number) != one.digest)
