"""`wibo import-election FILE.pb --town SLUG`: a published election through the whole product."""

import json
import sys
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_scopes import scope

from wibo.access.refusal import Refused
from wibo.commands.rule_options import add_rule_options, read_election, rule_for
from wibo.commands.towns import found_town, town_parser
from wibo.results.actions.importing import Imported, import_election
from wibo.rulebook.files.faults import PabulibError, RuleError
from wibo.rulebook.spelling.money import plain_decimal
from wibo.towns.models import Town
from wibo.wording.award import step
from wibo.wording.files import told


def run(arguments: list[str]) -> int:
    """Import and print the result; 2 for a broken file, an unknown town or a refusal."""
    parser = town_parser("import-election", "Wczytuje wybory z pliku .pb: koperty, urna, wynik, ogłoszenie.")
    parser.add_argument("file", type=Path, metavar="FILE.pb")
    parser.add_argument("--json", action="store_true", help="wynik jako JSON")
    parser.add_argument("--replace", action="store_true", help="zastąp wcześniej wczytane te same wybory")
    add_rule_options(parser)
    options = parser.parse_args(arguments)
    town = found_town(options.town)
    if town is None:
        return 2
    try:
        file = read_election(options.file)
        named = rule_for(file, options.file, options)
        with scope(town=town):
            imported = import_election(
                town, file, named, at=timezone.now(), replace=options.replace, progress=_progress
            )
    except (PabulibError, RuleError, OSError, Refused) as error:
        print(f"{options.file}: {told(error)}", file=sys.stderr)
        return 2
    answer = answer_of(imported, town)
    if options.json:
        print(json.dumps(answer, ensure_ascii=False))
    else:
        print(
            "\n".join(
                [*map(step, imported.last.told_steps), f"Kart: {imported.last.ballots}", str(answer["url"])]
            )
        )
        if imported.anomalies:
            print(f"Karty przyjęte mimo złamania zasad: {imported.anomalies}")
    return 0


def answer_of(imported: Imported, town: Town) -> dict[str, object]:
    """The same JSON as `recount`, with the edition and its address."""
    first, last = imported.first, imported.last
    answer: dict[str, object] = {
        "selected": last.funded,
        "votes": last.votes,
        "score": last.score,
        "total_ballots": last.ballots,
        "tie": bool(first.tied),
        "spent": plain_decimal(last.spent),
        "verdicts": last.verdicts,
        "steps": last.steps,
        "anomalies": imported.anomalies,
        "edition": imported.edition.pk,
        "url": f"{settings.BASE_SCHEME}://{town.slug}.{settings.BASE_HOST}:{settings.PORT}"
        f"/wyniki/{imported.edition.pk}/",
    }
    if first.tied:
        answer |= {"tied": first.tied, "outcomes": first.outcomes, "outcomes_truncated": first.truncated}
    return answer


def _progress(what: str, done: int, of: int) -> None:
    end = "\n" if done >= of else "\r"
    print(
        f"  {what}: {done} z {of}" if of > 1 else f"  {what} …",
        end=end if of > 1 else "\n",
        file=sys.stderr,
        flush=True,
    )
