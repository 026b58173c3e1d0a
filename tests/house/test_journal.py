"""Every act leaves an entry, every kind is used and has a sentence, and the journal is append-only."""

import ast
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from tests.moments import NOW
from wibo.journal.actions import broken_seal, record, seal_new_entries
from wibo.journal.kinds import SENTENCES, Kind, MissingFact, refuse_holes, sentence
from wibo.journal.models import Entry, Seal

ROOT = Path(__file__).resolve().parent.parent.parent / "wibo"
ACTIONS = sorted([*ROOT.glob("*/actions.py"), *ROOT.glob("*/actions/*.py")])
# Drafts and their files are nobody's business but the author's; letters and seals are records themselves;
# reading, judging and listing change nothing.
SILENT = {
    "save_draft",
    "delete_draft",
    "attach",
    "detach",
    "missing_parts",
    "write",
    "seal_new_entries",
    "broken_seal",
    "head",
    "broken_envelopes",
    "is_whole",
    "digest_of_ballots",
    "result_digest",
    "stir",
    "send_reset",
    "ballots_of",
    "settled_lot",
    "frozen_content",
    "refuse_unready_register",
    "refuse_no_paper",
    "unfinished",
    # A draft of a register is nothing before it is loaded.
    "draft_register",
    "replaced",
    "digest_of_register",
    "forged",
    "refuse_shut",
    "refuse_known",
    "judged",
    "obstacles",
    "is_due",
    "take_snapshot",
    "record",
    "touches_voting",
    "changes_told",
    "differing",
    "stored_dates",
    "stale",
    "left_alone",
    "needs_two",
    "difference",
    # The worker records the outcome of the comparison.
    "settle_keying",
    # An operator belongs to no town, so no town's journal tells of the account.
    "create_operator",
    # Tallies and flags are records themselves, and change nothing that counts.
    "note_place",
    "look_for_unusual",
    "keep_day_keys",
    "set_operator_password",
    "address_of",
}


def public_functions():
    for path in ACTIONS:
        tree = ast.parse(path.read_text("utf-8"))
        functions = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
        for name, node in functions.items():
            # Refusing and answering change nothing.
            if not name.startswith(("_", "refuse_")) and name not in SILENT:
                yield pytest.param(functions, node, id=f"{path.parent.name}.{path.stem}.{name}")


def calls(node):
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            yield inner.func.attr if isinstance(inner.func, ast.Attribute) else getattr(inner.func, "id", "")


# Functions of other modules that are known to record.
RECORDING = {
    "record",
    "move",
    "_journal",
    "count_all",
    "submit",
    "register_paper",
    "create_edition",
    "_settle",
    "invite",
}


@pytest.mark.parametrize(("functions", "node"), list(public_functions()))
def test_every_act_leaves_an_entry(functions, node):
    seen, waiting = set(), [node]
    while waiting:
        for name in calls(waiting.pop()):
            if name in RECORDING:
                return
            if name in functions and name not in seen:
                seen.add(name)
                waiting.append(functions[name])
    pytest.fail(f"{node.name} leaves no journal entry")


def test_every_kind_has_a_sentence_and_is_used():
    source = "".join(path.read_text("utf-8") for path in ROOT.rglob("*.py") if path.name != "kinds.py")
    assert set(SENTENCES) == set(Kind)
    assert [kind for kind in Kind if f"Kind.{kind.name}" not in source] == []


def test_an_event_without_what_its_sentence_tells_is_refused(town):
    with pytest.raises(MissingFact, match="ballots"):
        record(Kind.URN_OPENED, town=town, by="test", at=NOW)
    assert not Entry.objects.exists()


def test_holes_of_earlier_versions_are_told_as_such():
    assert sentence("urn-opened", {}) == "Otwarto urnę: (nie zapisano). Klucz zniszczono."


def test_every_record_of_the_source_gives_what_its_sentence_tells():
    """Calls that spread their facts are seen by the tests of their act alone."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record" and node.args):
                continue
            kind, given = node.args[0], {word.arg for word in node.keywords}
            if (
                isinstance(kind, ast.Attribute)
                and getattr(kind.value, "id", "") == "Kind"
                and None not in given
            ):
                refuse_holes(Kind[kind.attr], dict.fromkeys(given))


def entry(town):
    return record(Kind.URN_OPENED, town=town, by="test", at=NOW, ballots=3)


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
