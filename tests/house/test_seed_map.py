"""docs/seed.md maps every promise to the page or command that keeps it and to the test that proves it."""

import re
from pathlib import Path

from django.urls import resolve

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = (ROOT / "docs" / "seed.md").read_text("utf-8")
ROWS = [line for line in TEXT.splitlines() if line.startswith("| S")]


def test_every_promise_has_a_row():
    assert [row.split("|")[1].strip() for row in ROWS] == [f"S{at}" for at in range(1, len(ROWS) + 1)]
    assert len(ROWS) >= 30


def test_every_test_that_is_named_exists():
    for row in ROWS:
        named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", row)
        assert named or "next issue" in row, row
        for path, function in named:
            source = (ROOT / path).read_text("utf-8")
            assert not function or f"def {function}(" in source, (path, function)


def test_every_page_that_is_named_exists():
    for path in re.findall(r"`(/[\w/.-]*)`", TEXT):
        assert resolve(path.replace("//", "/"), urlconf="wibo.config.urls"), path
