"""Which files may be attached: by size, by name and by what the bytes really are."""

from pathlib import PurePath
from typing import Any

import puremagic
from django.conf import settings
from django.core.files.base import ContentFile

from wibo.access.refusal import Refused
from wibo.ui.inspecting import Unfit, picture, refuse_active_pdf, refuse_odd_document

# Extension → the kinds that its bytes may be. Formats that browsers would run (SVG, HTML) are not here.
ALLOWED: dict[str, frozenset[str]] = {
    ".pdf": frozenset({"application/pdf"}),
    ".jpg": frozenset({"image/jpeg"}),
    ".jpeg": frozenset({"image/jpeg"}),
    ".png": frozenset({"image/png"}),
    ".docx": frozenset({"application/vnd.openxmlformats-officedocument.wordprocessingml.document"}),
    ".xlsx": frozenset({"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}),
    ".odt": frozenset({"application/vnd.oasis.opendocument.text"}),
}
NAMES = "PDF, JPG, PNG, DOCX, XLSX, ODT"
_ZIPPED = {".docx", ".xlsx", ".odt"}
_PICTURES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG"}
LONGEST_NAME = 150


def checked(upload: Any) -> tuple[Any, str]:
    """The file as it is kept, and its media type; a picture is written anew. Raises Refused with what to do."""
    if len(upload.name) > LONGEST_NAME:
        raise Refused(
            f"Nazwa pliku jest za długa (najwyżej {LONGEST_NAME} znaków). Skróć ją i dodaj plik jeszcze raz."
        )
    if upload.size > settings.MAX_UPLOAD:
        raise Refused(f"Plik „{upload.name}” jest za duży. Jeden plik może mieć najwyżej 10 MB.")
    if upload.size == 0:
        raise Refused(f"Plik „{upload.name}” jest pusty. Wybierz inny.")
    extension = PurePath(upload.name).suffix.casefold()
    if extension not in ALLOWED:
        raise Refused(f"Pliku „{upload.name}” nie można dołączyć. Wybierz plik: {NAMES}.")
    raw = upload.read()
    upload.seek(0)
    if not _matches(raw[:4096], extension):
        raise Refused(
            f"Plik „{upload.name}” nie jest tym, na co wskazuje jego nazwa. Zapisz go ponownie jako {NAMES}."
        )
    try:
        kept = _inspected(raw, extension)
    except Unfit as unfit:
        raise Refused(f"Plik „{upload.name}” {unfit}. Nie dołączyliśmy go.") from unfit
    return (ContentFile(kept, upload.name) if kept is not raw else upload), next(iter(ALLOWED[extension]))


def _inspected(raw: bytes, extension: str) -> bytes:
    """The bytes to keep. Raises Unfit."""
    if extension in _PICTURES:
        return picture(raw, _PICTURES[extension])
    if extension == ".pdf":
        refuse_active_pdf(raw)
    else:
        refuse_odd_document(raw, extension)
    return raw


def _matches(head: bytes, extension: str) -> bool:
    if extension in _ZIPPED:
        return head.startswith(b"PK\x03\x04")
    try:
        found = {match.mime_type for match in puremagic.magic_string(head)}
    except puremagic.PureError:
        return False
    return bool(found & ALLOWED[extension])
