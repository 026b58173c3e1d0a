"""A file's own recount: votes, ranking and the funded list from nothing but the file and its rule."""

from collections import Counter
from dataclasses import replace
from typing import Any

from wibo.rulebook.award.allocation import allocate, ranking
from wibo.rulebook.award.tally import Tally
from wibo.rulebook.award.verdicts import Outcome
from wibo.rulebook.files.pabulib import PbFile
from wibo.rulebook.files.rule_files import NamedRule
from wibo.rulebook.spelling.money import plain_decimal
from wibo.rulebook.voting.ballots import Repeats, fault


def recount(file: PbFile, named: NamedRule) -> tuple[Tally, Outcome]:
    """Count and award the file's pool under the named rule."""
    return allocate(
        [vote.marks for vote in file.votes],
        file.costs(),
        file.budget,
        replace(file.rules, repeats=named.repeats),
        named.rule,
        struck=named.exclude,
        lot=named.lot,
        collisions=named.collisions,
    )


def report(counted: Tally, outcome: Outcome) -> dict[str, Any]:
    """The machine-readable answer of `recount` and `import-election`; `spent` in złoty as text.

    `verdicts` are [kind, facts] a project and `steps` [project, kind, facts], as rulebook/award/verdicts.py names
    them, money in grosze.
    """
    answer: dict[str, Any] = {
        "selected": list(outcome.funded),
        "votes": counted.votes,
        "score": counted.score,
        "total_ballots": counted.ballots,
        "tie": outcome.tie_decides,
        "spent": plain_decimal(outcome.spent),
        "verdicts": {project: verdict.as_row() for project, verdict in outcome.verdicts.items()},
        "steps": [step.as_row() for step in outcome.steps],
    }
    if outcome.tie_decides:
        answer["tied"] = list(outcome.tied)
        answer["outcomes"] = [list(ids) for ids in outcome.outcomes]
        answer["outcomes_truncated"] = outcome.truncated
    return answer


def anomalies(file: PbFile) -> Counter[str]:
    """Ballots that the town accepted although they break the file's own rules, by reason code.

    A project marked twice is one, whatever it counts for.
    """
    costs, strict = file.costs(), replace(file.rules, repeats=Repeats.INVALID)
    found = (fault(vote.marks, strict, costs) for vote in file.votes)
    return Counter(reason.value for reason in found if reason)


def ranked(file: PbFile, named: NamedRule, counted: Tally) -> list[tuple[int, str]]:
    """Places and ids, best first."""
    return ranking(counted, named.rule, file.costs())
