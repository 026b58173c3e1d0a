"""docs/regulations.md says what the data say: every gap of every town, files that are there, labels that a screen has."""

import re
from pathlib import Path

import pytest

from tests.regulations import test_days
from tests.regulations.towns import TOWNS

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "regulations.md").read_text("utf-8")
SAID = PAGE.partition("## What cannot be said")[0]
ALL = (*TOWNS, *test_days.TOWNS)


def told(town):
    """The town's line: what cannot be said, and what is done instead."""
    return f"- {town.name}: " + "; ".join(f"{gap.rule} ({gap.instead})" for gap in town.cannot_say)


@pytest.mark.parametrize("town", [town for town in ALL if town.cannot_say], ids=str)
def test_what_a_town_cannot_say_stands_on_the_page(town):
    assert told(town) in PAGE.splitlines()


def test_every_test_that_the_page_names_is_there():
    named = set(re.findall(r"`(tests/[\w/.]+)`", PAGE))
    assert len(named) > 20
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_town_that_proves_a_row_is_run():
    cells = re.findall(r"^\|.*\btowns: ([^|;]+)", SAID, re.MULTILINE)
    names = {name for cell in cells for name in cell.strip().split(", ")}
    known = " ".join(town.name for town in TOWNS)
    assert len(names) > 15
    assert [name for name in names if name.split()[0] not in known] == []


def test_every_label_is_on_a_screen():
    sources = [*(ROOT / "wibo").rglob("*.py"), *(ROOT / "wibo").rglob("*.html")]
    written = " ".join(path.read_text("utf-8") for path in sources)
    labels = set(re.findall(r"\*\*([^*]+)\*\*", SAID))
    assert len(labels) > 40
    assert [label for label in sorted(labels) if label not in written] == []
