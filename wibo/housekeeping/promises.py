"""The triggers that the last upgrade left in the database, written down by the worker outside it.

Whoever owns the tables can drop a trigger, do what it forbids, and never put it back; `wibo doctor` then names it.
"""

from pathlib import Path

from django.conf import settings
from django.db import connection

from wibo.keyring.store import refuse_strangers
from wibo.towns import triggers


def _path() -> Path:
    root: Path = settings.PRIVATE_KEYS_DIR
    return root / "triggers.txt"


def note_triggers() -> None:
    """Write down which there are now, after an upgrade. Raises NotTheWorker."""
    refuse_strangers()
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_text("\n".join(sorted(triggers.names(connection))) + "\n", "ascii")


def missing_triggers() -> set[str]:
    """Those that were there after the upgrade and are gone or switched off; none where nothing was written down."""
    try:
        known = set(_path().read_text("ascii").split())
    except FileNotFoundError:
        return set()
    return known - triggers.names(connection)
