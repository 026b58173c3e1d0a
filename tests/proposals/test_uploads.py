"""Attached files: what acts by itself stays outside, what tells of its maker is left out, and there is room for all."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests import factories, files
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.proposals import actions


@pytest.fixture
def draft(edition, cast):
    return factories.draft(edition, cast.maria)


def attach(draft, name, content):
    return actions.attach(draft, SimpleUploadedFile(name, content), at=NOW)


def stored(attachment):
    with attachment.file.open() as file:
        return file.read()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.pdf", files.pdf()),
        ("plan.PDF", files.pdf()),
        ("opis.docx", files.office(".docx")),
        ("kosztorys.xlsx", files.office(".xlsx")),
        ("opis.odt", files.odt()),
        ("linki.docx", files.external("hyperlink")),
    ],
)
def test_a_good_file_is_kept_as_it_came(draft, name, content):
    kept = attach(draft, name, content)
    assert (stored(kept), kept.name, kept.size) == (content, name, len(content))


@pytest.mark.parametrize(
    ("name", "kind"), [("widok.jpg", "JPEG"), ("widok.jpeg", "JPEG"), ("widok.png", "PNG")]
)
def test_a_picture_is_kept_upright_and_without_its_place(draft, name, kind):
    content = files.photograph(kind) + b"PK\x03\x04 a program behind the picture"
    kept = stored(attach(draft, name, content))
    with Image.open(io.BytesIO(kept)) as image:
        assert image.size == (20, 40)
        assert not image.getexif()
        assert "comment" not in image.info
    for secret in (b"Telefon Marii", b"sekret", b"a program"):
        assert secret not in kept


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("plan.pdf", files.pdf(prepare=files.pdf_with_script), "skrypt"),
        ("plan.pdf", files.pdf(prepare=files.pdf_with_file), "inny plik"),
        ("plan.pdf", files.pdf(prepare=files.pdf_that_launches), "skrypt"),
        ("plan.pdf", files.pdf(prepare=files.pdf_with_password), "hasłem"),
        ("plan.pdf", b"%PDF-1.7\nnic", "da się odczytać"),
        ("opis.docx", files.office(".docx", word__vbaProject="x"), "makra"),
        ("opis.docx", files.office(".xlsx"), "nie jest tym"),
        ("opis.docx", files.zipped(META__MANIFEST="x"), "uszkodzony"),
        (
            "opis.docx",
            files.office(".docx", Main__class="x").replace(b"Main/class", b"Main.class"),
            "program",
        ),
        ("opis.odt", files.odt(Basic__Standard="x"), "makra"),
        ("opis.odt", files.zipped(mimetype="application/epub+zip"), "nie jest tym"),
        ("plan.pdf", files.pdf(prepare=files.pdf_with_annotation), "inny plik"),
        ("plan.pdf", files.pdf(prepare=files.pdf_that_calls), "skrypt"),
        ("opis.docx", files.external(), "sięga do innego pliku"),
        ("opis.docx", files.office(".docx", word__run_hta="x").replace(b"run_hta", b"run.hta"), "program"),
        ("opis.odt", files.odt(Scripts__python__x="x"), "makra"),
        ("bomba.xlsx", files.office(".xlsx", **{"sheet.xml": "0" * 250_000_000}), "ogromnego"),
        ("opis.xlsx", files.office(".xlsx")[:60], "uszkodzony"),
        ("widok.png", files.photograph("PNG")[:60], "da się odczytać"),
    ],
)
def test_a_file_that_acts_or_lies_is_refused_with_what_to_do(draft, name, content, words):
    with pytest.raises(Refused, match=words):
        attach(draft, name, content)
    assert not draft.attachments.exists()


def test_a_picture_that_fills_the_memory_is_refused(draft):
    made = io.BytesIO()
    Image.new("1", (10_000, 7_000)).save(made, "PNG")
    with pytest.raises(Refused, match="za dużo punktów"):
        attach(draft, "widok.png", made.getvalue())


def test_files_of_all_drafts_have_room_together(edition, cast, settings):
    settings.MAX_UPLOADS_OF_AUTHOR = 3 * len(files.pdf())
    for _ in range(3):
        attach(factories.draft(edition, cast.maria), "plan.pdf", files.pdf())
    with pytest.raises(Refused, match="ze wszystkich Twoich wniosków i szkiców"):
        attach(factories.draft(edition, cast.maria), "plan.pdf", files.pdf())
    # Somebody else's room is their own.
    assert attach(factories.draft(edition, cast.jan), "plan.pdf", files.pdf())


@pytest.mark.parametrize("name", ["umowa.exe.pdf", "skan.pdf.docx", "a.JS.pdf", "raport.docm.docx"])
def test_a_name_of_two_kinds_is_refused_whatever_is_inside(draft, name):
    with pytest.raises(Refused, match="dwa rozszerzenia"):
        attach(draft, name, files.pdf())


@pytest.mark.parametrize("name", ["plan v1.2.pdf", "BO.2027.7.pdf", "ul. Długa 5.pdf"])
def test_a_point_in_a_name_is_no_second_kind(draft, name):
    assert attach(draft, name, files.pdf()).name == name


@pytest.mark.parametrize("name", ["umowa.docx", "kosztorys.xlsx"])
def test_a_document_with_a_password_is_told_what_to_do(draft, name):
    with pytest.raises(Refused, match="zabezpieczony hasłem albo zapisany w starym formacie"):
        attach(draft, name, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.pdf", files.pdf() + files.zipped(**{"a.exe": b"MZ"}), "naraz archiwum"),
        ("opis.docx", files.office(".docx") + b"MZ a program behind it", "doklejone inne dane"),
        ("opis.odt", files.odt() + files.pdf(), "doklejone inne dane"),
    ],
)
def test_a_file_that_is_two_files_is_refused(draft, name, content, said):
    with pytest.raises(Refused, match=said):
        attach(draft, name, content)


def test_a_long_name_keeps_its_ending_and_a_longer_one_is_refused(draft):
    name = "ż" * 146 + ".pdf"
    kept = attach(draft, name, files.pdf())
    assert kept.name == name
    assert kept.file.name.endswith(".pdf")
    with pytest.raises(Refused, match="za długa"):
        attach(draft, f"ż{name}", files.pdf())
