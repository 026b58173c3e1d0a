"""Backup and restore, end to end, in processes of their own, on the engine that the suite runs on."""

import io
import re
import tarfile

import pyrage
import pytest

from tests.housekeeping.conftest import SmallTown

CHECK = "/potwierdzenie/"


@pytest.fixture
def identity(tmp_path):
    made = pyrage.x25519.Identity.generate()
    (tmp_path / "identity.txt").write_text(f"# created: today\n{made}\n")
    return made


@pytest.fixture
def first(tmp_path, built):
    return SmallTown(tmp_path, "first", like=built)


def backup(installation, folder, identity):
    installation.wibo("backup", "--to", folder, "--recipient", identity.to_public())
    return max(folder.glob("*.data.age")), max(folder.glob("*.keys.age"))


def restored(tmp_path, name, data, keys=None, expect=0):
    made = SmallTown(tmp_path, name)
    options = ["--identity", tmp_path / "identity.txt", *(["--keys", keys] if keys else [])]
    made.said = made.wibo("restore", data, *options, expect=expect)
    return made


def test_a_restored_town_is_the_same_and_a_later_vote_is_told_missing(tmp_path, first, identity):
    kept = first.do("vote", "100")["receipt"]
    data, keys = backup(first, tmp_path / "copies", identity)
    lost = first.do("vote", "101")["receipt"]
    second = restored(tmp_path, "second", data, keys)
    there, here = second.do("content"), first.do("content")
    assert there["proposals"] == here["proposals"]
    assert there["files"] == here["files"]
    assert set(here["receipts"]) - set(there["receipts"]) == {lost}
    told = there["told"].removeprefix("Odtworzono dane z kopii z ")
    assert re.fullmatch(r"[\d.]+ \d+:\d\d\. Głosów oddanych po niej nie ma\.", told)
    assert "jest w urnie" in second.do("page", CHECK, kept)["text"]
    missing = second.do("page", CHECK, lost)["text"]
    assert "odtworzyliśmy dane z kopii" in missing
    assert "Zagłosuj jeszcze raz" in missing
    assert second.do("vote", "101")["receipt"] != lost
    assert "Wszystko się zgadza" in second.wibo("doctor")
    assert second.do("opened")["count"] == 14
    again = second.wibo("restore", data, "--identity", tmp_path / "identity.txt", expect=2)
    assert "są już gminy" in again


def test_without_keys_no_vote_is_taken_in_and_the_operator_is_told(tmp_path, first, identity):
    data, _ = backup(first, tmp_path / "copies", identity)
    second = restored(tmp_path, "second", data, expect=1)
    assert "nie przyjmie żadnego głosu" in second.said
    assert "nie da się policzyć" in second.said
    assert "wstrzymane" in second.do("page", "/glosowanie/")["text"]


def test_a_destroyed_key_never_returns(tmp_path, first, identity):
    data, keys = backup(first, tmp_path / "copies", identity)
    first.do("opened")
    first.environment["WIBO_BACKUP_DIR"] = str(tmp_path / "copies")
    first.wibo("tick")
    second = restored(tmp_path, "second", data, keys, expect=1)
    assert "zniszczonych nie przywrócono 1" in second.said
    assert not list((tmp_path / "second" / "private-keys").glob("ring-*/urn.key"))


def test_the_keys_of_an_opened_urn_stay_gone_whatever_key_file_is_given(tmp_path, first, identity):
    _, old_keys = backup(first, tmp_path / "old", identity)
    first.do("opened")
    data, _ = backup(first, tmp_path / "new", identity)
    restored(tmp_path, "second", data, old_keys)
    assert not list((tmp_path / "second" / "private-keys").glob("ring-*/urn.key"))


def test_what_cannot_be_restored_changes_nothing(tmp_path, first, identity):
    data, keys = backup(first, tmp_path / "copies", identity)
    (tmp_path / "identity.txt").write_text(str(pyrage.x25519.Identity.generate()))
    assert "nie otwiera" in restored(tmp_path, "second", data, keys, expect=2).said
    (tmp_path / "identity.txt").write_text(str(identity))
    cut = tmp_path / "cut.data.age"
    cut.write_bytes(data.read_bytes()[:-2000])
    assert "nie jest całą kopią" in restored(tmp_path, "third", cut, expect=2).said
    assert "nie jest kopia danych" in restored(tmp_path, "fourth", keys, expect=2).said


def test_both_files_are_for_their_owner_alone_and_sealed(tmp_path, first, identity):
    for path in backup(first, tmp_path / "copies", identity):
        assert path.stat().st_mode & 0o077 == 0
        assert path.read_bytes().startswith(b"age-encryption.org/v1")


def test_a_copy_holds_neither_secret_keys_nor_sessions(tmp_path, first, identity):
    [session] = first.do("sign-in")["session"]
    data, _ = backup(first, tmp_path / "copies", identity)
    with tarfile.open(
        fileobj=io.BytesIO(pyrage.decrypt(data.read_bytes(), [identity])), mode="r:gz"
    ) as archive:
        everything = b"".join(archive.extractfile(one).read() for one in archive if one.isfile())
    secrets = [p.read_bytes() for p in (tmp_path / "first" / "private-keys").glob("ring-*/*")]
    assert secrets
    assert not any(secret in everything for secret in secrets)
    assert session.encode() not in everything
    second = restored(tmp_path, "second", data, expect=1)
    assert second.do("sessions")["count"] == 0


def test_a_wrong_recipient_is_told(first, tmp_path):
    assert "age1" in first.wibo("backup", "--to", tmp_path / "x", "--recipient", "klucz", expect=2)
