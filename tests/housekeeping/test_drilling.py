"""The drill restores the newest copy apart from what is in use, says what it found, and leaves nothing behind."""

import io
import json
import tarfile

import pyrage
import pytest

from tests.housekeeping.conftest import SmallTown
from tests.housekeeping.test_copying import backup


@pytest.fixture
def identity(tmp_path):
    made = pyrage.x25519.Identity.generate()
    (tmp_path / "identity.txt").write_text(f"{made}\n")
    return made


@pytest.fixture
def first(tmp_path, built):
    return SmallTown(tmp_path, "drilled", like=built)


def drill(installation, tmp_path, expect=0):
    options = ("--from", tmp_path / "copies", "--identity", tmp_path / "identity.txt")
    return installation.wibo("drill", *options, expect=expect)


def left_behind(installation):
    found = [path.name for path in installation.folder.glob("drill-*")]
    server = installation.environment.get("DATABASE_URL", "")
    if server:
        import psycopg

        with psycopg.connect(server) as connection:
            rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'wibo_drill_%'")
            found += [name for (name,) in rows]
    return found


def changed(path, identity, **other):
    """Seal a copy again whose manifest says something else."""
    plain = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(pyrage.decrypt(path.read_bytes(), [identity])), mode="r:gz") as old,
        tarfile.open(fileobj=plain, mode="w:gz") as new,
    ):
        for entry in old:
            content = old.extractfile(entry).read()
            if entry.name == "manifest.json":
                content = json.dumps(json.loads(content) | other).encode()
                entry.size = len(content)
            new.addfile(entry, io.BytesIO(content))
    path.write_bytes(pyrage.encrypt(plain.getvalue(), [identity.to_public()]))


def test_the_newest_copy_is_tried_and_nothing_is_left(tmp_path, first, identity):
    first.do("vote", "100")
    data, _ = backup(first, tmp_path / "copies", identity)
    before = first.do("content")
    said = drill(first, tmp_path)
    assert f"{data.name}, sprzed 0:00:" in said
    assert f"dane {data.stat().st_size} B, klucze " in said
    assert "towns 1, editions " in said
    assert "Zgodność z kopią: pełna" in said
    assert "Wszystko się zgadza." in said
    assert left_behind(first) == []
    assert first.do("content") == before


def test_a_copy_that_lacks_an_envelope_is_told(tmp_path, first, identity):
    data, _ = backup(first, tmp_path / "copies", identity)
    changed(data, identity, envelopes=999)
    said = drill(first, tmp_path, expect=1)
    assert "envelopes: w kopii 999, odtworzono" in said
    assert left_behind(first) == []


def test_a_copy_without_keys_is_told(tmp_path, first, identity):
    _, keys = backup(first, tmp_path / "copies", identity)
    keys.unlink()
    said = drill(first, tmp_path, expect=1)
    assert "klucze brak" in said
    assert "nie da się policzyć" in said


def test_what_cannot_be_tried_says_why_and_leaves_nothing(tmp_path, first, identity):
    assert "Nie ma kopii" in drill(first, tmp_path, expect=2)
    data, _ = backup(first, tmp_path / "copies", identity)
    data.write_bytes(data.read_bytes()[:-2000])
    assert "nie jest całą kopią" in drill(first, tmp_path, expect=2)
    changed_engine, _ = backup(first, tmp_path / "copies", identity)
    changed(changed_engine, identity, engine="oracle")
    assert "Kopia jest z bazy oracle" in drill(first, tmp_path, expect=2)
    assert left_behind(first) == []
