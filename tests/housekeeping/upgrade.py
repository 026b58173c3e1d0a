"""Run as its own process: a database with a town as an earlier version left it, brought up to date. Prints JSON."""

import json
import os

os.environ["DJANGO_SETTINGS_MODULE"] = "wibo.config.settings"

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection


def triggers():
    """Names of all triggers."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return sorted({name for (name,) in cursor.fetchall()})


def main():
    """As of 0.1.0, then today's."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    for app, name in (
        ("voting", "0002_frozen"),
        ("journal", "0002_append_only"),
        ("results", "0001_initial"),
    ):
        call_command("migrate", app, name, verbosity=0)
    before = triggers()
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM editions_edition WHERE duplicate_rule = 'x' AND strikes = 0")
    return {"before": before, "after": triggers()}


print(json.dumps(main()))
