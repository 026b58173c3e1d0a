"""Viruses: asked of a real clamd with a test signature; where it does not answer no file is taken."""

import shutil
import subprocess
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories, files
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.proposals import actions
from wibo.proposals.models import Attachment

CLAMD = shutil.which("clamd") or "/usr/sbin/clamd"
# A mark that no other file has: the signature names its bytes.
MARK = b"wibo-test-signature-7f3a"


@pytest.fixture(scope="module")
def clamd(tmp_path_factory):
    """The address of a clamd whose only signature is ours."""
    folder = tmp_path_factory.mktemp("clamd")
    (folder / "signatures").mkdir()
    (folder / "signatures" / "test.ndb").write_text(f"Wibo.Test:0:*:{MARK.hex()}\n")
    socket = folder / "clamd.sock"
    (folder / "clamd.conf").write_text(
        f"DatabaseDirectory {folder / 'signatures'}\nLocalSocket {socket}\nForeground yes\nUser root\n"
    )
    process = subprocess.Popen(
        [CLAMD, "-c", folder / "clamd.conf"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(300):
        if socket.exists() or process.poll() is not None:
            break
        time.sleep(0.1)
    yield f"unix:{socket}"
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture
def draft(edition, cast):
    return factories.draft(edition, cast.maria)


def attach(draft, content):
    return actions.attach(draft, SimpleUploadedFile("plan.pdf", content), at=NOW)


def test_a_clean_file_is_kept_and_one_with_a_virus_is_not(draft, clamd, settings):
    settings.CLAMD = clamd
    attach(draft, files.pdf())
    with pytest.raises(Refused, match="zawiera wirusa"):
        attach(draft, files.pdf() + b"\n%" + MARK + b"\n")
    assert Attachment.objects.count() == 1


def test_by_default_nothing_is_asked(draft):
    attach(draft, files.pdf() + b"\n%" + MARK + b"\n")
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize("address", ["unix:/nie/ma/takiego.sock", "tcp:127.0.0.1:1"])
def test_while_nobody_answers_no_file_is_taken(draft, settings, address):
    settings.CLAMD = address
    with pytest.raises(Refused, match="Spróbuj za kilka minut"):
        attach(draft, files.pdf())
    assert not Attachment.objects.exists()


def test_a_file_longer_than_clamd_takes_is_not_kept(draft, settings, monkeypatch):
    settings.CLAMD = "tcp:127.0.0.1:1"
    answers = {"stream": ("ERROR", "size limit exceeded")}
    monkeypatch.setattr("wibo.ui.viruses.ClamdNetworkSocket.instream", lambda *_: answers)
    with pytest.raises(Refused, match="nie dał się sprawdzić"):
        attach(draft, files.pdf())
