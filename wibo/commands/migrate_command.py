"""`wibo migrate`: bring the database to this version."""

from django.conf import settings
from django.core.management import call_command


def run(arguments: list[str]) -> int:
    """Run the migrations and gather static files."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o750)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    return 0
