"""`wibo demo --stage …`: move the demo town to a stage of the year, or build it anew."""

import argparse
import sys

from django.conf import settings

from wibo.access.refusal import Refused
from wibo.commands import migrate_command
from wibo.demo.building import ensure_demo, rebuild_demo
from wibo.demo.stages import STAGES, move_to


def run(arguments: list[str]) -> int:
    """Move or rebuild; 2 outside a demo or when the urn is open and the town cannot go back."""
    parser = argparse.ArgumentParser(
        prog="wibo demo",
        description="Przesuwa miasto pokazowe do etapu. Czego brakuje (oceny, karta, głosy), dopisują "
        "wymyślone osoby; to, co już jest, zostaje.",
    )
    parser.add_argument("--stage", choices=STAGES, help="etap, który ma teraz trwać")
    parser.add_argument("--rebuild", action="store_true", help="zbuduj miasto od nowa (dane przepadną)")
    options = parser.parse_args(arguments)
    if not settings.DEMO:
        print("To polecenie działa tylko w mieście pokazowym (WIBO_DEMO=1).", file=sys.stderr)
        return 2
    migrate_command.run([])
    ensure_demo()
    if options.rebuild:
        rebuild_demo()
        print("Miasto jest zbudowane od nowa.")
    try:
        if options.stage:
            print(move_to(options.stage))
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    return 0
