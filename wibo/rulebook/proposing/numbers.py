"""How a proposal's number is written: in the pattern of the edition, such as BO.{rok}.{nr}.

The number itself stays short, as ballots, lists and clerks need it; the pattern is what letters and prints bear.
"""

import re

NUMBER = "{nr}"
YEAR = "{rok}"
LONGEST = 30


def reference_of(pattern: str, number: str, year: int) -> str:
    """The number in the pattern; empty where there is none."""
    return pattern.replace(NUMBER, number).replace(YEAR, str(year)) if number else ""


def is_pattern(pattern: str) -> bool:
    """Whether every number written by the pattern can be told from the others: it bears the number once."""
    rest = pattern.replace(NUMBER, "", 1).replace(YEAR, "")
    return NUMBER in pattern and not set(rest) & set("{}") and len(pattern) <= LONGEST


def number_in(pattern: str, typed: str, year: int) -> str:
    """The number that somebody has typed, with or without the pattern around it and "nr" before it."""
    plain = re.sub(r"^(nr|numer)\.?\s*", "", typed.strip(), flags=re.IGNORECASE)
    before, after = (re.escape(part.replace(YEAR, str(year))) for part in pattern.split(NUMBER, 1))
    found = re.fullmatch(f"{before}(.+?){after}", plain, re.IGNORECASE)
    return found[1] if found else plain
