"""Cells of flat files: nothing in them is a formula to a spreadsheet, and what went out comes back."""

from hypothesis import example, given
from hypothesis import strategies as st

from wibo.rulebook.spelling.cells import bare, guarded

ACTS = "=+-@\t\r"


@given(st.text(st.sampled_from("=+-@'\" a7\t\r"), max_size=6))
@example("=HYPERLINK(1)")
@example('="007"')
def test_no_text_goes_out_as_a_formula_and_each_comes_back(text):
    out = guarded(text)
    assert out[:1] not in ACTS or not out
    if text[:1] in ACTS and text == text.strip():
        assert bare(out) == text


def test_cells_are_read_as_they_were_written():
    assert guarded("=1") == "'=1"
    assert bare(' ="007" ') == "007"
    assert bare('="') == '="'
    assert bare('=""') == ""
    assert bare('="7') == '="7'
    assert bare('7"') == '7"'
    assert bare("'=1") == "=1"
    assert bare("'-5 stopni'") == "-5 stopni'"
    assert bare("'Zielony' park") == "'Zielony' park"
    assert bare("'") == "'"
