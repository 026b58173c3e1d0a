"""The shape of the house: file sizes, file names, no hosts in lock files, vendored files as they came."""

import ast
import json
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = sorted(p for p in (ROOT / "wibo").rglob("*.py") if "migrations" not in p.parts)
BANNED = {"utils", "helpers", "services", "common", "signals"}
VENDOR = ROOT / "wibo" / "ui" / "static" / "vendor"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_small(path):
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno <= 50, node.name


def test_no_file_has_a_name_that_says_nothing():
    assert [p for p in SOURCES if p.stem in BANNED] == []


LETTER = "letters/templates/letters/frame.html"


def test_no_signals_no_raw_sql_and_no_inline_style():
    for path in SOURCES:
        text = path.read_text("utf-8")
        assert not re.search(r"django\.dispatch|\.raw\(|\.extra\(|RawSQL", text), path
    # A letter has no sheet that it could link to: mail programs load none, and it carries its own.
    for path in set((ROOT / "wibo").rglob("templates/**/*.html")) - {ROOT / "wibo" / LETTER}:
        assert not re.search(r"\sstyle=|<style|\son\w+=|https?://", path.read_text("utf-8")), path


DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef
# Polish that is data of a rule: letters and numerals, names of bands and columns that are stored or read.
_DATA = {"spelling", "people", "tables.py", "register_files.py"}


def test_the_rulebook_has_no_sentences():
    """It gives kinds and facts; `wibo/wording` alone makes Polish of them. Docstrings may name Polish words."""
    for path in sorted((ROOT / "wibo" / "rulebook").rglob("*.py")):
        if _DATA & {path.name, path.parent.name}:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        docs = {
            ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, DOCUMENTED)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docs:
                assert not re.search(r"[ąćęłńóśźż]", node.value), (path.name, node.value)


def test_a_day_is_that_of_warsaw():
    """`.date()` of a moment is a day in UTC, which is yesterday's until one or two in the morning."""
    for path in SOURCES:
        if not {"demo", "invented"} & set(path.parts):
            text = path.read_text("utf-8")
            assert not re.search(r"\b(at|now)\.date\(\)", text), path


# The booth shows the receipt of what lies in the urn already.
_CATCHING = {"wibo/ui/acting.py", "wibo/voting/booth/views/booth.py"}


def test_views_have_one_frame_for_acts_and_catch_no_refusal_themselves():
    pages = [
        path for path in SOURCES if "views" in path.parts or path.stem in ("views", "officials", "acting")
    ]
    catching = {str(path.relative_to(ROOT)) for path in pages if "except Refused" in path.read_text("utf-8")}
    assert catching == _CATCHING


def test_what_a_process_remembers_is_remembered_in_one_place():
    for path in SOURCES:
        if path.name != "memory.py":
            assert not re.search(
                r"lru_cache|functools import cache\b|OrderedDict", path.read_text("utf-8")
            ), path


def test_no_view_streams_lines_of_its_own():
    """A stream that fails looks whole to its reader: lines go through `wibo.ui.downloads`, which makes the file first."""
    for path in SOURCES:
        assert "StreamingHttpResponse" not in path.read_text("utf-8"), path


def pinned(name):
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return {line.split()[0] for line in lines if "==" in line and not line.startswith((" ", "#"))}


def test_every_environment_in_which_tests_run_has_what_the_product_needs():
    assert pinned("requirements.txt") <= pinned("requirements-dev.txt") <= pinned("requirements-mutants.txt")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_lock_files_pin_with_hashes_and_name_no_host(name):
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    assert "index-url" not in text
    pinned = re.findall(r"^([\w.\[\]-]+)==", text, re.MULTILINE)
    assert len(pinned) > 10
    assert text.count("--hash=sha256:") >= len(pinned)


def test_every_dependency_says_why():
    for name in ("requirements.in", "requirements-dev.in"):
        for line in (ROOT / name).read_text("utf-8").splitlines():
            assert not line or line.startswith(("#", "-r", "pytest")) or "#" in line, line


def test_vendored_files_are_as_they_came():
    manifest = json.loads((VENDOR / "manifest.json").read_text("utf-8"))
    found = {
        str(p.relative_to(VENDOR)): p for p in VENDOR.rglob("*") if p.is_file() and p.name != "manifest.json"
    }
    assert set(found) == set(manifest)
    for name, path in found.items():
        assert sha256(path.read_bytes()).hexdigest() == manifest[name], name


