"""`wibo export-pb --town SLUG --edition ID OUT.pb`: a pool's ballots for anyone who recounts."""

import json
import sys
from pathlib import Path

from django_scopes import scope

from wibo.access.refusal import Refused
from wibo.commands.towns import found_town, town_parser
from wibo.editions.models import Edition
from wibo.opendata.pb_export import export_newest


def run(arguments: list[str]) -> int:
    """Write OUT.pb and OUT.rules.json; 2 for an unknown edition or one not counted."""
    parser = town_parser(
        "export-pb", "Zapisuje pulę edycji jako plik .pb, a obok zasady, których META nie mieści."
    )
    parser.add_argument("--edition", type=int, required=True, metavar="ID")
    parser.add_argument("--pool", type=int, metavar="ID", help="pula, gdy edycja ma ich więcej")
    parser.add_argument("out", type=Path, metavar="OUT.pb")
    options = parser.parse_args(arguments)
    town = found_town(options.town)
    if town is None:
        return 2
    with scope(town=town):
        edition = Edition.objects.filter(pk=options.edition).first()
        pools = list(edition.pools.all()) if edition else []
        chosen = [pool for pool in pools if options.pool in (None, pool.pk)]
        if len(chosen) != 1:
            names = ", ".join(f"{pool.pk} ({pool.name})" for pool in pools)
            print(f"Podaj pulę opcją --pool: {names}" if pools else "Nie ma takiej edycji.", file=sys.stderr)
            return 2
        try:
            made = export_newest(chosen[0])
        except Refused as refused:
            print(refused, file=sys.stderr)
            return 2
        with options.out.open("w", encoding="utf-8", newline="") as file:
            file.writelines(made.lines)
    rules = json.dumps(made.rules, ensure_ascii=False, indent=1)
    options.out.with_suffix(".rules.json").write_text(rules + "\n", "utf-8")
    print(f"Zapisano {options.out} i {options.out.with_suffix('.rules.json')}")
    return 0
