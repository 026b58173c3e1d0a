"""Columns that make both databases sort and search as Polish readers expect."""

import re
import unicodedata

_DIGITS = re.compile(r"\d+")


def sortable(number: str) -> str:
    """A number whose plain text order is the natural one: runs of digits padded to one width."""
    return _DIGITS.sub(lambda run: run.group().zfill(12), number).casefold()


# Nothing that is looked through holds more signs in one piece, and SQLite refuses to compare with many more.
LONGEST_SEARCH = 1_000


def searchable(text: str) -> str:
    """Text without case and diacritics: "Żółw" is found by "zolw"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l"))
    return " ".join("".join(sign for sign in decomposed if not unicodedata.combining(sign)).split())