# Why a rule of the linter or of types may be passed over; anything else is mended in the code.
REASONS = {
    "a name, no secret",
    "checked at start",
    "closed by the response",
    "called as the function is",
    "entities are refused above",
    "escaped by the engine",
    "no secret is drawn",
    "our own arguments",
    "our own names",
    "settings made of settings",
    "the console has its own accounts",
    "untyped library",
}
SUPPRESSION = re.compile(r"#\s*(fmt: (?:skip|off)|noqa|type: ignore)(.*)")
# These must set something up before they import, which the whole file says.
FIRST_SET_UP = {"upgrade.py", "small_town.py", "race.py"}


def test_a_suppression_has_a_reason_from_the_closed_list_and_there_are_few():
    found = []
    for folder in ("wibo", "tests", "bench", "tools"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" in path.parts or path.name in FIRST_SET_UP or path == Path(__file__):
                continue
            for line in path.read_text("utf-8").splitlines():
                if told := SUPPRESSION.search(line):
                    reason = re.sub(r"^.*?(?: - |\]\s+# )", "", told[2])
                    found.append((path.name, told[1], reason))
    assert [one for one in found if one[1].startswith("fmt") or one[2] not in REASONS] == []
    assert len(found) <= 15


# A sentence of the catalogue, a call with its words, and an attribute are one thing each and cannot be broken.
ONE_TAG = re.compile(
    r"\s*({% (translate|blocktranslate|include|go|button|alert|panel|tile|heads) .*%}|[\w-]+=\"[^\"]*\")\s*"
)
LONGEST_LINE = 120


def test_no_line_of_a_template_is_long_but_for_one_sentence():
    long = [
        (str(path.relative_to(ROOT)), number)
        for path in sorted((ROOT / "wibo").rglob("templates/**/*.html"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if len(line) > LONGEST_LINE and not ONE_TAG.fullmatch(line)
    ]
    assert long == []


def test_no_line_of_a_print_is_long():
    long = [
        (str(path.relative_to(ROOT)), number)
        for path in sorted((ROOT / "wibo").rglob("*.typ"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if len(line) > LONGEST_LINE
    ]
    assert long == []


def test_a_print_is_a_folder_with_its_data_its_page_and_its_views():
    pages = sorted((ROOT / "wibo" / "documents").rglob("page.typ"))
    assert len(pages) >= 8
    for page in pages:
        assert {"data.py", "views.py"} <= {path.name for path in page.parent.iterdir()}, page.parent.name
        # Cells are told by name: a column that moves moves nothing else.
        assert ".at(0)" not in page.read_text("utf-8"), page.parent.name


def test_css_has_one_declaration_a_line():
    for path in sorted((ROOT / "wibo" / "ui" / "static" / "ui" / "css").glob("*.css")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            code = re.sub(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'|\([^()]*\)", "", line)
            assert code.count(";") <= 1, (path.name, number)
            assert not ("{" in code and ";" in code), (path.name, number)


def test_the_diagram_of_moves_is_that_of_the_table():
    done = subprocess.run([sys.executable, "tools/moves.py", "--check"], cwd=ROOT, check=False)
    assert done.returncode == 0, "make fix writes docs/moves.md"


CSS = sorted((ROOT / "wibo" / "ui" / "static" / "ui" / "css").glob("*.css"))
LENGTH = re.compile(r"(?<![\w-])\d*\.?\d+(px|rem|em|ch|vw)\b")


def test_a_number_in_css_is_a_token_or_says_why():
    assert CSS[0].name == "00-tokens.css"
    for path in CSS[1:]:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            code = re.sub(r"/\*.*?\*/", "", line)
            if LENGTH.search(code) and not code.startswith("@media"):
                assert "/*" in line, (path.name, number, line)


def test_every_token_is_used_and_every_use_is_a_token():
    tokens = set(re.findall(r"^\s*(--[a-z][\w-]*):", CSS[0].read_text("utf-8"), re.MULTILINE))
    used = {name for path in CSS for name in re.findall(r"var\((--[\w-]+)", path.read_text("utf-8"))}
    ours = {name for name in tokens if not name.startswith("--ds")}
    assert ours - used == set()
    assert {name for name in used if not name.startswith("--ds")} - tokens == set()


RAW = re.compile(
    r'<div class="ds-alert|class="tile"|<button class="ds-button"( data-variant="\w+")?>[^<{]*</button>'
)


def test_templates_use_components_where_there_is_one():
    """A heading or a button whose words are put together stays raw: a component takes whole words."""
    for path in sorted((ROOT / "wibo").rglob("templates/**/*.html")):
        text = path.read_text("utf-8")
        if path.name != "desk.html":
            assert not RAW.search(text), (path.name, RAW.search(text)[0])
