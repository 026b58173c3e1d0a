"""`wibo recount FILE.pb`: anyone repeats a count with nothing but the published file."""

import argparse
import json
import sys
from pathlib import Path

from wibo.commands.rule_options import add_rule_options, read_election, rule_for
from wibo.rulebook.award.tally import Tally
from wibo.rulebook.award.verdicts import Outcome
from wibo.rulebook.files.faults import PabulibError, RuleError
from wibo.rulebook.files.pabulib import PbFile
from wibo.rulebook.files.recounting import anomalies, ranked, recount, report
from wibo.rulebook.files.rule_files import NamedRule
from wibo.rulebook.spelling.money import zloty
from wibo.rulebook.spelling.polish import grouped
from wibo.wording.award import reason, steps
from wibo.wording.files import told


def run(arguments: list[str]) -> int:
    """Print the recount; 0, or 2 for a file that is broken or a rule that cannot be derived."""
    parser = argparse.ArgumentParser(
        prog="wibo recount",
        description="Przelicza wybory z pliku .pb. Zasadę bierze z opcji, z pliku FILE.rules.json "
        "obok albo z META.",
    )
    parser.add_argument("file", type=Path, metavar="FILE.pb")
    parser.add_argument("--json", action="store_true", help="wynik jako JSON")
    add_rule_options(parser)
    options = parser.parse_args(arguments)
    try:
        file = read_election(options.file)
        named = rule_for(file, options.file, options)
    except (PabulibError, RuleError, OSError) as error:
        print(f"{options.file}: {told(error)}", file=sys.stderr)
        return 2
    counted, outcome = recount(file, named)
    if options.json:
        print(json.dumps(report(counted, outcome), ensure_ascii=False))
    else:
        print("\n".join(_told(file, named, counted, outcome)))
    return 0


def _told(file: PbFile, named: NamedRule, counted: Tally, outcome: Outcome) -> list[str]:
    names = {project.id: project.name for project in file.projects}
    costs = file.costs()
    lines = [file.meta.get("description", ""), f"Głosujących: {grouped(counted.ballots)}", "", "Ranking"]
    for place, project in ranked(file, named, counted):
        mark = "wybrany" if project in outcome.funded else ""
        struck = "skreślony" if project in named.exclude else mark
        lines.append(
            f"{place:>4}. {project}  głosy: {grouped(counted.votes[project])}  "
            f"wynik: {grouped(counted.score[project])}  {zloty(costs[project])}  {struck}  {names[project]}"
        )
        lines.append(f"      {reason(outcome.verdicts[project])}")
    lines += ["", "Przebieg", *steps(outcome), ""]
    lines.append(f"Pula {zloty(file.budget)}, wydano {zloty(outcome.spent)}")
    if outcome.tie_decides:
        lines.append(
            f"O wyniku rozstrzyga remis projektów: {', '.join(outcome.tied)}. Potrzebna jest decyzja."
        )
    broken = sum(anomalies(file).values())
    if broken:
        lines.append(f"Kart przyjętych mimo złamania zasad: {broken}")
    return lines
