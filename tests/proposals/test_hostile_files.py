"""Files that nobody meant well: attachments are kept whole or refused in words, lists are rows or faults."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from tests import factories, files
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.proposals.importing.reading import read
from wibo.proposals.models import Proposal
from wibo.ui.uploads import ALLOWED, checked

# Good beginnings and whole files, one of which may follow another: a PDF that is a ZIP, a picture that is a page.
PARTS = [
    files.pdf(),
    files.pdf(prepare=files.pdf_with_script),
    files.photograph(),
    files.photograph("PNG"),
    files.office(".docx"),
    files.office(".xlsx"),
    files.odt(),
    files.zipped(**{"a.exe": b"MZ"}),
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"<html><script>alert(1)</script>",
    b"MZ\x90\x00",
    b"",
]
PIECES = st.lists(st.sampled_from(PARTS) | st.binary(max_size=60), min_size=1, max_size=3)
ENDINGS = st.sampled_from([*ALLOWED, ".PDF", ".exe", ".svg", ""])


def opens(raw, extension):
    """Whether a program that opens such files opens this one."""
    if extension == ".pdf":
        return len(PdfReader(io.BytesIO(raw)).pages) > 0
    if extension in (".jpg", ".jpeg", ".png"):
        with Image.open(io.BytesIO(raw)) as picture:
            return picture.width > 0
    return zipfile.ZipFile(io.BytesIO(raw)).testzip() is None


@settings(deadline=None, max_examples=40)
@given(PIECES, ENDINGS)
def test_whatever_is_kept_opens_as_what_its_name_says(pieces, ending):
    upload = SimpleUploadedFile(f"plan{ending}", b"".join(pieces))
    try:
        kept, kind = checked(upload)
    except Refused:
        return
    assert kind in ALLOWED[ending.casefold()]
    assert opens(kept.read(), ending.casefold())


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(PARTS[:8]), st.integers(0, 3_000), st.binary(min_size=1, max_size=12))
def test_a_damaged_file_is_kept_only_where_it_still_opens(whole, at, noise):
    at = at % max(len(whole), 1)
    for ending in (".pdf", ".jpg", ".docx", ".odt"):
        upload = SimpleUploadedFile(f"plan{ending}", whole[:at] + noise + whole[at + len(noise) :])
        try:
            kept, _ = checked(upload)
        except Refused:
            continue
        assert opens(kept.read(), ending)


WORDS = [
    "tytuł",
    "koszt",
    "pula",
    "numer",
    "Pula ogólna",
    "12 500,00",
    "12,5,0",
    "7",
    "0",
    "Ławki",
    '"',
    "=1+1",
    "\0",
    "x" * 200,
]
ROWS = st.lists(st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=6), max_size=6)
ENCODINGS = ["utf-8", "utf-8-sig", "cp1250", "iso8859_2", "cp852", "utf-16", "utf-16-be"]


@pytest.fixture
def known(edition, cast):
    factories.proposal(edition, cast.maria, title="Ławki")
    return edition


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, st.sampled_from([";", ",", "\t", "|"]), st.sampled_from(ENCODINGS), st.booleans(), st.booleans())
def test_a_list_of_proposals_ends_in_rows_or_in_faults(known, rows, separator, encoding, headed, update):
    lines = [["tytuł", "koszt", "pula", "numer"], *rows] if headed else rows
    text = "\r\n".join(separator.join(cells) for cells in lines)
    reading = read(text.encode(encoding, errors="replace"), known, on=NOW.date(), update=update)
    assert bool(reading.rows) != bool(reading.faults)
    assert all(str(fault) for fault in reading.faults)
    for row in reading.rows:
        assert row.values.get("title") or row.existing
        assert row.cost >= 0
    assert Proposal.objects.count() == 1
