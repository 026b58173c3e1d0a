"""Commands work on one named town; a demo on this machine is prepared when it is not there yet."""

import argparse
import sys

from django.conf import settings

from wibo.commands import migrate_command
from wibo.demo.generation import ensure_demo
from wibo.towns.models import Town


def town_parser(prog: str, description: str) -> argparse.ArgumentParser:
    """A parser for a command that works on one town."""
    parser = argparse.ArgumentParser(prog=f"wibo {prog}", description=description)
    parser.add_argument("--town", required=True, metavar="SLUG", help="gmina, na przykład lipowo")
    return parser


def found_town(slug: str) -> Town | None:
    """The town, or None after saying which there are."""
    if settings.DEMO:
        migrate_command.run([])
        ensure_demo()
    town: Town | None = Town.objects.filter(slug=slug).first()
    if town is None:
        names = ", ".join(Town.objects.order_by("slug").values_list("slug", flat=True))
        print(f"Nie ma gminy „{slug}”. Są: {names or 'żadne'}.", file=sys.stderr)
    return town
