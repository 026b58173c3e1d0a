"""A whole urn is opened by several processes: in order, each envelope once, and no process is left with the key."""

import os
import signal
from pathlib import Path

import pytest
from nacl.public import PrivateKey, SealedBox

from wibo.voting.urn import unsealing
from wibo.voting.urn.unsealing import unsealed

SECRET = PrivateKey.generate()


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Few envelopes are many here."""
    monkeypatch.setattr(unsealing, "_FEW", 2)
    monkeypatch.setattr(unsealing, "_CHUNK", 3)


def helpers():
    """Processes of this one that know how to open envelopes."""
    found = Path("/proc/self/task").glob("*/children")
    children = [int(pid) for path in found for pid in path.read_text().split()]
    return [pid for pid in children if b"unsealing" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def envelopes(count, broken=()):
    box = SealedBox(SECRET.public_key)
    for at in range(count):
        yield f"nr {at}", b"no envelope" if at in broken else box.encrypt(f"content {at}".encode())


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 6, 7, 20, 41])
def test_each_is_opened_once_in_the_order_given(count):
    found = list(unsealed(bytes(SECRET), envelopes(count)))
    assert found == [(f"nr {at}", f"content {at}".encode()) for at in range(count)]
    assert not helpers()


def test_what_cannot_be_opened_is_told_in_its_place():
    found = list(unsealed(bytes(SECRET), envelopes(12, broken=(1, 7, 11))))
    assert [label for label, content in found if content is None] == ["nr 1", "nr 7", "nr 11"]
    assert len(found) == 12


def test_envelopes_are_not_all_read_before_the_first_is_opened():
    """A million ciphertexts would not go into memory beside their contents."""
    read = []

    def counted():
        for one in envelopes(60):
            read.append(one[0])
            yield one

    opened = unsealed(bytes(SECRET), counted())
    for _ in range(3):
        next(opened)
    assert len(read) <= 2 + 3 * (unsealing._processors() + 2)
    opened.close()
    assert not helpers()


def test_a_helper_that_is_killed_ends_the_opening_and_nobody_stays():
    opened = unsealed(bytes(SECRET), envelopes(60))
    for _ in range(3):
        next(opened)
    assert helpers()
    for helper in helpers():
        os.kill(helper, signal.SIGKILL)
    with pytest.raises((EOFError, OSError)):
        list(opened)
    assert not helpers()


def test_one_processor_is_enough(monkeypatch):
    monkeypatch.setattr(unsealing, "_processors", lambda: 1)
    found = list(unsealed(bytes(SECRET), envelopes(20)))
    assert [content for _, content in found] == [f"content {at}".encode() for at in range(20)]
