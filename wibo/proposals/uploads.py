"""Which files may be attached: by size, by name and by what the bytes really are."""

from pathlib import PurePath
from typing import Any

import puremagic
from django.conf import settings

from wibo.access.refusal import Refused

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


def checked_kind(upload: Any) -> str:
    """The media type of an upload. Raises Refused with what to do."""
    if upload.size > settings.MAX_UPLOAD:
        raise Refused(f"Plik „{upload.name}” jest za duży. Jeden plik może mieć najwyżej 10 MB.")
    if upload.size == 0:
        raise Refused(f"Plik „{upload.name}” jest pusty. Wybierz inny.")
    extension = PurePath(upload.name).suffix.casefold()
    if extension not in ALLOWED:
        raise Refused(f"Pliku „{upload.name}” nie można dołączyć. Wybierz plik: {NAMES}.")
    head = upload.read(4096)
    upload.seek(0)
    if not _matches(head, extension):
        raise Refused(
            f"Plik „{upload.name}” nie jest tym, na co wskazuje jego nazwa. Zapisz go ponownie jako {NAMES}."
        )
    return next(iter(ALLOWED[extension]))


def _matches(head: bytes, extension: str) -> bool:
    if extension in _ZIPPED:
        return head.startswith(b"PK\x03\x04")
    try:
        found = {match.mime_type for match in puremagic.magic_string(head)}
    except puremagic.PureError:
        return False
    return bool(found & ALLOWED[extension])
