"""`wibo backup --to FOLDER`: data and keys in two files; the keys only for the operator's age identity."""

import argparse
import sys
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from wibo.housekeeping.copying.databases import DatabaseTrouble
from wibo.housekeeping.copying.writing import BadRecipient, recipient_from, write_backup


def run(arguments: list[str]) -> int:
    """Write both files and say where they are; 2 when it cannot be done."""
    parser = argparse.ArgumentParser(
        prog="wibo backup",
        description="Zapisuje kopię: dane (baza i załączniki) w jednym pliku, klucze w drugim, zaszyfrowane "
        "dla odbiorcy age. Trzymaj je w różnych miejscach: razem otwierają wszystko.",
    )
    parser.add_argument(
        "--to",
        type=Path,
        default=settings.BACKUP_DIR or None,
        metavar="FOLDER",
        help="dokąd zapisać (domyślnie WIBO_BACKUP_DIR)",
    )
    parser.add_argument(
        "--recipient",
        default=settings.BACKUP_RECIPIENT,
        metavar="age1…",
        help="odbiorca kluczy (domyślnie WIBO_BACKUP_RECIPIENT); parę tworzy age-keygen",
    )
    options = parser.parse_args(arguments)
    if not options.to:
        print("Podaj --to FOLDER albo ustaw WIBO_BACKUP_DIR.", file=sys.stderr)
        return 2
    if not options.recipient:
        print(
            "Podaj --recipient albo ustaw WIBO_BACKUP_RECIPIENT (age-keygen -o tozsamosc.txt).",
            file=sys.stderr,
        )
        return 2
    try:
        recipient = recipient_from(options.recipient)
        written = write_backup(
            options.to, recipient, at=timezone.now(), tell=lambda what: print(f"  {what} …", flush=True)
        )
    except (BadRecipient, DatabaseTrouble, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"Dane:   {written.data} ({written.data.stat().st_size / 1e6:.1f} MB)")
    print(f"Klucze: {written.keys} (otworzy je tylko tożsamość odbiorcy)")
    return 0
