"""The text inside a file, as far as it has any: for looking what everyone would read, never for showing."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from lxml import etree
from pypdf import PdfReader

# A longer document is read so far; what nobody has read to the end is told to be looked at by a person.
_PAGES = 40
_LONGEST = 2_000_000
# Where words stand in documents and sheets.
_PARTS = ("word/", "content.xml", "xl/sharedStrings.xml", "xl/worksheets/")


class Unreadable(Exception):
    """There is no text that a program can read: a scan, a picture, a document too long, or a broken one."""


def text_of(raw: bytes, name: str) -> str:
    """The words of a PDF, a text or a sheet. Raises Unreadable."""
    extension = PurePath(name).suffix.casefold()
    read = {".pdf": _of_pdf, ".docx": _of_zip, ".odt": _of_zip, ".xlsx": _of_zip}.get(extension)
    try:
        found = "" if read is None else read(raw)
    except Unreadable:
        raise
    except Exception as error:
        # Libraries have many ways to say that a file is broken.
        raise Unreadable from error
    if not found.strip() or len(found) > _LONGEST:
        raise Unreadable
    return found


def _of_pdf(raw: bytes) -> str:
    pages = PdfReader(io.BytesIO(raw), strict=False).pages
    if len(pages) > _PAGES:
        raise Unreadable
    texts = [page.extract_text() for page in pages]
    if not all(text.strip() for text in texts):
        # One page of pictures among pages of words may be the list with the signatures.
        raise Unreadable
    return "\n".join(texts)


def _of_zip(raw: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = [info for info in archive.infolist() if info.filename.startswith(_PARTS)]
        if sum(info.file_size for info in parts) > 20 * _LONGEST:
            raise Unreadable
        return "\n".join(_words(archive.read(info)) for info in parts if info.filename.endswith(".xml"))


def _words(part: bytes) -> str:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return "\n".join(_texts(etree.fromstring(part, parser)))


def _texts(root: Any) -> Iterator[str]:
    """Runs of a paragraph stand together: editors cut a number in two where its letters look different."""
    for block in root.iter():
        if not isinstance(block.tag, str):
            continue
        if etree.QName(block).localname in ("p", "h", "si", "v", "t") and not _is_inside(block):
            yield "".join(block.itertext())


def _is_inside(block: Any) -> bool:
    names = ("p", "h", "si")
    return any(etree.QName(above).localname in names for above in block.iterancestors())
