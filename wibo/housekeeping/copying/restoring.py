"""Restoring a backup into an empty installation, and saying what will not work afterwards."""

import io
import json
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyrage
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django_scopes import scope, scopes_disabled

from wibo.accounts.models import Passkey, SecondFactor, User
from wibo.editions.models import Edition
from wibo.housekeeping.copying.databases import FILE_NAMES, is_empty, load
from wibo.housekeeping.copying.files import put_back_files
from wibo.housekeeping.copying.unpacking import StrangeEntry, unpack
from wibo.housekeeping.copying.writing import FORMAT, LEDGER, read_ledger
from wibo.housekeeping.promises import note_triggers
from wibo.housekeeping.stored_files import names_of_files
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events.towns import DataRestored
from wibo.keyring import hallmarks, keys, store
from wibo.memory import forget
from wibo.rulebook.calendar.keeping import Clock
from wibo.towns.models import Town

Told = Callable[[str], None]
# The clock whose end destroys every key of an edition.
IDENTITY = Clock.IDENTITY.value


class CannotRestore(Exception):
    """Nothing was changed; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Copy:
    """The two files of a backup, and the text of the identity that opens them; `keys` is None to do without."""

    data: Path
    keys: Path | None
    identity: str

    def opened_keys(self) -> bytes | None:
        """The packed keys. Raises CannotRestore."""
        if self.keys is None:
            return None
        packed = io.BytesIO()
        self._open(self.keys, packed)
        return packed.getvalue()

    def open_data(self, target: Path) -> None:
        """Write the packed data into a file. Raises CannotRestore."""
        with target.open("wb") as packed:
            self._open(self.data, packed)

    def _open(self, source: Path, target: Any) -> None:
        lines = [line for line in self.identity.splitlines() if line.strip() and not line.startswith("#")]
        try:
            identities = [pyrage.x25519.Identity.from_str(line.strip()) for line in lines]
            with source.open("rb") as sealed:
                pyrage.decrypt_io(sealed, target, identities)
        except pyrage.IdentityError as error:
            raise CannotRestore("To nie jest tożsamość age (AGE-SECRET-KEY-1…).") from error
        except (pyrage.DecryptError, OSError) as error:
            if "No matching keys" in str(error):
                words = f"Ta tożsamość nie otwiera pliku {source.name}. Weź tę, dla której robiono kopię."
                raise CannotRestore(words) from error
            raise CannotRestore(f"{source.name} nie jest całą kopią. Weź inną.") from error


def restore(source: Copy, *, at: datetime, tell: Told) -> list[str]:
    """Restore into the empty configured installation; what will not work, in sentences.

    Raises CannotRestore before anything is changed, DatabaseTrouble when the engine refuses.
    """
    packed = source.opened_keys()
    _refuse_occupied()
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as work:
        source.open_data(Path(work) / "packed")
        manifest = _unpacked(Path(work) / "packed", Path(work))
        tell("baza danych")
        load(Path(work) / FILE_NAMES[connection.vendor])
        call_command("migrate", verbosity=0, interactive=False)
        note_triggers()
        tell("załączniki")
        put_back_files(Path(work))
    tell("klucze")
    gone = frozenset((ring, name) for ring, _, name in (k.partition(" ") for k in manifest["destroyed"]))
    store.remember_destroyed(gone | read_ledger(source.data.parent / LEDGER))
    put_back, refused = _put_back(packed) if packed else (0, 0)
    _vouch_for_accounts()
    made = date_format(localtime(datetime.fromisoformat(manifest["made_at"])), "j.m.Y H:i")
    for town in Town.objects.all():
        with scope(town=town), transaction.atomic():
            record(DataRestored(made=made), Act("operator", at), town=town)
    tell(f"kluczy przywrócono {put_back}, zniszczonych nie przywrócono {refused}")
    return _what_will_not_work()


def manifest_of(source: Copy) -> dict[str, Any]:
    """What a copy says of itself. Raises CannotRestore."""
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as work:
        source.open_data(Path(work) / "packed")
        return _unpacked(Path(work) / "packed", Path(work))


def _refuse_occupied() -> None:
    if not is_empty():
        raise CannotRestore(
            "W tej bazie są już gminy. Odtwarza się tylko do pustej: wskaż inny WIBO_DATA_DIR albo bazę."
        )
    for folder in (settings.KEYS_DIR, settings.PRIVATE_KEYS_DIR):
        if any(folder.glob("ring-*")):
            raise CannotRestore(f"W {folder} są już klucze. Przenieś je gdzie indziej i spróbuj ponownie.")


def _unpacked(source: Path, work: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source, "r:gz") as archive:
            unpack(archive, work)
        manifest: dict[str, Any] = json.loads((work / "manifest.json").read_text("utf-8"))
    except (StrangeEntry, tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise CannotRestore(
            "To nie jest kopia danych. Weź plik, którego nazwa kończy się na .data.age."
        ) from error
    if manifest["format"] != FORMAT:
        raise CannotRestore(
            f"Kopia ma postać {manifest['format']}, a ten program zna {FORMAT}. Użyj jego nowszej wersji."
        )
    if manifest["engine"] != connection.vendor:
        raise CannotRestore(
            f"Kopia jest z bazy {manifest['engine']}, a ustawiona jest {connection.vendor}. Popraw DATABASE_URL."
        )
    return manifest


def _put_back(packed: bytes) -> tuple[int, int]:
    """Write the keys but those that were destroyed, or whose urn is open; how many of each."""
    buried = store.destroyed() | _of_opened_urns()
    written = refused = 0
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for entry in archive.getmembers():
            kind, ring, name = entry.name.split("/")
            file = archive.extractfile(entry)
            if store.is_erased(ring, IDENTITY) or ((ring, name) in buried and kind == "private"):
                refused += 1
                continue
            if file is not None:
                if (ring, name) == (hallmarks.RING, hallmarks.NAME):
                    # The upgrade of an old copy has made another one meanwhile.
                    store.destroy(ring, name, private=False)
                store.write(ring, name, file.read(), private=kind == "private")
                written += 1
    forget("keys")
    return written, refused


def _vouch_for_accounts() -> None:
    """Accounts of a copy without its keys, or of an old one, are marked anew with what they sign in by: the copy was sealed, and
    is believed.
    """
    for town in Town.objects.all():
        with scope(town=town):
            for user in User.objects.all():
                if not user.is_genuine:
                    user.renew_mark()
            for kind in (SecondFactor, Passkey):
                for factor in kind.objects.all():
                    if not factor.is_genuine:
                        kind.objects.filter(pk=factor.pk).update(mark=factor.new_mark())


def _of_opened_urns() -> frozenset[tuple[str, str]]:
    with scopes_disabled():
        rings = Edition.objects.exclude(urn_opened_at=None).values_list("ring", flat=True)
        return frozenset((ring, f"{keys.URN}.key") for ring in rings)


def _what_will_not_work() -> list[str]:
    """What the operator must know now."""
    told = []
    for town in Town.objects.order_by("slug"):
        with scope(town=town):
            for edition in Edition.objects.all():
                told += [f"{town.slug}, {edition.name}: {what}" for what in _of_edition(edition)]
            missing = [name for name in names_of_files() if not default_storage.exists(name)]
            if missing:
                told.append(f"{town.slug}: brakuje plików: {len(missing)}")
    return told


def _of_edition(edition: Edition) -> list[str]:
    found = []
    if not edition.urn_opened_at and not keys.ready(edition.ring):
        found.append("brak kluczy, więc nie przyjmie żadnego głosu, także papierowego")
    if not edition.urn_opened_at and not keys.has_private(edition.ring, keys.URN):
        found.append("brak klucza urny, więc oddanych głosów nie da się policzyć")
    erased = store.is_erased(edition.ring, IDENTITY)
    if edition.identity_kind == "name" and not erased and not keys.has_private(edition.ring, keys.OFFICE):
        found.append("brak klucza urzędu, więc nie powstanie lista głosujących")
    return found
