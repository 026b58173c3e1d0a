"""`wibo migrate`: bring the database to this version."""

from django.conf import settings
from django.core.management import call_command

from wibo.housekeeping.promises import note_triggers
from wibo.keyring.hallmarks import hallmark
from wibo.proposals.searching import make_dictionary


def run(arguments: list[str]) -> int:
    """Run the migrations and gather static files; as the worker's account, which alone may make keys."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o750)
    # The key of hallmarks comes first: rows that the upgrade writes bear them, and web processes cannot make it.
    hallmark("installation")
    make_dictionary()
    call_command("migrate", verbosity=0, interactive=False)
    note_triggers()
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    return 0
