"""Importing the register of entitled people: numbers come in, only keyed tags stay."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from nacl.exceptions import CryptoError

from wibo.access.refusal import Refused
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.kinds import Kind
from wibo.journal.models import Entry
from wibo.keyring import keys
from wibo.rulebook.identity import IdentityKind, canonical_pesel, folded_name
from wibo.rulebook.pesel import PeselError, parse
from wibo.rulebook.register_files import CHECK, HASHED, register_rows
from wibo.rulebook.voting_rules import Factor
from wibo.voting.models import Participation, RegisterEntry, TwoPersonAct
from wibo.voting.voters import Voter

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """Tags of a file with the digest of the name beside each (empty where none is asked for), and the rows that cannot
    be used (by number, never by content).
    """

    tags: dict[bytes, bytes]
    faulty_rows: tuple[int, ...]
    repeated: int


def read_register(edition: Edition, text: str, *, at: datetime) -> RegisterReading:
    """Read a file with a PESEL in the first column of each row, and in the second the name that the edition asks for;
    or one that `wibo register hash` has made. A heading row is passed over. Raises Refused.
    """
    if not keys.ready(edition.ring):
        raise Refused("Klucze tej edycji jeszcze nie powstały. Odczekaj minutę i wczytaj plik jeszcze raz.")
    if text.startswith(HASHED):
        return _hashed(edition, text)
    named = edition.voting.factor is not Factor.NONE
    tags: dict[bytes, bytes] = {}
    faulty: list[int] = []
    read = 0
    for row, cells in register_rows(text):
        try:
            pesel = parse(cells[0], on=at.date())
        except PeselError:
            faulty.append(row)
            continue
        if named and not folded_name(cells[1]):
            faulty.append(row)
            continue
        read += 1
        tag = keys.tag(edition.ring, canonical_pesel(pesel))
        tags[tag] = keys.factor(edition.ring, tag, cells[1]) if named else b""
    return RegisterReading(tags, tuple(faulty), read - len(tags))


def _hashed(edition: Edition, text: str) -> RegisterReading:
    """Tags that the town has made on its own computer."""
    heading, *lines = text.splitlines()
    if heading != f"{HASHED} {keys.tag(edition.ring, CHECK).hex()[:16]}":
        raise Refused(
            "Ten plik zrobiono z kluczem innej edycji. Pobierz klucz tej edycji i utwórz plik od nowa."
        )
    try:
        rows = [line.split(";") for line in lines if line]
        tags = {bytes.fromhex(tag): bytes.fromhex(factor) for tag, factor in rows}
    except ValueError as error:
        raise Refused("Ten plik jest uszkodzony. Utwórz go od nowa poleceniem wibo register hash.") from error
    if any(len(tag) != 32 for tag in tags):
        raise Refused("Ten plik jest uszkodzony. Utwórz go od nowa poleceniem wibo register hash.")
    if edition.voting.factor is not Factor.NONE and not all(tags.values()):
        raise Refused("W pliku brakuje imion, o które pyta ta edycja. Utwórz go z drugą kolumną.")
    return RegisterReading(tags, (), len(rows) - len(tags))


def import_register(edition: Edition, reading: RegisterReading, *, by: str, at: datetime) -> int:
    """Replace the edition's register by the tags that were read; how many. Raises Refused."""
    if edition.frozen_at:
        raise Refused("Karta i zasady są zamrożone. Wykazu nie można już wymienić.")
    if not reading.tags:
        raise Refused("W pliku nie ma żadnego poprawnego numeru PESEL.")
    with transaction.atomic():
        RegisterEntry.objects.filter(edition=edition).delete()
        # Sorted by tag, so that the order of rows says nothing of the order in the file.
        entries = (
            RegisterEntry(edition=edition, tag=tag, factor=f) for tag, f in sorted(reading.tags.items())
        )
        RegisterEntry.objects.bulk_create(entries, batch_size=_BATCH)
        record(
            Kind.REGISTER_IMPORTED, town=edition.town, by=by, at=at, edition=edition.pk, about=edition,
            count=len(reading.tags),
        )  # fmt: skip
    return len(reading.tags)


