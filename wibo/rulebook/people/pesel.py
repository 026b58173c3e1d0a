"""The PESEL number: form, checksum and the birth date and sex that it carries.

A checksum alone admits births in 1826 and 2226 (towns have counted such voters), so a PESEL is accepted
only with a birth date that a living person can have on a given day.
"""

import unicodedata
from calendar import isleap
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
_CENTURIES = {80: 1800, 0: 1900, 20: 2000, 40: 2100, 60: 2200}
OLDEST = 115
_LEAP_DAY = (2, 29)


class Sex(StrEnum):
    """As Pabulib writes it."""

    FEMALE = "F"
    MALE = "M"


class PeselFault(StrEnum):
    """Why a text is not a PESEL."""

    NOT_DIGITS = "not-digits"
    LENGTH = "length"
    CHECKSUM = "checksum"
    DATE = "date"
    AGE = "age"


class PeselError(ValueError):
    """The text is no PESEL of a living person. The text itself is never part of the message."""

    def __init__(self, fault: PeselFault, digits: int = 0) -> None:
        super().__init__(fault.name)
        self.fault = fault
        self.digits = digits


@dataclass(frozen=True, slots=True)
class Pesel:
    """A checked number; its `repr` hides the digits, so that it cannot reach a log by accident."""

    number: str
    birth_date: date
    sex: Sex

    def __repr__(self) -> str:
        return "Pesel(***)"


def canonical_digits(text: str) -> str:
    """The digits of a PESEL however typed: full-width forms folded, spaces and hyphens dropped."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in folded if not sign.isspace() and sign not in "-‐‑‒–—−")


def checksum(first_ten: str) -> int:
    """The eleventh digit for the first ten."""
    return -sum(int(digit) * weight for digit, weight in zip(first_ten, _WEIGHTS, strict=True)) % 10


def _birth_date(number: str) -> date:
    year, month, day = int(number[:2]), int(number[2:4]), int(number[4:6])
    offset = month - 1 - (month - 1) % 20
    try:
        return date(_CENTURIES[offset] + year, month - offset, day)
    except (KeyError, ValueError) as error:
        raise PeselError(PeselFault.DATE) from error


def age_on(birth_date: date, on: date) -> int:
    """Completed years of life on a day.

    A year of age ends with the beginning of the day that answers to the birthday by its number; where a month has no
    such day (29 February in common years), on the month's last day. Source: kodeks cywilny, art. 112.
    """
    birthday = (birth_date.month, birth_date.day)
    if birthday == _LEAP_DAY and not isleap(on.year):
        birthday = (2, 28)
    return on.year - birth_date.year - ((on.month, on.day) < birthday)


def parse(text: str, *, on: date) -> Pesel:
    """The PESEL in the text, for a person alive on the day `on`. Raises PeselError; refuses, never guesses.

    Source: ustawa z 24.09.2010 o ewidencji ludności, art. 15 (structure of the number).
    """
    digits = canonical_digits(text)
    if not (digits.isascii() and digits.isdecimal()) and digits:
        raise PeselError(PeselFault.NOT_DIGITS, len(digits))
    if len(digits) != 11:
        raise PeselError(PeselFault.LENGTH, len(digits))
    if int(digits[10]) != checksum(digits[:10]):
        raise PeselError(PeselFault.CHECKSUM)
    born = _birth_date(digits)
    if born > on or age_on(born, on) > OLDEST:
        raise PeselError(PeselFault.AGE)
    return Pesel(digits, born, Sex.MALE if int(digits[9]) % 2 else Sex.FEMALE)


def make(birth_date: date, serial: int, sex: Sex) -> str:
    """A well-formed number for invented people in demos and tests; `serial` is 0 to 4999."""
    offset = {1800: 80, 1900: 0, 2000: 20, 2100: 40, 2200: 60}[birth_date.year // 100 * 100]
    ordinal = serial * 2 + (1 if sex is Sex.MALE else 0)
    ten = f"{birth_date.year % 100:02d}{birth_date.month + offset:02d}{birth_date.day:02d}{ordinal:04d}"
    return f"{ten}{checksum(ten)}"
