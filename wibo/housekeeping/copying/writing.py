"""Writing a backup: first the data, then the keys, so that the keys of all data in it are there.

Both files are encrypted to the operator's recipient, whose identity is on another machine.
"""

import io
import json
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyrage
from django.conf import settings
from django.db import connection
from django.utils.timezone import localtime

from wibo.housekeeping.copying.databases import FILE_NAMES, dump
from wibo.housekeeping.copying.files import pack_files
from wibo.keyring import store

FORMAT = 1
LEDGER = "destroyed-keys.txt"
Told = Callable[[str], None]


class BadRecipient(Exception):
    """The text is no public key of age."""


@dataclass(frozen=True, slots=True)
class Written:
    """The two files of a backup."""

    data: Path
    keys: Path


def recipient_from(text: str) -> Any:
    """The age recipient in the text. Raises BadRecipient."""
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError as error:
        raise BadRecipient(
            "To nie jest odbiorca age. Zaczyna się od „age1”; tworzy go polecenie age-keygen."
        ) from error


def write_backup(folder: Path, recipient: Any, *, at: datetime, tell: Told) -> Written:
    """Write both files into the folder. Raises DatabaseTrouble, NotTheWorker, OSError.

    Attachments that are added while it runs may be in the file without their row; none is missing but one
    deleted in these moments.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stem = f"wibo-{localtime(at):%Y%m%d-%H%M%S}"
    written = Written(folder / f"{stem}.data.age", folder / f"{stem}.keys.age")
    with tempfile.TemporaryDirectory(dir=folder) as work:
        database = Path(work) / FILE_NAMES[connection.vendor]
        tell("baza danych")
        counted = dump(database)
        tell("załączniki")
        packed = Path(work) / "packed"
        _pack(packed, database, _manifest(at, counted))
        _seal(packed, written.data, recipient)
    tell("klucze")
    _write_private(written.keys, pyrage.encrypt(_packed_keys(), [recipient]))
    share_ledger(folder)
    gone = _remove_old(folder, at)
    if gone:
        tell(f"starsze kopie usunięte: {gone}")
    return written


def _remove_old(folder: Path, at: datetime) -> int:
    """Remove copies that are older than copies are kept: towns have erased since what is in them; how many files."""
    if not settings.BACKUP_DAYS:
        return 0
    before = (at - timedelta(days=settings.BACKUP_DAYS)).timestamp()
    old = [path for path in folder.glob("wibo-*.age") if path.stat().st_mtime < before]
    for path in old:
        path.unlink()
    return len(old)


def _manifest(at: datetime, counted: dict[str, Any]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "engine": connection.vendor,
        **counted,
        "destroyed": sorted(" ".join(key) for key in store.destroyed()),
    }


def _pack(target: Path, database: Path, manifest: dict[str, Any]) -> None:
    _write_private(target, b"")
    with tarfile.open(target, "w:gz", compresslevel=3) as archive:
        content = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        entry = tarfile.TarInfo("manifest.json")
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
        archive.add(database, database.name)
        pack_files(archive)


def _seal(packed: Path, target: Path, recipient: Any) -> None:
    _write_private(target, b"")
    with packed.open("rb") as plain, target.open("wb") as sealed:
        pyrage.encrypt_io(plain, sealed, [recipient])


def _packed_keys() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for ring, name, content, private in store.everything():
            entry = tarfile.TarInfo(f"{'private' if private else 'public'}/{ring}/{name}")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def _write_private(path: Path, content: bytes) -> None:
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(content)


def share_ledger(folder: Path) -> None:
    """Leave the ledger of destroyed keys beside the backups, for the restore of an older one."""
    path = folder / LEDGER
    known = read_ledger(path) | store.destroyed()
    if known:
        path.write_text("".join(f"{ring} {name}\n" for ring, name in sorted(known)), "ascii")


def read_ledger(path: Path) -> frozenset[tuple[str, str]]:
    """Ring and name of destroyed keys in a ledger; nothing when there is none."""
    if not path.exists():
        return frozenset()
    lines = (line.partition(" ") for line in path.read_text("ascii").splitlines())
    return frozenset((ring, name) for ring, _, name in lines if name)
