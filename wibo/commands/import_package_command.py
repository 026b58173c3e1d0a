"""`wibo import-package FILE.zip --town SLUG`: a handed over edition as past ones of a town, list by list."""

import json
import sys
import tempfile
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.utils import timezone
from django_scopes import scope

from wibo.access.refusal import Refused
from wibo.commands.rule_options import add_rule_options, read_election, rule_for
from wibo.commands.towns import found_town, town_parser
from wibo.handover.packing import FORMAT, MANIFEST
from wibo.results.actions.importing import import_election
from wibo.rulebook.files.faults import PabulibError, RuleError
from wibo.wording.files import told


class BadPackage(Exception):
    """The file is no package, or not as it was made; says what to do."""


def run(arguments: list[str]) -> int:
    """Check every digest, import every list and say its result; 2 when the package cannot be believed."""
    parser = town_parser("import-package", "Wczytuje pakiet przekazania jako wcześniejsze edycje gminy.")
    parser.add_argument("file", type=Path, metavar="PAKIET.zip")
    parser.add_argument("--replace", action="store_true", help="zastąp wcześniej wczytane te same wybory")
    add_rule_options(parser)
    options = parser.parse_args(arguments)
    town = found_town(options.town)
    if town is None:
        return 2
    try:
        with tempfile.TemporaryDirectory() as work:
            manifest = _unpacked(options.file, Path(work))
            for name, pool in manifest["pools"].items():
                file = read_election(Path(work) / name)
                named = rule_for(file, Path(work) / name, options)
                with scope(town=town):
                    made = import_election(
                        town, file, named, at=timezone.now(), replace=options.replace, progress=_silent
                    )
                print(f"{pool}: wygrały projekty nr {', '.join(made.last.funded) or '–'}")
    except BadPackage as error:
        print(error, file=sys.stderr)
        return 2
    except (PabulibError, RuleError, OSError, Refused) as error:
        print(f"{options.file}: {told(error)}", file=sys.stderr)
        return 2
    return 0


def _silent(what: str, done: int, of: int) -> None:
    pass


def _unpacked(source: Path, work: Path) -> dict[str, Any]:
    """Every list of the package with its rules, in a folder, and the manifest. Raises BadPackage."""
    try:
        with zipfile.ZipFile(source) as archive:
            manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
            digests: dict[str, str] = manifest["sha256"]
            if manifest["format"] != FORMAT:
                words = f"Pakiet ma postać {manifest['format']}, a ten program zna {FORMAT}. Użyj jego nowszej wersji."
                raise BadPackage(words)
            changed = [
                name for name, digest in digests.items() if sha256(archive.read(name)).hexdigest() != digest
            ]
            if changed:
                raise BadPackage(
                    f"Te pliki zmieniono po zrobieniu pakietu: {', '.join(changed[:10])}. Weź pakiet z innego źródła."
                )
            for name in digests:
                if name.startswith("dane/pula-") and "/" not in name.removeprefix("dane/"):
                    target = work / name
                    target.parent.mkdir(exist_ok=True)
                    target.write_bytes(archive.read(name))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise BadPackage("To nie jest cały pakiet przekazania. Weź plik .zip, który zrobił urząd.") from error
    return manifest
