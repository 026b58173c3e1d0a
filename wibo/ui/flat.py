"""Rows as a flat file that a Polish spreadsheet opens as it is."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any


class _Line:
    """A writer for `csv` that hands every line on at once."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line


def flat_lines(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The rows as CSV, a line each: UTF-8 with a mark, semicolons. Whoever has texts in cells guards them."""
    writer = csv.writer(_Line(), delimiter=";")
    mark = "\ufeff"
    for row in rows:
        yield f"{mark}{writer.writerow(row)}"
        mark = ""
