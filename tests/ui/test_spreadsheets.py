"""Files that people send end in rows or in faults, whatever is in them."""

from hypothesis import given
from hypothesis import strategies as st

from tests.files import workbook
from wibo.proposals.importing.columns import COLUMNS
from wibo.ui.spreadsheets import table_of

PIECES = st.lists(
    st.sampled_from(
        [
            "tytuł",
            "koszt",
            "numer",
            ";",
            ",",
            "\t",
            "\n",
            "\r",
            '"',
            "sep=;",
            "12,5",
            "ż",
            "\0",
            "=",
            "x" * 40,
        ]
    ),
    max_size=60,
)


@given(PIECES, st.sampled_from(["utf-8", "cp1250", "iso8859_2", "utf-16", "cp852"]))
def test_no_text_ends_in_anything_but_rows_or_faults(pieces, encoding):
    table = table_of("".join(pieces).encode(encoding, errors="replace"), COLUMNS)
    assert not (table.rows and table.faults)


BOOK = workbook([["tytuł", "koszt"], ["Ławki", 10]])


@given(st.integers(0, len(BOOK) - 1), st.binary(min_size=1, max_size=8))
def test_no_damaged_workbook_ends_in_anything_but_rows_or_faults(at, noise):
    table = table_of(BOOK[:at] + noise + BOOK[at + len(noise) :], COLUMNS)
    assert not (table.rows and table.faults)


@given(st.binary(max_size=300))
def test_no_bytes_end_in_anything_but_rows_or_faults(raw):
    table = table_of(raw, COLUMNS)
    assert not (table.rows and table.faults)
