"""Importing the register of entitled people: numbers come in, only keyed tags stay."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.kinds import Kind
from wibo.keyring import keys
from wibo.rulebook.identity import canonical_pesel
from wibo.rulebook.pesel import PeselError, parse
from wibo.voting.models import RegisterEntry

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """Tags of a file, and the rows that hold no PESEL (by number, never by content)."""

    tags: frozenset[bytes]
    faulty_rows: tuple[int, ...]
    repeated: int


def read_register(edition: Edition, text: str, *, at: datetime) -> RegisterReading:
    """Read a file with a PESEL in the first column of each row; a heading row is passed over. Raises Refused."""
    if not keys.ready(edition.ring):
        raise Refused("Klucze tej edycji jeszcze nie powstały. Odczekaj minutę i wczytaj plik jeszcze raz.")
    tags: set[bytes] = set()
    faulty: list[int] = []
    read = 0
    for row, line in enumerate(text.splitlines(), start=1):
        cell = line.replace("\t", ";").replace(",", ";").split(";")[0].strip().strip('"')
        if not cell or (row == 1 and not any(sign.isdigit() for sign in cell)):
            continue
        try:
            pesel = parse(cell.zfill(11) if cell.isdecimal() else cell, on=at.date())
        except PeselError:
            faulty.append(row)
            continue
        read += 1
        tags.add(keys.tag(edition.ring, canonical_pesel(pesel)))
    return RegisterReading(frozenset(tags), tuple(faulty), read - len(tags))


def import_register(edition: Edition, reading: RegisterReading, *, by: str, at: datetime) -> int:
    """Replace the edition's register by the tags that were read; how many. Raises Refused."""
    if edition.frozen_at:
        raise Refused("Karta i zasady są zamrożone. Wykazu nie można już wymienić.")
    if not reading.tags:
        raise Refused("W pliku nie ma żadnego poprawnego numeru PESEL.")
    with transaction.atomic():
        RegisterEntry.objects.filter(edition=edition).delete()
        # Sorted by tag, so that the order of rows says nothing of the order in the file.
        entries = (RegisterEntry(edition=edition, tag=tag) for tag in sorted(reading.tags))
        RegisterEntry.objects.bulk_create(entries, batch_size=_BATCH)
        record(
            Kind.REGISTER_IMPORTED, town=edition.town, by=by, at=at, edition=edition.pk, about=edition,
            count=len(reading.tags),
        )  # fmt: skip
    return len(reading.tags)
