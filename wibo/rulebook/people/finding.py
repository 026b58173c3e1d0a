"""What in a text, about to be read by everyone, looks like data of a person: to be asked about, never to be decided.

A finder errs on both sides: a number of a plot may look like a PESEL, and a name looks like any other word.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

from wibo.rulebook.people.pesel import PeselError, parse


class Personal(StrEnum):
    """What was found."""

    PESEL = "pesel"
    EMAIL = "email"
    PHONE = "phone"
    SIGNATURES = "signatures"


@dataclass(frozen=True, slots=True)
class Found:
    """A kind of data and how many times it stands there; `repr` hides what it was."""

    kind: Personal
    what: frozenset[str] = field(repr=False)

    @property
    def count(self) -> int:
        """How many different ones."""
        return len(self.what)


# Eleven digits, whatever stands around them: a list has a number, a date and a telephone beside each.
_ELEVEN = re.compile(r"(?<!\d)\d{11}(?!\d)")
# The same apart in groups, that are no part of a longer number (an account has twenty-six digits in groups).
_GROUPED = re.compile(r"(?<![\d,.])(?<!\d[ \u00a0-])\d(?:[ \u00a0-]?\d){10}(?![ \u00a0-]?\d)")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,5}", re.ASCII)
# Nine digits are a price or a plot as well: a telephone is told by what stands before it, or by how mobile ones begin and are
# written, where no unit follows.
_MOBILE = re.compile(
    r"(?<![\d.,-])(?<!\d[ -])((?:45|5[0137]|6[069]|7[2389]|88)\d[ -]\d{3}[ -]\d{3})(?![ -]?\d|,\d)(?!\s*(?:zł|zl|m|szt|PLN))"
)
_PHONE = re.compile(
    r"(?:\+48|\btel(?:efon\w*|\.)?|\bkom(?:órk\w*|\.))[\s:(]*((?:\d[\s-]?){8}\d)(?!\d)", re.IGNORECASE
)
_NINE = re.compile(r"(?:\d[\s-]?){8}\d(?!\d)")
_SIGNATURES = re.compile(
    r"list[aęy] (?:osób popierających|poparcia|mieszkańców popierających)|czytelny podpis|podpis(?:y)? (?:osób|mieszkańc)",
    re.IGNORECASE,
)
# So many numbers of people are a list of people.
_MANY = 3


def personal_in(text: str, *, on: date, own: Collection[str] = ()) -> list[Found]:
    """What looks like data of people in the text; `own` are texts with the addresses and telephones that the office gives out.

    `on` is the day on which a PESEL must be of a living person.
    """
    given_out = "\n".join(own)
    known = frozenset(map(_bare, [*_EMAIL.findall(given_out), *_NINE.findall(given_out)]))
    written = [*_ELEVEN.findall(text), *_GROUPED.findall(text)]
    numbers = frozenset(number for number in map(_bare, written) if _is_pesel(number, on))
    kinds = {
        Personal.PESEL: numbers,
        Personal.EMAIL: frozenset(map(_bare, _EMAIL.findall(text))) - known,
        Personal.PHONE: frozenset(map(_bare, [*_PHONE.findall(text), *_MOBILE.findall(text)])) - known,
        Personal.SIGNATURES: frozenset(map(_bare, _SIGNATURES.findall(text))),
    }
    if len(numbers) >= _MANY and not kinds[Personal.SIGNATURES]:
        kinds[Personal.SIGNATURES] = frozenset({"numbers"})
    return [Found(kind, what) for kind, what in kinds.items() if what]


def mark_of(found: Collection[Found]) -> str:
    """A digest of exactly what was found, so that leaving it can be agreed to, and nothing else with it."""
    return sha256("\n".join(sorted(word for one in found for word in one.what)).encode()).hexdigest()[:16]


def _bare(text: str) -> str:
    return re.sub(r"[\s()-]", "", text).casefold()


def _is_pesel(number: str, on: date) -> bool:
    try:
        parse(number, on=on)
    except PeselError:
        return False
    return True
