"""`wibo register key` and `wibo register hash`: the register becomes digests on the town's own computer, offline.

Needs nothing but Python and libsodium's wheel: no settings, no database, no network.
"""

import argparse
import base64
import os
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from wibo.rulebook.files.register_files import hashed_register, register_table
from wibo.rulebook.spelling.encodings import decoded
from wibo.rulebook.voting.voting_rules import Factor
from wibo.wording.registers import unusable
from wibo.wording.tables import told


def run(arguments: list[str]) -> int:
    """Make a key pair, or a file of digests; 2 when something is wrong, said in words."""
    parser = argparse.ArgumentParser(
        prog="wibo register", description="Zamienia wykaz uprawnionych na znaczniki."
    )
    acts = parser.add_subparsers(dest="act", required=True)
    key = acts.add_parser("key", help="tworzy klucz gminy i wypisuje jego część publiczną")
    key.add_argument("file", type=Path, metavar="KLUCZ")
    hashing = acts.add_parser("hash", help="zamienia wykaz na plik znaczników")
    hashing.add_argument("--key", type=Path, required=True, metavar="KLUCZ", help="klucz gminy")
    hashing.add_argument(
        "--sealed", type=Path, required=True, metavar="PLIK", help="klucz znaczników pobrany ze strony"
    )
    hashing.add_argument(
        "--names",
        choices=[kind.value for kind in Factor if kind is not Factor.NONE],
        default=Factor.NONE.value,
        help="o czyje imię pyta edycja: first-name (własne), mother (matki), father (ojca)",
    )
    hashing.add_argument("register", type=Path, metavar="WYKAZ")
    hashing.add_argument("out", type=Path, metavar="WYNIK")
    options = parser.parse_args(arguments)
    try:
        return _make_key(options.file) if options.act == "key" else _hash(options)
    except (OSError, UnicodeDecodeError, CryptoError) as error:
        # The content of a file is never repeated.
        print(f"Nie udało się: {type(error).__name__}. Sprawdź pliki i ich nazwy.", file=sys.stderr)
        return 2


def _make_key(path: Path) -> int:
    private = PrivateKey.generate()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(base64.b64encode(bytes(private)))
    print("Klucz publiczny, do wklejenia na stronie wykazu:")
    print(base64.b64encode(bytes(private.public_key)).decode())
    print(f"Plik {path} zachowaj na tym komputerze i nikomu go nie wysyłaj.")
    return 0


def _hash(options: argparse.Namespace) -> int:
    private = PrivateKey(base64.b64decode(options.key.read_bytes()))
    tag_key = SealedBox(private).decrypt(options.sealed.read_bytes())
    factor = Factor(options.names)
    table = register_table(decoded(options.register.read_bytes()), factor)
    if table.faults:
        print("\n".join(map(told, table.faults)), file=sys.stderr)
        return 2
    lines, faulty = hashed_register(table, tag_key, factor, on=datetime.now(ZoneInfo("Europe/Warsaw")).date())
    if faulty:
        print("Nic nie zapisano.", *unusable(faulty), "Popraw wykaz.", file=sys.stderr)
        return 2
    options.out.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"Zapisano {options.out}: {len(lines) - 1} osób. Ten plik wczytaj na stronie wykazu.")
    return 0
