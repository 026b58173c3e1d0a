"""`wibo demo --stage …`: move an invented town to a stage of the year, or build all towns anew."""

import argparse
import sys

from django.conf import settings

from wibo.access.refusal import Refused
from wibo.commands import migrate_command
from wibo.demo.generation import ensure_demo, rebuild_demo
from wibo.demo.moving import move_to
from wibo.demo.recipes import RECIPES
from wibo.invented.schedule import STAGES


def run(arguments: list[str]) -> int:
    """Move or rebuild; 2 outside a demo or when the urn is open and the town cannot go back."""
    parser = argparse.ArgumentParser(
        prog="wibo demo",
        description="Przesuwa miasto pokazowe do etapu. Czego brakuje (oceny, karta, głosy), dopisują "
        "wymyślone osoby; to, co już jest, zostaje.",
    )
    parser.add_argument(
        "--town", choices=tuple(RECIPES), default="lipowo", help="które miasto (domyślnie lipowo)"
    )
    parser.add_argument("--stage", choices=STAGES, help="etap, który ma teraz trwać")
    parser.add_argument("--rebuild", action="store_true", help="zbuduj miasta od nowa (dane przepadną)")
    options = parser.parse_args(arguments)
    if not settings.DEMO:
        print("To polecenie działa tylko w mieście pokazowym (WIBO_DEMO=1).", file=sys.stderr)
        return 2
    migrate_command.run([])
    if options.rebuild:
        rebuild_demo(tell=print)
        print("Miasta są zbudowane od nowa.")
    else:
        ensure_demo()
    try:
        if options.stage:
            print(move_to(options.town, options.stage))
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    return 0
