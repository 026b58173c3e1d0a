"""What may stand in an address where a row is named."""

from django.urls import register_converter
from django.urls.converters import IntConverter

_LARGEST = 2**63 - 1


class RowConverter(IntConverter):
    """A number that a row can have; a larger one is no address, so no view hands it to the database."""

    def to_python(self, value: str) -> int:
        """The number of the row. Raises ValueError, which Django answers with 404, for one past 64 bits."""
        number = int(value)
        if number > _LARGEST:
            raise ValueError("past the largest number of a row")
        return number


def register() -> None:
    """Let addresses say `<row:pk>`."""
    register_converter(RowConverter, "row")
