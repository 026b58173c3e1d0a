"""`make bench-rules`: seconds of counting and awarding beside pabutools, on the same invented elections in one run."""

import argparse
import json
import os
import platform
import random
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from apart import environment

from wibo.commands.rule_options import add_rule_options, read_election, rule_for
from wibo.rulebook.award.allocation import allocate
from wibo.rulebook.award.settings import Completion, EqualSharesRule, GreedyRule
from wibo.rulebook.files.faults import PabulibError, RuleError
from wibo.rulebook.files.recounting import recount
from wibo.rulebook.voting.ballots import BallotRules, Marks

# Name, projects, ballots, most marks on a ballot, how many projects the pool pays for, rules, whether pabutools runs.
CASES = (
    ("a million ballots", 60, 1_000_000, 5, 12, ("greedy",), True),
    ("Łódź size", 160, 90_000, 5, 25, ("greedy", "mes"), True),
    ("a dense district", 130, 8_000, 10, 20, ("mes", "add1"), False),
)
RULES = {
    "greedy": GreedyRule(),
    "mes": EqualSharesRule(),
    "add1": EqualSharesRule(completion=Completion.ADD1),
}
# Seconds that a real file may take.
LONGEST = 2.0


def _without_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_rule_options(parser)
    return parser.parse_args([])


_WITHOUT_OPTIONS = _without_options()
_THEIRS = """
import json, sys, time
from pabutools.election import ApprovalBallot, ApprovalMultiProfile, ApprovalProfile, Cost_Sat, Instance, Project
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
one = json.load(open(sys.argv[1]))
projects = {name: Project(name, cost) for name, cost in one["costs"].items()}
instance = Instance(projects.values(), budget_limit=one["budget"])
began = time.perf_counter()
profile = ApprovalProfile([ApprovalBallot({projects[n] for n in b}) for b in one["ballots"]], instance=instance).as_multiprofile()
read = time.perf_counter() - began
rule = greedy_utilitarian_welfare if sys.argv[2] == "greedy" else method_of_equal_shares
began = time.perf_counter()
found = rule(instance, profile, sat_class=Cost_Sat)
print(json.dumps([read, time.perf_counter() - began, len(found)]))
"""


def invented(projects: int, ballots: int, most: int, paid: int) -> dict[str, object]:
    """An election where some projects are far more popular than others, as in towns; whole złoty."""
    chance = random.Random(projects * ballots)
    names = [str(at) for at in range(1, projects + 1)]
    costs = {name: chance.randint(20, 400) * 1000 + at for at, name in enumerate(names)}
    appeal = [1 / (place + 3) for place in range(projects)]
    drawn = iter(chance.choices(names, appeal, k=ballots * most * 2))
    made = []
    for _ in range(ballots):
        wanted = chance.randint(1, most)
        ballot: dict[str, None] = {}
        for name in drawn:
            ballot[name] = None
            if len(ballot) >= wanted:
                break
        made.append(list(ballot))
    return {"costs": costs, "ballots": made, "budget": sum(costs.values()) * paid // projects}


def pabulib(projects: int, ballots: int) -> str:
    """An invented election as a file, by the rule that pays the most popular first."""
    one = invented(projects, ballots, 5, projects // 4)
    votes = [f"{at};{','.join(ballot)}" for at, ballot in enumerate(one["ballots"], start=1)]
    listed = [f"{name};{cost}" for name, cost in one["costs"].items()]
    meta = {
        "description": "invented",
        "country": "Poland",
        "unit": "Invented",
        "instance": "2027",
        "num_projects": projects,
        "num_votes": ballots,
        "budget": one["budget"],
        "vote_type": "approval",
        "rule": "greedy",
        "max_length": 5,
    }
    told = [f"{key};{value}" for key, value in meta.items()]
    return "\n".join(
        [
            "META",
            "key;value",
            *told,
            "PROJECTS",
            "project_id;cost",
            *listed,
            "VOTES",
            "voter_id;vote",
            *votes,
            "",
        ]
    )


def ours(one: dict, rule: str) -> tuple[float, int]:
    """Seconds for counting and awarding, and how many projects win."""
    marks = [Marks(tuple(ballot)) for ballot in one["ballots"]]
    costs = {name: cost * 100 for name, cost in one["costs"].items()}
    began = time.perf_counter()
    _, outcome = allocate(marks, costs, one["budget"] * 100, BallotRules(), RULES[rule], lot=sorted(costs))
    return time.perf_counter() - began, len(outcome.funded)


def theirs(python: Path, path: Path, rule: str) -> tuple[float, int]:
    """The same of pabutools: grouping equal ballots counts, reading the file does not."""
    done = subprocess.run(
        [str(python), "-c", _THEIRS, str(path), rule], capture_output=True, text=True, check=True
    )
    grouping, seconds, funded = json.loads(done.stdout)
    return grouping + seconds, funded


def real(folder: Path) -> None:
    """Every real election of a folder by the rule that its file names: the slowest, and how many take over two seconds."""
    took: list[tuple[float, str]] = []
    for path in sorted(folder.glob("*.pb")):
        began = time.perf_counter()
        try:
            file = read_election(path)
            recount(file, rule_for(file, path, _WITHOUT_OPTIONS))
        except (PabulibError, RuleError):
            # No rule is named, or one that is not ours.
            continue
        took.append((time.perf_counter() - began, path.stem))
    took.sort(reverse=True)
    late = sum(seconds > LONGEST for seconds, _ in took)
    print(f"\nReal elections, read and counted: {len(took)}, over {LONGEST:g} s: {late}\n")
    print("| the slowest | s |\n| --- | ---: |")
    for seconds, name in took[:5]:
        print(f"| {name} | {seconds:.2f} |", flush=True)


def main() -> int:
    """Measure and print."""
    python = environment("oracle") / "python"
    print(f"Machine: {platform.machine()}, Python {platform.python_version()}\n", flush=True)
    print("| election | rule | ours, s | pabutools 1.2.3, s | ratio | winners (ours, theirs) |")
    print("| --- | --- | ---: | ---: | ---: | ---: |", flush=True)
    with TemporaryDirectory() as folder:
        for name, projects, ballots, most, paid, rules, compared in CASES:
            one = invented(projects, ballots, most, paid)
            path = Path(folder) / "election.json"
            path.write_text(json.dumps(one))
            for rule in rules:
                seconds, won = ours(one, rule)
                other, funded = theirs(python, path, rule) if compared else (None, "–")
                shown = ("–", "–") if other is None else (f"{other:.1f}", f"{other / seconds:.1f}")
                size = f"{name}: {projects} projects, {ballots:,} ballots".replace(",", " ")
                print(
                    f"| {size} | {rule} | {seconds:.2f} | {shown[0]} | {shown[1]} | {won}, {funded} |",
                    flush=True,
                )
    if folder := os.environ.get("WIBO_ELECTIONS_DIR"):
        real(Path(folder))
    print(f"\nLargest memory of our process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
