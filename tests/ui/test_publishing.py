"""Words and files that everyone will read are asked about first, once for exactly what stands in them."""

import time
from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from tests import files
from wibo.rulebook.people.pesel import Sex, make
from wibo.ui.publishing import Published, asked_about_file
from wibo.ui.reading import Unreadable, text_of

ADAM, EWA = (make(date(1980, 1, day), day, Sex.MALE) for day in (1, 2))


class Example(Published, forms.Form):
    PUBLISHED = ("words",)

    words = forms.CharField()
    inside = forms.CharField(required=False)


def sent(**given):
    data = QueryDict(mutable=True)
    for name, value in given.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return Example(data)


def test_words_with_nothing_of_people_pass():
    assert sent(words="Ławki przy stawie za 12 500 zł").is_valid()


def test_a_field_that_nobody_outside_reads_is_not_asked_about():
    assert sent(words="Ławki", inside=ADAM).is_valid()


def test_data_of_a_person_stop_the_form_once_and_the_tick_lets_them_pass():
    form = sent(words=f"Zgłosił {ADAM}")
    said = form.errors["words"][0]
    assert (
        said
        == f"Tu jest numer PESEL ({ADAM[:4]}…). Przeczytają to wszyscy. Usuń to albo zaznacz, że ma zostać."
    )
    mark = form.fields["words"].asked
    assert f'name="jawne" value="{mark}"' in " ".join(str(form).split())
    assert sent(words=f"Zgłosił {ADAM}", jawne=mark).is_valid()


def test_what_was_written_after_the_tick_is_asked_about_anew():
    mark = sent(words=ADAM)
    assert not mark.is_valid()
    assert not sent(words=f"{ADAM} i {EWA}", jawne=mark.fields["words"].asked).is_valid()
    assert not sent(words=EWA, jawne=mark.fields["words"].asked).is_valid()


def test_the_offices_own_mailbox_is_no_data_of_people(town):
    assert sent(words=f"Pytania: {town.contact_email}").is_valid()
    assert not sent(words="Pytania: jan@poczta.example").is_valid()


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (files.written_pdf("Ławki", f"PESEL {ADAM}"), "a.pdf"),
        # Editors cut a number in two where its letters look different.
        (files.written_docx("PESEL ", ADAM[:4], ADAM[4:]), "a.docx"),
        (
            files.written_odt(
                f"<text:p>PESEL {ADAM[:3]}<text:span>{ADAM[3:8]}</text:span>{ADAM[8:]}</text:p>"
            ),
            "a.odt",
        ),
        (files.written_xlsx("PESEL", ADAM), "a.xlsx"),
        (files.written_xlsx("PESEL", int(EWA)), "a.XLSX"),
    ],
    ids=["pdf", "docx", "odt", "xlsx with text", "xlsx with a number"],
)
def test_a_number_inside_a_file_is_found(made, name):
    assert asked_about_file(made, name).words.startswith("W pliku jest numer PESEL (")


def test_a_file_with_words_alone_is_not_asked_about():
    assert asked_about_file(files.written_pdf("Ławki przy stawie"), "a.pdf") is None


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (files.pdf(), "skan.pdf"),
        (files.written_pdf("Ławki", " "), "skan-na-koncu.pdf"),
        (files.written_pdf(*["Ławki"] * 41), "dlugi.pdf"),
        (b"nie plik", "a.docx"),
        (files.photograph(), "zdjecie.jpg"),
    ],
    ids=["scan", "a page of scan", "long", "broken", "picture"],
)
def test_what_no_program_reads_is_said_to_be_looked_at(made, name):
    with pytest.raises(Unreadable):
        text_of(made, name)
    asked = asked_about_file(made, name)
    assert asked.mark != asked_about_file(made + b" ", name).mark
    assert "Sprawdź, czy nie ma w nim danych osób." in asked.words


def test_an_uploaded_file_is_asked_about_and_read_from_its_beginning_after():
    class WithFile(Published, forms.Form):
        PUBLISHED = ("upload",)

        upload = forms.FileField()

    made = files.written_pdf(f"PESEL {ADAM}")
    form = WithFile(QueryDict(), {"upload": SimpleUploadedFile("a.pdf", made)})
    assert form.errors["upload"][0].startswith("W pliku jest numer PESEL (")
    again = WithFile(
        QueryDict(f"jawne={form.fields['upload'].asked}"), {"upload": SimpleUploadedFile("a.pdf", made)}
    )
    assert again.is_valid()
    assert again.cleaned_data["upload"].read() == made


def with_file(ticks, upload):
    class WithFile(Published, forms.Form):
        PUBLISHED = ("upload",)

        upload = forms.FileField(required=False)

    return WithFile(QueryDict(ticks), {"upload": upload} if upload else {})


def test_a_file_that_was_agreed_to_and_is_not_sent_again_is_asked_for():
    scan = SimpleUploadedFile("a.pdf", files.pdf())
    mark = asked_about_file(files.pdf(), "a.pdf").mark
    assert with_file(f"jawne={mark}", scan).is_valid()
    assert with_file(f"jawne={mark}", None).errors["upload"][0].startswith("Wybierz ten plik jeszcze raz")
    assert with_file("", None).is_valid()


def test_agreeing_to_one_scan_is_not_agreeing_to_another():
    mark = asked_about_file(files.pdf(), "a.pdf").mark
    other = SimpleUploadedFile("a.pdf", files.pdf(2000))
    assert not with_file(f"jawne={mark}", other).is_valid()


def test_what_is_not_taken_at_all_is_said_first():
    form = with_file("", SimpleUploadedFile("a.pdf", b"nie pdf"))
    assert "nie jest tym, na co wskazuje jego nazwa" in form.errors["upload"][0]


def test_what_stays_inside_is_not_asked_about():
    form = sent(words=ADAM)
    form.publishes = False
    assert form.is_valid()


@pytest.mark.parametrize(
    "inside",
    [
        "<b>" * 240 + "<w:t/>" * 200_000 + "</b>" * 240,
        "<w:t>" * 200 + "x" * 3_000_000 + "</w:t>" * 200,
        "<w:p/>" * 5_000_000,
    ],
    ids=["deep", "nested", "wide"],
)
def test_a_small_file_that_unfolds_takes_neither_long_nor_much(inside):
    made = files.one_part("word/document.xml", files.in_word(inside))
    began = time.monotonic()
    with pytest.raises(Unreadable):
        text_of(made, "a.docx")
    # Ten seconds are what it may take at most (ui.reading); without a limit they were minutes.
    assert time.monotonic() - began < 30
