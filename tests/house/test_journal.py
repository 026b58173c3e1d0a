"""Every act leaves an entry, every event happens somewhere, and the journal is append-only."""

import ast
import pkgutil
import re
from collections import defaultdict
from importlib import import_module
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from tests.moments import NOW
from wibo.journal import events
from wibo.journal.actions import broken_seal, record, seal_new_entries
from wibo.journal.acts import Act
from wibo.journal.events import EVENTS, Event, sentence
from wibo.journal.events.ballots import UrnOpened
from wibo.journal.models import Entry, Seal

ROOT = Path(__file__).resolve().parent.parent.parent / "wibo"
SOURCES = [path for path in sorted(ROOT.rglob("*.py")) if path.parent.name != "events"]
# These take an act to learn who asks and when, or hand it to a letter, and change nothing.
SILENT = {"left_alone", "needs_two", "_tell_deciders", "_invite_again"}


def is_act(node):
    """Functions that are told who does something and when."""
    given = {
        arg.arg: ast.unparse(arg.annotation) if arg.annotation else ""
        for arg in ast.walk(node.args)
        if isinstance(arg, ast.arg)
    }
    if "Act" in given.values():
        return True
    return given.get("user") == "User" and given.get("at") == "datetime"


def calls(node):
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            yield inner.func.attr if isinstance(inner.func, ast.Attribute) else getattr(inner.func, "id", "")


FUNCTIONS = defaultdict(list)
for _path in SOURCES:
    for _node in ast.walk(ast.parse(_path.read_text("utf-8"))):
        if isinstance(_node, ast.FunctionDef):
            FUNCTIONS[_node.name].append((_path, _node))
ACTS = [
    pytest.param(node, id=f"{path.relative_to(ROOT)}::{name}")
    for name, found in sorted(FUNCTIONS.items())
    for path, node in found
    if is_act(node) and name not in SILENT and not name.startswith("refuse_") and name != "record"
]


@pytest.mark.parametrize("node", ACTS)
def test_every_act_leaves_an_entry(node):
    seen, waiting = set(), [node]
    while waiting:
        for name in calls(waiting.pop()):
            if name == "record":
                return
            if name in FUNCTIONS and name not in seen:
                seen.add(name)
                waiting.extend(inner for _, inner in FUNCTIONS[name])
    pytest.fail(f"{node.name} leaves no journal entry")


def lines_of(path):
    """The source without its imports: bringing an event in is not yet recording it."""
    return "".join(
        line
        for line in re.sub(
            r"^from [^\n]* import (\([^)]*\)|[^\n]*)\n", "", path.read_text("utf-8"), flags=re.MULTILINE
        )
    )


CODE = "\n".join(lines_of(path) for path in SOURCES)


@pytest.mark.parametrize("event", EVENTS.values(), ids=lambda event: event.__name__)
def test_every_event_has_words_of_its_own_facts_and_a_place_where_it_happens(event):
    assert event.words, "give it its sentence"
    assert event.named_facts() <= set(event.__dataclass_fields__), "the sentence tells what is no field"
    assert re.search(rf"\b{event.__name__}\b(?!\.kind)", CODE), (
        f"record({event.__name__}(…), …) stands nowhere"
    )


STORIES = ROOT.parent / "tests"


def said_in(path):
    """Sentences of a story; what it fills in shows as one sign."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


TOLD = [
    said
    for folder in ("journal", "housekeeping")
    for path in sorted((STORIES / folder).glob("test_*.py"))
    for said in said_in(path)
]


def is_told(event):
    pattern = re.sub(r"\\{\w+\\}", ".+", re.escape(event.words))
    if any(re.fullmatch(pattern, said) for said in TOLD):
        return True
    beginning = event.words.partition("{")[0]
    alike = [other for other in EVENTS.values() if other.words.startswith(beginning)]
    return alike == [event] and any(said.startswith(beginning) for said in TOLD)


@pytest.mark.parametrize("event", EVENTS.values(), ids=lambda event: event.__name__)
def test_every_event_is_told_by_a_story_of_the_journal(event):
    """The stories do the act and compare whole sentences; here only that none is left out."""
    assert is_told(event), f"add a story to tests/journal/ that ends in: {event.words}"


def test_every_event_is_registered_under_a_kind_of_its_own():
    def below(parent):
        for child in parent.__subclasses__():
            yield child
            yield from below(child)

    # A file that `_SUBJECTS` forgets is imported by nobody, so its events would be unknown here as well.
    for subject in pkgutil.iter_modules(events.__path__):
        import_module(f"{events.__name__}.{subject.name}")
    told = [child for child in below(Event) if child.kind]
    assert sorted(child.kind for child in told) == sorted(EVENTS)


def test_a_missing_fact_is_an_error_before_anything_is_written(town):
    with pytest.raises(TypeError, match="ballots"):
        record(UrnOpened(digest="x"), Act("test", NOW), town=town)
    assert not Entry.objects.exists()


def test_holes_of_earlier_versions_are_told_as_such():
    assert sentence("urn-opened", {}) == "Otwarto urnę: (nie zapisano). Klucz zniszczono."


def entry(town):
    return record(UrnOpened(ballots=3, digest="x"), Act("test", NOW), town=town)


def test_the_database_refuses_to_change_the_journal(town):
    entry(town)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET kind = 'urn-opened'")


def test_a_removed_entry_is_refused_or_shows(town):
    """PostgreSQL refuses; SQLite must empty tables when a demo is rebuilt, so there the chain shows it."""
    for _ in range(2):
        entry(town)
    seal_new_entries(town)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM journal_seal WHERE number = 1")
    except DatabaseError:
        assert broken_seal() is None
    else:
        assert broken_seal() is not None


def test_seals_are_gapless_and_show_a_removed_entry(town):
    for _ in range(3):
        entry(town)
    assert seal_new_entries(town) == 3
    assert seal_new_entries(town) == 0
    assert list(Seal.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    assert broken_seal() is None


def test_a_changed_seal_shows(town):
    entry(town)
    Seal.objects.create(town=town, number=1, entry=Entry.objects.get(), digest="0" * 64)
    assert broken_seal() == 1
