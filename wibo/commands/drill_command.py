"""`wibo drill`: the newest backup restored for a try, into a database and a folder that go away afterwards."""

import argparse
import os
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from wibo.housekeeping.copying.counting import differences
from wibo.housekeeping.copying.databases import DatabaseTrouble
from wibo.housekeeping.copying.restoring import CannotRestore, Copy, manifest_of
from wibo.housekeeping.copying.throwaway import Throwaway, throwaway


def run(arguments: list[str]) -> int:
    """Print the figures; 1 when the copy is not whole, 2 when it could not be tried."""
    parser = argparse.ArgumentParser(
        prog="wibo drill",
        description="Odtwarza na próbę najnowszą kopię do osobnej bazy i folderu, sprawdza ją i usuwa to, co powstało.",
    )
    parser.add_argument(
        "--from",
        dest="folder",
        type=Path,
        default=settings.BACKUP_DIR or None,
        metavar="FOLDER",
        help="gdzie leżą kopie (domyślnie WIBO_BACKUP_DIR)",
    )
    parser.add_argument("--keys", type=Path, metavar="PLIK.keys.age", help="klucze, gdy leżą gdzie indziej")
    parser.add_argument("--identity", type=Path, required=True, metavar="PLIK", help="tożsamość age")
    options = parser.parse_args(arguments)
    copies = sorted(options.folder.glob("wibo-*.data.age")) if options.folder else []
    if not copies:
        print("Nie ma kopii. Podaj --from FOLDER albo ustaw WIBO_BACKUP_DIR.", file=sys.stderr)
        return 2
    keys = options.keys or copies[-1].with_name(copies[-1].name.replace(".data.", ".keys."))
    try:
        source = Copy(copies[-1], keys if keys.exists() else None, options.identity.read_text())
        manifest = manifest_of(source)
        with throwaway() as place:
            return _drilled(source, manifest, place, options.identity)
    except (CannotRestore, DatabaseTrouble, OSError) as error:
        print(error, file=sys.stderr)
        return 2


def _drilled(source: Copy, manifest: dict[str, Any], place: Throwaway, identity: Path) -> int:
    keys = ["--keys", str(source.keys)] if source.keys else []
    began = time.monotonic()
    code, said = _wibo(place, "restore", str(source.data), *keys, "--identity", str(identity))
    seconds = time.monotonic() - began
    if code == 2:
        print(said, file=sys.stderr)
        return 2
    sound, found = _wibo(place, "doctor")
    age = timezone.now() - datetime.fromisoformat(manifest["made_at"])
    print(f"Kopia:       {source.data.name}, sprzed {age - timedelta(microseconds=age.microseconds)}")
    print(f"Wielkość:    dane {source.data.stat().st_size} B, klucze {_size(source.keys)}")
    print(f"Odtworzenie: {seconds:.1f} s")
    restored = place.counts()
    print("Odtworzono: ", ", ".join(f"{name} {_told(value)}" for name, value in restored.items()))
    wrong = differences(manifest, restored)
    print("Zgodność z kopią:", "; ".join(wrong) or "pełna")
    print("wibo restore:", said.splitlines()[-1] if code == 0 else f"\n{said}")
    print("wibo doctor: ", found)
    return 1 if code or sound or wrong else 0


def _wibo(place: Throwaway, *command: str) -> tuple[int, str]:
    """A command of the product in the installation made for the drill; its exit code and what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "wibo", *command],
        cwd=settings.ROOT,
        env=place.environment(dict(os.environ)),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).strip()


def _size(path: Path | None) -> str:
    return f"{path.stat().st_size} B" if path else "brak"


def _told(value: Any) -> str:
    return str(len(value) if isinstance(value, list) else value)
