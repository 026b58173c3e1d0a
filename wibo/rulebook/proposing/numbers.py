"""How a proposal's number is written: in the pattern of the edition, such as BO.{rok}.{nr}.

The number itself stays short, as ballots, lists and clerks need it; the pattern is what letters and prints bear.
"""

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
