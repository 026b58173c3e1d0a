"""Invented files: good ones of every kind that may be attached, and what hides in bad ones."""

import io
import zipfile
from datetime import date

import docx
import typst
import xlsxwriter
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}


def pdf(size=0, prepare=None):
    """A PDF of one empty page; with `size` of exactly so many bytes."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if prepare:
        prepare(writer)
    made = io.BytesIO()
    writer.write(made)
    if size <= len(made.getvalue()):
        return made.getvalue()
    padding = StreamObject()
    # A stream, which is read only when it is asked for, as the pictures of a real file are.
    padding._data = b" " * (size - len(made.getvalue()) - 300)
    writer.root_object[NameObject("/Padding")] = writer._add_object(padding)
    made = io.BytesIO()
    writer.write(made)
    # Spaces after the end are part of no object.
    return made.getvalue().ljust(size)


def pdf_with_script(writer):
    _opens_with(writer, S=NameObject("/JavaScript"), JS=TextStringObject("app.alert('x')"))


def pdf_with_file(writer):
    writer.add_attachment("program.exe", b"MZ")


def pdf_that_launches(writer):
    _opens_with(writer, S=NameObject("/Launch"), F=TextStringObject("cmd.exe"))


def _opens_with(writer, **action):
    named = DictionaryObject({NameObject(f"/{name}"): value for name, value in action.items()})
    writer.root_object[NameObject("/OpenAction")] = named


def pdf_that_calls(writer):
    _opens_with(writer, S=NameObject("/URI"), URI=TextStringObject("https://evil.example/"))


def pdf_with_annotation(writer):
    annotation = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/FileAttachment"),
            NameObject("/Contents"): TextStringObject("faktura.exe"),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([annotation])


def pdf_with_password(writer):
    writer.encrypt("tajne")


def zipped(**parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            # Without the time of making: a file is part of a test's name, and workers have to agree on names.
            part = zipfile.ZipInfo(name.replace("__", "/"))
            archive.writestr(part, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def office(extension, **more):
    parts = {"[Content_Types].xml": f'<Types><Override ContentType="{TYPES[extension]}"/></Types>', **more}
    return zipped(**parts)


def odt(**more):
    return zipped(mimetype="application/vnd.oasis.opendocument.text", **more)


def photograph(kind="JPEG", size=(40, 20)):
    """A wide picture as a telephone keeps it: lying on its side, with the place where it was taken."""
    image = Image.new("RGB", size, "green")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Telefon Marii"
    exif.get_ifd(0x8825)[2] = (52.0, 13.0, 47.0)
    made = io.BytesIO()
    image.save(made, kind, exif=exif, comment=b"sekret") if kind == "JPEG" else image.save(
        made, kind, exif=exif
    )
    return made.getvalue()


def external(kind="attachedTemplate"):
    """A text with a relation to somewhere else."""
    relation = f'<Relationships><Relationship Type="x/{kind}" Target="https://evil.example/x.dotm" TargetMode="External"/></Relationships>'
    return office(".docx", **{"word/_rels/settings.xml.rels": relation})


def workbook(*sheets):
    """An Excel file with these sheets of rows."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for rows in sheets:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(at, place, cell, day)
                else:
                    sheet.write(at, place, cell)
    book.close()
    return target.getvalue()


def written_pdf(*pages):
    """A PDF of which each page says one text."""
    return typst.compile("\n#pagebreak()\n".join(pages).encode())


def written_docx(*runs):
    """A text of one paragraph whose letters look different in each run."""
    document = docx.Document()
    paragraph = document.add_paragraph()
    for run in runs:
        paragraph.add_run(run).bold = True
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def written_xlsx(*cells):
    """A sheet with these cells, numbers as numbers."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        book.add_worksheet().write_column(0, 0, cells)
    return made.getvalue()


def one_part(name, content):
    """An archive with one part."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


def in_word(inside):
    """The part of a text that holds its words."""
    return f'<w:document xmlns:w="urn:w"><w:body>{inside}</w:body></w:document>'


def written_odt(inside):
    """A text of another office program."""
    return one_part(
        "content.xml", f'<office:text xmlns:office="urn:o" xmlns:text="urn:t">{inside}</office:text>'
    )
