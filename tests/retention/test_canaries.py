"""A word in every place where people can be, sought after the erasure in the database, its file, files, copies and logs."""

import io
import subprocess
import tarfile

import pyrage
import pytest

from tests.installation import Installation

WORD = b"KANAREK"


def in_files(folder):
    """Files below the folder in which the word stands, the keys and the dictionary left out."""
    skipped = {"words", "static"}
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and not skipped & set(path.parts) and WORD in path.read_bytes()
    ]


def opened(path, identity, work):
    """The bytes of all that a copy holds; PostgreSQL's dump is compressed, and is read as the statements that restore it."""
    packed = pyrage.decrypt(path.read_bytes(), [identity])
    with tarfile.open(fileobj=io.BytesIO(packed), mode="r:*") as archive:
        parts = {entry.name: archive.extractfile(entry).read() for entry in archive if entry.isfile()}
    for name, content in parts.items():
        if name.endswith(".pgdump"):
            dump = work / "dump"
            dump.write_bytes(content)
            said = subprocess.run(["pg_restore", "--file=-", dump], capture_output=True, check=True)
            parts[name] = said.stdout
    return b"".join(parts.values())


@pytest.fixture
def identity(tmp_path):
    made = pyrage.x25519.Identity.generate()
    (tmp_path / "identity.txt").write_text(f"{made}\n")
    return made


def backup(installation, folder, identity):
    said = installation.wibo("backup", "--to", folder, "--recipient", identity.to_public())
    return max(folder.glob("*.data.age")), max(folder.glob("*.keys.age")), said


def test_nothing_personal_is_left_anywhere(tmp_path, identity):
    first = Installation(tmp_path, "canaries", prepared=True)

    def do(*arguments):
        return first.run("retention/canaries.py", *arguments)

    planted = do("plant")["planted"]
    assert planted >= 25
    # The control: the same look finds the word everywhere before.
    assert do("look")["rows"] > 30
    assert len(in_files(first.folder)) >= 6
    data, keys, _ = backup(first, tmp_path / "before", identity)
    assert opened(data, identity, tmp_path).count(WORD) > 20

    logs = ""
    for clock in ("identity", "records"):
        assert do("erase", clock) == {
            "failure": "",
            "whole": True,
            "what": "dane osób" if clock == "identity" else "akta spraw",
        }
    assert do("look")["where"] == []
    assert in_files(first.folder) == []
    newer, _, said = backup(first, tmp_path / "after", identity)
    assert WORD not in opened(newer, identity, tmp_path)
    logs += said + first.wibo("doctor")
    assert WORD.decode() not in logs

    # The copy of before, restored where the ledger of after lies: what was erased goes again, keys do not come back.
    (tmp_path / "before" / "destroyed-keys.txt").write_text(
        (tmp_path / "after" / "destroyed-keys.txt").read_text()
    )
    second = Installation(tmp_path, "restored")
    told = second.wibo("restore", data, "--keys", keys, "--identity", tmp_path / "identity.txt", expect=1)
    assert "usunięto jeszcze raz" in told
    assert second.run("retention/canaries.py", "look")["where"] == []
    assert in_files(second.folder / "files") == []
