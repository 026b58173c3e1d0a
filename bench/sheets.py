"""`python -m bench.sheets TOWN`: an XLSX of half a million rows, beside the writer alone with the same cells. Prints JSON."""

import json
import sys
import tempfile
import time
from collections.abc import Iterable
from itertools import islice
from typing import Any

ROWS = 500_000


def alone(rows: Iterable[tuple[Any, ...]]) -> None:
    """The cells by the writer itself: numbers, a day in the third column, and text."""
    import xlsxwriter

    with tempfile.TemporaryFile() as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True})
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        page = book.add_worksheet("A")
        for at, row in enumerate(rows, start=1):
            number, channel, cast_on, *texts = row
            page.write_number(at, 0, number)
            page.write_string(at, 1, channel)
            page.write_datetime(at, 2, cast_on, day)
            for column, text in enumerate(texts, start=3):
                if text:
                    page.write_string(at, column, text)
        book.close()


def main(town: str) -> None:
    """Measure and print."""
    import django

    django.setup()
    from django_scopes import scope

    from bench import town as measured
    from bench.processes import peak_mb
    from wibo.documents.engine.sheets import Sheet, workbook
    from wibo.documents.reports.ballots import voters
    from wibo.towns.models import Town

    edition = measured.edition_of(Town.objects.get(slug=town))
    with scope(town=edition.town):
        sheet = voters(edition)[0]
        began = time.perf_counter()
        workbook([Sheet(sheet.name, sheet.columns, islice(sheet.rows, ROWS))]).close()
        ours = time.perf_counter() - began
        # The largest that the process has been until here: the rows below are all in memory.
        largest = peak_mb()
        rows = list(islice(voters(edition)[0].rows, ROWS))
    began = time.perf_counter()
    alone(rows)
    print(json.dumps({"ours": ours, "alone": time.perf_counter() - began, "rows": len(rows), "mb": largest}))


if __name__ == "__main__":
    main(sys.argv[1])
