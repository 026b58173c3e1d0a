"""`python -m tests.oracle.compare PYTHON COUNT`: our rules against pabutools (run by PYTHON) on random elections."""

import json
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.oracle.elections import elections
from wibo.rulebook.award.allocation import allocate
from wibo.rulebook.award.settings import Add1Stop, Completion, EqualSharesRule, GreedyRule, Utility
from wibo.rulebook.voting.ballots import BallotRules, Marks

RULES = {
    "greedy": GreedyRule(),
    "mes-cost": EqualSharesRule(),
    "mes-cardinality": EqualSharesRule(utility=Utility.CARDINALITY),
    "add1-exhaustive": EqualSharesRule(completion=Completion.ADD1),
    "add1-overflow": EqualSharesRule(completion=Completion.ADD1, add1_stop=Add1Stop.OVERFLOW),
}
SEED = 20271
CHUNK = 500
# So many answers are kept beside this file, for the suite that has no pabutools.
RECORDED, RECORD = 600, Path(__file__).with_name("recorded.json")


def ours(one):
    """What we fund, sorted; ties go to the lower name, as on the other side."""
    costs = {name: cost * 100 for name, cost in one["costs"].items()}
    marks = [Marks(tuple(ballot)) for ballot in one["ballots"]]
    _, outcome = allocate(
        marks, costs, one["budget"] * 100, BallotRules(), RULES[one["rule"]], lot=sorted(costs)
    )
    return sorted(outcome.funded)


def theirs(python, chunk):
    """What pabutools funds."""
    script = Path(__file__).with_name("pabutools_side.py")
    done = subprocess.run(
        [python, str(script)], input=json.dumps(chunk), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def main(python, count):
    """Compare and print; 1 when anything differs."""
    made = elections(count, SEED)
    chunks = [made[at : at + CHUNK] for at in range(0, count, CHUNK)]
    with ThreadPoolExecutor(2) as pool:
        answers = [
            funded for answer in pool.map(lambda chunk: theirs(python, chunk), chunks) for funded in answer
        ]
    different = [
        (one, answer, mine)
        for one, answer in zip(made, answers, strict=True)
        if (mine := ours(one)) != answer
    ]
    if count <= RECORDED:
        RECORD.write_text(json.dumps(["".join(funded) for funded in answers]) + "\n")
    for one, answer, mine in different[:5]:
        print(f"DIFFERENT: {json.dumps(one)} pabutools {answer} ours {mine}")
    kinds = ", ".join(
        f"{rule} {number}" for rule, number in sorted(Counter(one["rule"] for one in made).items())
    )
    print(
        f"pabutools as an oracle: {count} random elections (seed {SEED}; {kinds}), different: {len(different)}"
    )
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
