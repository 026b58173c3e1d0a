"""What is inside an attached file: what acts by itself is refused, what tells of its maker is left out.

Officials open these files at work, and some are shown to everyone.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageOps
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

# A photograph of a good telephone has fifty million dots; more is a file made to fill the memory.
DOTS = 60_000_000
_UNPACKED = 200 * 1024 * 1024
_PARTS = 5_000
_QUALITY = 90
# Names in a PDF that make it act: https://www.iso.org/standard/75839.html, 12.6 (actions).
_ACTIVE = frozenset(
    (
        "/JavaScript",
        "/JS",
        "/Launch",
        "/EmbeddedFiles",
        "/EmbeddedFile",
        "/FileAttachment",
        "/AF",
        "/XFA",
        "/ImportData",
        "/RichMedia",
        "/SubmitForm",
        "/GoToR",
        "/GoToE",
        "/Rendition",
        "/OnInstantiate",
        "/3D",
        "/Movie",
        "/Sound",
    )
)
# What opens a document or a page may lead to a place in it and nowhere else; a link that is clicked may lead away.
_BY_ITSELF = ("/OpenAction", "/AA")
# So many objects a PDF of ten megabytes may hold.
_OBJECTS = 200_000
# A relation of an office document that leads outside it: templates and pictures from the network load by themselves.
_OUTSIDE = re.compile(rb"<[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE)
# https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.16: twenty bytes, then how long a comment follows.
_END_OF_ARCHIVE = b"PK\x05\x06"
_TYPES = "[Content_Types].xml"
_OFFICE = {
    ".docx": b"wordprocessingml.document.main+xml",
    ".xlsx": b"spreadsheetml.sheet.main+xml",
}
_ODT = b"application/vnd.oasis.opendocument.text"
# Parts that a text or a sheet needs; a program under any other name has no place in it.
_PARTS_OF = (
    ".xml",
    ".rels",
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".bmp",
    ".tif",
    ".tiff",
    ".emf",
    ".wmf",
    ".svm",
    ".vml",
    ".ttf",
    ".odttf",
    ".rdf",
    ".pdf.png",
)
_WITHOUT_ENDING = ("mimetype", "layout-cache")


class Unfit(Exception):
    """The file is not what it says, or holds what acts by itself; the message is the end of a sentence."""


def picture(raw: bytes, kind: str) -> bytes:
    """The same picture written anew: turned upright, without the place, the camera and whatever was hidden behind it.

    Raises Unfit.
    """
    try:
        with Image.open(io.BytesIO(raw), formats=[kind]) as found:
            if found.width * found.height > DOTS:
                raise Unfit("ma za dużo punktów. Zmniejsz ten obraz")
            upright = ImageOps.exif_transpose(found)
            written = io.BytesIO()
            # A colour profile is left out, too: it may hold any bytes.
            upright.info.clear()
            upright.save(written, kind, quality=_QUALITY, optimize=False)
    except Unfit:
        raise
    except Exception as error:
        # The library has many ways to say that a picture is broken.
        raise Unfit("nie jest obrazem, który da się odczytać") from error
    return written.getvalue()


def refuse_active_pdf(raw: bytes) -> None:
    """Raise Unfit for a PDF with scripts, launches or files inside, for one that is an archive as well, and for one that
    cannot be read.
    """
    if zipfile.is_zipfile(io.BytesIO(raw)):
        raise Unfit("jest naraz archiwum z innymi plikami. Wydrukuj go do PDF i dołącz wydruk")
    try:
        reader = PdfReader(io.BytesIO(raw), strict=False)
        if reader.is_encrypted:
            raise Unfit("jest zabezpieczony hasłem. Zapisz go bez hasła")
        if not len(reader.pages):
            raise Unfit("nie ma żadnej strony")
        active = next((name for name in _names(reader) if name in _ACTIVE), None) or _opens_by_itself(reader)
    except Unfit:
        raise
    except Exception as error:
        raise Unfit("nie jest plikiem PDF, który da się odczytać") from error
    if active:
        raise Unfit(
            "ma w środku skrypt, formularz z programem albo inny plik. Wydrukuj go do PDF i dołącz wydruk"
        )


def _opens_by_itself(reader: PdfReader) -> bool:
    """Whether opening the document or a page does more than show a place in it."""
    places: list[Any] = [reader.root_object, *reader.pages]
    for one in places:
        for key in _BY_ITSELF:
            action = one.get(key)
            found = action.get_object() if action is not None else None
            if isinstance(found, DictionaryObject) and (key == "/AA" or found.get("/S") != "/GoTo"):
                return True
    return False


def _names(reader: PdfReader) -> Iterator[str]:
    """Keys of all dictionaries that the document leads to, and the kinds of its actions."""
    waiting: list[Any] = [reader.trailer]
    known: set[tuple[int, int]] = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            place = (one.idnum, one.generation)
            if place in known:
                continue
            known.add(place)
            if len(known) > _OBJECTS:
                raise Unfit("ma za dużo części. Wydrukuj go do PDF i dołącz wydruk")
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            yield from map(str, one)
            yield str(one.get("/S", ""))
            yield str(one.get("/Subtype", ""))
            waiting.extend(one.raw_get(key) for key in one)
        elif isinstance(one, list):
            waiting.extend(one)


def refuse_odd_document(raw: bytes, extension: str) -> None:
    """Raise Unfit for a text or sheet that is none, has macros or programs in it, reaches out to other places when it is
    opened, or unpacks to far more than it is.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            if len(parts) > _PARTS:
                raise Unfit("rozpakowuje się do ogromnego rozmiaru")
            if not _says_what_it_is(archive, extension):
                raise Unfit("nie jest tym, na co wskazuje jego nazwa")
            odd = [part.filename for part in parts if not _belongs(part)]
            reaches_out = _read_through(archive, parts)
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise Unfit("jest uszkodzony") from error
    if _goes_on(raw):
        raise Unfit("ma na końcu doklejone inne dane. Otwórz go i zapisz jeszcze raz")
    if odd:
        raise Unfit("ma w środku makra albo program. Zapisz go bez makr")
    if reaches_out:
        raise Unfit("przy otwarciu sięga do innego pliku albo strony. Wydrukuj go do PDF i dołącz wydruk")