def add_to_register(edition: Edition, voter: Voter, reason: str, *, by: str, at: datetime) -> None:
    """Put one person on the register who has shown at the office that they live here. Raises Refused.

    Works after freezing, too: courts hold that who is missing from a list must still be able to vote.
    """
    if edition.kind is not IdentityKind.PESEL_REGISTER:
        raise Refused("W tej edycji nie ma wykazu.")
    if edition.urn_opened_at:
        raise Refused("Urna jest otwarta. Nikt już nie może zagłosować.")
    with transaction.atomic():
        _entry, made = RegisterEntry.objects.get_or_create(
            edition=edition, tag=voter.tag, defaults={"factor": voter.factor}
        )
        if not made:
            raise Refused("Ta osoba jest już w wykazie.")
        record(
            Kind.REGISTER_ADDED,
            town=edition.town,
            by=by,
            at=at,
            edition=edition.pk,
            about=edition,
            reason=reason,
        )


@dataclass(frozen=True, slots=True)
class Mending:
    """A change of one person in a register that is frozen: the name that voting asks for, or that the person goes."""

    tag: bytes
    factor: bytes
    removed: bool

    def as_content(self) -> dict[str, Any]:
        """As an act of two people keeps it until it is done."""
        return {"tag": self.tag.hex(), "factor": self.factor.hex(), "removed": self.removed}


def refuse_mending(edition: Edition, mending: Mending) -> None:
    """Raise Refused for a change that cannot be made: no such person, the urn open, or somebody who has voted."""
    if edition.kind is not IdentityKind.PESEL_REGISTER:
        raise Refused("W tej edycji nie ma wykazu.")
    if edition.urn_opened_at:
        raise Refused("Urna jest otwarta. Wykazu nie można już zmienić.")
    if not RegisterEntry.objects.filter(edition=edition, tag=mending.tag).exists():
        raise Refused("Tej osoby nie ma w wykazie. Sprawdź numer PESEL albo dopisz ją.")
    if mending.removed and Participation.objects.filter(edition=edition, tag=mending.tag).exists():
        raise Refused("Ta osoba już głosowała. Jej głos można tylko unieważnić.")


def mend_voter(act: TwoPersonAct, *, by: str, at: datetime) -> None:
    """Change one person of the register, as two have agreed. Raises Refused."""
    content = act.content
    mending = Mending(bytes.fromhex(content["tag"]), bytes.fromhex(content["factor"]), content["removed"])
    refuse_mending(act.edition, mending)
    rows = RegisterEntry.objects.filter(edition=act.edition_id, tag=mending.tag)
    if mending.removed:
        rows.delete()
    else:
        rows.update(factor=mending.factor)
    # The tag is a person's: it does not outlive the act.
    TwoPersonAct.objects.filter(pk=act.pk).update(content={"removed": mending.removed})
    record(
        Kind.REGISTER_REMOVED if mending.removed else Kind.REGISTER_MENDED,
        town=act.edition.town, by=by, at=at, edition=act.edition_id, about=act.edition, reason=act.reason,
    )  # fmt: skip


def send_tag_key(edition: Edition, public: bytes, *, by: str, at: datetime) -> bytes:
    """The key for making tags on the town's own computer, sealed to the town's public key: once. Raises Refused."""
    if edition.frozen_at:
        raise Refused("Karta i zasady są zamrożone. Wykazu nie można już wymienić.")
    if not keys.ready(edition.ring):
        raise Refused("Klucze tej edycji jeszcze nie powstały. Odczekaj minutę i spróbuj jeszcze raz.")
    with transaction.atomic():
        locked = Edition.objects.select_for_update().get(pk=edition.pk)
        if Entry.objects.filter(edition=locked.pk, kind=Kind.TAG_KEY_SENT).exists():
            raise Refused("Klucz tej edycji już pobrano. Drugi raz go nie wydajemy; zgłoś się do operatora.")
        try:
            sealed = keys.tag_key_for(edition.ring, public)
        except (ValueError, TypeError, CryptoError) as error:
            raise Refused(
                "To nie jest klucz publiczny. Wklej wiersz, który wypisało polecenie wibo register key."
            ) from error
        record(
            Kind.TAG_KEY_SENT, town=edition.town, by=by, at=at, edition=edition.pk, about=edition,
            fingerprint=sha256(public).hexdigest()[:16],
        )  # fmt: skip
    return sealed
