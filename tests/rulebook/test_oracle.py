"""What pabutools funded in random elections, recorded; `make prove` asks it afresh, and about many more."""

import json

from tests.oracle.compare import RECORD, RECORDED, SEED, ours
from tests.oracle.elections import elections


def test_the_recorded_answers_of_an_independent_implementation_are_ours():
    answers = json.loads(RECORD.read_text())
    assert len(answers) == RECORDED
    different = [
        one
        for one, answer in zip(elections(RECORDED, SEED), answers, strict=True)
        if "".join(ours(one)) != answer
    ]
    assert different == []