def _goes_on(raw: bytes) -> bool:
    """Whether anything follows the archive's own end, which says how long its last words are."""
    end = raw.rfind(_END_OF_ARCHIVE)
    words = int.from_bytes(raw[end + 20 : end + 22], "little")
    return end < 0 or end + 22 + words != len(raw)


def _belongs(part: zipfile.ZipInfo) -> bool:
    name = part.filename.casefold()
    if "vbaproject" in name or name.startswith(("basic/", "scripts/")):
        return False
    return part.is_dir() or name.rpartition("/")[2] in _WITHOUT_ENDING or name.endswith(_PARTS_OF)


def _read_through(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> bool:
    """Unpack every part, however little its header claims; whether a part leads outside by itself. Raises Unfit."""
    left, reaches_out = _UNPACKED, False
    for part in parts:
        kept = bytearray()
        with archive.open(part) as source:
            while chunk := source.read(1024 * 1024):
                left -= len(chunk)
                if left < 0:
                    raise Unfit("rozpakowuje się do ogromnego rozmiaru")
                if part.filename.endswith(".rels"):
                    kept += chunk
        reaches_out = reaches_out or any(
            b"hyperlink" not in one.lower() for one in _OUTSIDE.findall(bytes(kept))
        )
    return reaches_out


def _says_what_it_is(archive: zipfile.ZipFile, extension: str) -> bool:
    if extension == ".odt":
        return _head(archive, "mimetype") == _ODT
    types = _head(archive, _TYPES)
    return _OFFICE[extension] in types and b"macroEnabled" not in types


def _head(archive: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of a part, however much its header claims. Raises KeyError."""
    with archive.open(name) as part:
        return part.read(1024 * 1024).strip()
