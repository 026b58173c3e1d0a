"""What is cut off is what no page needs: every sign of Polish is in the first file of each weight."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from wibo.ui import assets
from wibo.ui.assets import bundle

CUT = Path(assets.__file__).parent / "static" / "ui" / "cut"
POLISH = "zażółć gęślą jaźń ZAŻÓŁĆ GĘŚLĄ JAŹŃ „cudzysłów” – 1 250,00 zł, 5 × 3 − 2, § 4, 20°, 0123456789…"


def signs(name):
    return set(TTFont(CUT / name).getBestCmap())


def spans(part):
    """The signs for which a page asks for the part's file."""
    found = set()
    for span in assets._RANGES[part].split(","):
        first, _, last = span.removeprefix("U+").partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


@pytest.mark.parametrize("weight", [400, 700, 900])
def test_a_polish_page_needs_one_file_a_weight(weight):
    assert set(map(ord, POLISH)) <= signs(f"wibo-{weight}-pl.woff2")
    assert spans("pl") <= signs(f"wibo-{weight}-pl.woff2") | {0x20}
    assert signs(f"wibo-{weight}-pl.woff2") - {0x2713, 0x2192, 0x2190} <= spans("pl")


def test_other_letters_are_there_for_pages_that_have_them():
    assert {ord(sign) for sign in "éöüžšñ"} <= signs("wibo-400-rest.woff2")


def test_the_style_sheet_has_every_class_that_templates_name():
    css = bundle("#15532b")[1].decode()
    root = Path(assets.__file__).parent.parent
    named = {
        name
        for path in root.rglob("*.html")
        for names in re.findall(r'class="([^"{]*)"', path.read_text("utf-8"))
        for name in names.split()
        if name.startswith("ds-")
    }
    assert {name for name in named if f".{name}" not in css} <= {"ds-sr-only"}


def test_the_files_are_small():
    assert all(path.stat().st_size < 11_000 for path in CUT.glob("*.woff2"))
    assert len(bundle("#15532b")[2]) < 25_000
