"""`wibo import-package FILE.zip --town SLUG`: a handed over edition as past ones of a town, list by list."""

import json
import re
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

# More than a million ballots of a hundred marks.
_LARGEST = 400 * 1024 * 1024
_LIST = re.compile(r"dane/pula-\d+\.pb")


class BadPackage(Exception):
    """The file is no package, or not as it was made; says what to do."""


def run(arguments: list[str]) -> int:
    """Check every digest, import every list and say its result; 2 when the package cannot be believed."""
    parser = town_parser("import-package", "Wczytuje pakiet przekazania jako wcześniejsze edycje gminy.")
    parser.add_argument("file", type=Path, metavar="PAKIET.zip")
    parser.add_argument("--replace", action="store_true", help="zastąp wcześniej wczytane te same wybory")
    parser.add_argument("--other-town", action="store_true", help="wczytaj, choć pakiet jest innej gminy")
    add_rule_options(parser)
    options = parser.parse_args(arguments)
    town = found_town(options.town)
    if town is None or town.is_rehearsal:
        return 2
    try:
        with tempfile.TemporaryDirectory() as work:
            manifest = _unpacked(options.file, Path(work))
            if manifest["town"] != town.name and not options.other_town:
                words = f"To pakiet gminy „{manifest['town']}”, a {town.slug} to „{town.name}”. Jeśli tak ma być, dodaj --other-town."
                raise BadPackage(words)
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
            manifest: dict[str, Any] = json.loads(archive.read(_of_size(archive, MANIFEST)))
            digests, pools = manifest["sha256"], manifest["pools"]
            _refuse_odd(archive, manifest)
            changed = [name for name, digest in digests.items() if _digest(archive, name) != digest]
            if changed:
                told = ", ".join(changed[:10])
                raise BadPackage(
                    f"Te pliki zmieniono po zrobieniu pakietu: {told}. Weź pakiet z innego źródła."
                )
            for name in pools:
                for kept in (name, name.removesuffix(".pb") + ".rules.json"):
                    target = work / kept
                    target.parent.mkdir(exist_ok=True)
                    target.write_bytes(archive.read(_of_size(archive, kept)))
    except FileNotFoundError as error:
        raise BadPackage(f"Nie ma pliku {source}. Sprawdź nazwę.") from error
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, OSError) as error:
        raise BadPackage("To nie jest cały pakiet przekazania. Weź plik .zip, który zrobił urząd.") from error
    return manifest


def _refuse_odd(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """Raise BadPackage for another form, for files that no digest vouches for, and for lists that are not where they belong."""
    if manifest["format"] != FORMAT:
        words = (
            f"Pakiet ma postać {manifest['format']}, a ten program zna {FORMAT}. Użyj jego nowszej wersji."
        )
        raise BadPackage(words)
    digests = manifest["sha256"]
    if set(digests) != set(archive.namelist()) - {MANIFEST}:
        raise BadPackage("W pakiecie są pliki, których nie wymienia manifest. Weź pakiet z innego źródła.")
    if not all(_LIST.fullmatch(name) and name in digests for name in manifest["pools"]):
        raise BadPackage("Manifest wymienia listy, których w pakiecie nie ma. Weź pakiet z innego źródła.")


def _of_size(archive: zipfile.ZipFile, name: str) -> str:
    """The name, of a file that fits into memory. Raises BadPackage."""
    if archive.getinfo(name).file_size > _LARGEST:
        raise BadPackage(f"Plik {name} w pakiecie jest za duży, żeby był prawdziwy.")
    return name


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as file:
        found = sha256()
        while part := file.read(1 << 20):
            found.update(part)
    return found.hexdigest()
