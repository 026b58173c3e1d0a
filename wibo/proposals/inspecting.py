"""What is inside an attached file: what acts by itself is refused, what tells of its maker is left out.

Officials open these files at work, and some are shown to everyone.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageOps
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

# A photograph of a good telephone has fifty million dots; more is a file made to fill the memory.
_DOTS = 60_000_000
_UNPACKED = 200 * 1024 * 1024
_PARTS = 5_000
_QUALITY = 90
# Names in a PDF that make it act: https://www.iso.org/standard/75839.html, 12.6 (actions).
_ACTIVE = ("/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/XFA", "/ImportData", "/RichMedia")
# So many objects a PDF of ten megabytes may hold.
_OBJECTS = 200_000
_TYPES = "[Content_Types].xml"
_OFFICE = {
    ".docx": b"wordprocessingml.document.main+xml",
    ".xlsx": b"spreadsheetml.sheet.main+xml",
}
_ODT = b"application/vnd.oasis.opendocument.text"
_PROGRAMS = (".class", ".jar", ".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".ps1")


class Unfit(Exception):
    """The file is not what it says, or holds what acts by itself; the message is the end of a sentence."""


def picture(raw: bytes, kind: str) -> bytes:
    """The same picture written anew: turned upright, without the place, the camera and whatever was hidden behind it.

    Raises Unfit.
    """
    try:
        with Image.open(io.BytesIO(raw), formats=[kind]) as found:
            if found.width * found.height > _DOTS:
                raise Unfit("ma za dużo punktów. Zmniejsz ten obraz")
            upright = ImageOps.exif_transpose(found)
            written = io.BytesIO()
            profile = upright.info.get("icc_profile")
            upright.info.clear()
            upright.save(written, kind, quality=_QUALITY, optimize=False, icc_profile=profile)
    except Unfit:
        raise
    except Exception as error:
        # The library has many ways to say that a picture is broken.
        raise Unfit("nie jest obrazem, który da się odczytać") from error
    return written.getvalue()


def refuse_active_pdf(raw: bytes) -> None:
    """Raise Unfit for a PDF with scripts, launches or files inside, and for one that cannot be read."""
    try:
        reader = PdfReader(io.BytesIO(raw), strict=False)
        if reader.is_encrypted:
            raise Unfit("jest zabezpieczony hasłem. Zapisz go bez hasła")
        active = next((name for name in _names(reader) if name in _ACTIVE), None)
    except Unfit:
        raise
    except Exception as error:
        raise Unfit("nie jest plikiem PDF, który da się odczytać") from error
    if active:
        raise Unfit(
            "ma w środku skrypt, formularz z programem albo inny plik. Wydrukuj go do PDF i dołącz wydruk"
        )


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
            waiting.extend(one.raw_get(key) for key in one)
        elif isinstance(one, list):
            waiting.extend(one)


def refuse_odd_document(raw: bytes, extension: str) -> None:
    """Raise Unfit for a text or sheet that is none, has macros or programs in it, or unpacks to far more than it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
                raise Unfit("rozpakowuje się do ogromnego rozmiaru")
            if not _says_what_it_is(archive, extension):
                raise Unfit("nie jest tym, na co wskazuje jego nazwa")
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Unfit("jest uszkodzony") from error
    names = [part.filename.casefold() for part in parts]
    if any("vbaproject" in name or name.startswith("basic/") or name.endswith(_PROGRAMS) for name in names):
        raise Unfit("ma w środku makra albo program. Zapisz go bez makr")


def _says_what_it_is(archive: zipfile.ZipFile, extension: str) -> bool:
    if extension == ".odt":
        return _head(archive, "mimetype") == _ODT
    types = _head(archive, _TYPES)
    return _OFFICE[extension] in types and b"macroEnabled" not in types


def _head(archive: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of a part, however much its header claims. Raises KeyError."""
    with archive.open(name) as part:
        return part.read(1024 * 1024).strip()
