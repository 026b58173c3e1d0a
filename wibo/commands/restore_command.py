"""`wibo restore DATA`: a backup into an empty installation."""

import argparse
import sys
from pathlib import Path

from django.utils import timezone
from django_scopes import scope

from wibo.commands import migrate_command
from wibo.housekeeping.copying.databases import DatabaseTrouble
from wibo.housekeeping.copying.restoring import CannotRestore, Copy, restore
from wibo.retention.actions import erase_again
from wibo.towns.models import Town


def _erased_again() -> list[str]:
    """What had been erased after the copy was made goes once more."""
    said = []
    for town in Town.objects.order_by("slug"):
        with scope(town=town):
            said += [f"{town.slug}, {what}: usunięto jeszcze raz" for what in erase_again(timezone.now())]
    return said


def run(arguments: list[str]) -> int:
    """Restore and say what will not work; 2 when nothing was done, 1 when something will not work."""
    parser = argparse.ArgumentParser(
        prog="wibo restore",
        description="Odtwarza kopię do pustej bazy i pustych folderów. Zniszczone klucze nie wracają.",
    )
    parser.add_argument("data", type=Path, metavar="PLIK.data.age")
    parser.add_argument("--keys", type=Path, metavar="PLIK.keys.age", help="klucze; bez nich wraca reszta")
    parser.add_argument(
        "--identity", type=Path, metavar="PLIK", required=True, help="tożsamość age, która otwiera oba"
    )
    options = parser.parse_args(arguments)
    try:
        source = Copy(options.data, options.keys, options.identity.read_text())
        found = restore(source, at=timezone.now(), tell=lambda what: print(f"  {what} …", flush=True))
    except (CannotRestore, DatabaseTrouble, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    migrate_command.run([])
    found += _erased_again()
    print("Odtworzono. Głosów oddanych po zrobieniu kopii nie ma; kod potwierdzenia takiego głosu to powie.")
    if found:
        print("Nie będzie działać:", *found, sep="\n  - ")
    return 1 if found else 0
