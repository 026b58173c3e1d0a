"""What makes two appearances one person: the canonical text from which the keyed tag is made.

One kind of identity per edition, across web and paper. The address is never part of it (people move,
spell it differently); namesakes born on one day are resolved at the office by an act.
"""

import re
import unicodedata
from datetime import date
from enum import StrEnum

from wibo.rulebook.people.pesel import Pesel
from wibo.rulebook.spelling.letters import plain_letters


class IdentityKind(StrEnum):
    """How an edition tells its voters apart."""

    PESEL_REGISTER = "pesel-register"
    PESEL_FORM = "pesel-form"
    NAME_AND_BIRTH_DATE = "name"
    CODE = "code"


def folded_name(text: str) -> str:
    """A name without case, diacritics, hyphens, apostrophes and spaces: `Żak-Łąska` is `zaklaska`."""
    return "".join(sign for sign in plain_letters(text) if sign.isalpha())


class NameFault(StrEnum):
    """Why a text is not taken for a name."""

    NO_LETTERS = "no-letters"
    OTHER_ALPHABET = "other-alphabet"


def name_fault(text: str) -> NameFault | None:
    """Why a name cannot stand for a person; None for a good one.

    Letters of another alphabet may look like Latin ones (`Аnna`), and would make one person two.
    """
    letters = [sign for sign in text if sign.isalpha()]
    if not letters:
        return NameFault.NO_LETTERS
    if any(not unicodedata.name(sign, "").startswith(_LATIN) for sign in letters):
        return NameFault.OTHER_ALPHABET
    return None


# Full-width forms and ordinals are Latin letters, too: folding makes them plain.
_LATIN = ("LATIN", "FULLWIDTH LATIN", "FEMININE ORDINAL", "MASCULINE ORDINAL")
_BETWEEN_NAMES = re.compile(r"[\s.,\-\u2010-\u2015\u2212]+")


def parted(names: str) -> list[str]:
    """Names that stand together, parted by spaces, stops or hyphens."""
    return [name for name in _BETWEEN_NAMES.split(names) if name]


def first_given(names: str) -> str:
    """The first of several given names."""
    return next(iter(parted(names)), "")


def canonical_pesel(pesel: Pesel) -> str:
    """The canonical identity in both PESEL kinds, so that a register and a form agree."""
    return f"pesel:{pesel.number}"


def canonical_person(first_name: str, surname: str, birth_date: date) -> str:
    """The canonical identity without PESEL; only the first of several given names counts."""
    given = first_name.split()[0] if first_name.split() else ""
    return f"name:{folded_name(given)}|{folded_name(surname)}|{birth_date.isoformat()}"
