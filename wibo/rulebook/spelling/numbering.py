"""Natural order of numbers written by people: 2 before 10, `ŚwG-2/2018` before `ŚwG-10/2018`."""

import re

_RUNS = re.compile(r"(\d+)")
# Python turns no longer text into a number; who writes more digits gets them compared as text.
_LONGEST = 4000
# A number is keyed from paper and stands in lists, so it holds no separator.
_NUMBER = re.compile(r"[\w./-]{1,40}")


def is_number(text: str) -> bool:
    """Whether a text can be the number of a proposal or project."""
    return _NUMBER.fullmatch(text) is not None


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key that compares runs of digits as numbers and the rest as folded text."""
    return tuple(
        (0, int(run), "") if run.isdecimal() and len(run) <= _LONGEST else (1, 0, run.casefold())
        for run in _RUNS.split(text)
        if run
    )
