"""What may stand in an address where a row is named."""

from collections.abc import Iterable

from django.urls import register_converter
from django.urls.converters import IntConverter

_LARGEST = 2**63 - 1
# Digits of a row that a page offers to tick or to choose, and how many rows one page can offer.
_LONGEST_KEY = 9
_MOST_KEYS = 500


class RowConverter(IntConverter):
    """A number that a row can have; a larger one is no address, so no view hands it to the database."""

    def to_python(self, value: str) -> int:
        """The number of the row. Raises ValueError, which Django answers with 404, for one past 64 bits."""
        number = int(value)
        if number > _LARGEST:
            raise ValueError("past the largest number of a row")
        return number


def row_key(text: str) -> int | None:
    """The number of a row that a request names; None for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_KEY else None


def row_keys(texts: Iterable[str]) -> list[int]:
    """The numbers of rows that were ticked; what is none is left out, and so is what no page can have offered."""
    return [key for key in map(row_key, texts) if key is not None][:_MOST_KEYS]


def register() -> None:
    """Let addresses say `<row:pk>`."""
    register_converter(RowConverter, "row")
