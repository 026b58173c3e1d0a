"""Which files may be attached: by size, by name and by what the bytes really are."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

import puremagic
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile

from wibo.access.refusal import Refused
from wibo.ui.inspecting import Unfit, picture, refuse_active_pdf, refuse_odd_document
from wibo.ui.viruses import refuse_infected

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
# Endings that are no part of a sentence: before the last one they say that the name is to mislead.
_KINDS = {
    *ALLOWED,
    *(
        ".exe",
        ".com",
        ".bat",
        ".cmd",
        ".scr",
        ".msi",
        ".js",
        ".vbs",
        ".ps1",
        ".jar",
        ".hta",
        ".lnk",
        ".html",
        ".svg",
    ),
    *(".zip", ".rar", ".7z", ".doc", ".xls", ".docm", ".xlsm", ".apk"),
}
# How files of older offices begin, and how newer ones do once a password closes them.
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"


def forget_files(files: Iterable[FieldFile]) -> None:
    """Remove files once their rows are gone for good: a transaction that is undone must find them."""
    names = [(file.storage, file.name) for file in files if file.name]

    def remove() -> None:
        for storage, name in names:
            storage.delete(name)

    transaction.on_commit(remove)


def checked(upload: Any) -> tuple[Any, str]:
    """The file as it is kept, and its media type; a picture is written anew. Raises Refused with what to do."""
    _refuse_name(upload.name)
    if upload.size > settings.MAX_UPLOAD:
        raise Refused(f"Plik „{upload.name}” jest za duży. Jeden plik może mieć najwyżej 10 MB.")
    if upload.size == 0:
        raise Refused(f"Plik „{upload.name}” jest pusty. Wybierz inny.")
    extension = PurePath(upload.name).suffix.casefold()
    raw = upload.read()
    upload.seek(0)
    if raw.startswith(_OLD_OR_LOCKED):
        raise Refused(
            f"Plik „{upload.name}” jest zabezpieczony hasłem albo zapisany w starym formacie. "
            f"Zapisz go bez hasła jako {NAMES}."
        )
    if not _matches(raw[:4096], extension):
        raise Refused(
            f"Plik „{upload.name}” nie jest tym, na co wskazuje jego nazwa. Zapisz go ponownie jako {NAMES}."
        )
    try:
        kept = _inspected(raw, extension)
        refuse_infected(raw)
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


def _refuse_name(name: str) -> None:
    """Raise Refused for a name that is too long, of no kind that is taken, or of two."""
    if len(name) > LONGEST_NAME:
        raise Refused(
            f"Nazwa pliku jest za długa (najwyżej {LONGEST_NAME} znaków). Skróć ją i dodaj plik jeszcze raz."
        )
    if PurePath(name).suffix.casefold() not in ALLOWED:
        raise Refused(f"Pliku „{name}” nie można dołączyć. Wybierz plik: {NAMES}.")
    if _has_two_kinds(name):
        raise Refused(
            f"Nazwa „{name}” ma dwa rozszerzenia, więc nie wiadomo, co to za plik. Zmień nazwę i dodaj go jeszcze raz."
        )


def _has_two_kinds(name: str) -> bool:
    """Whether a name says one kind and hides another before it: umowa.exe.pdf, skan.pdf.docx."""
    return any(suffix.strip().casefold() in _KINDS for suffix in PurePath(name).suffixes[:-1])


def _matches(head: bytes, extension: str) -> bool:
    if extension in _ZIPPED:
        return head.startswith(b"PK\x03\x04")
    try:
        found = {match.mime_type for match in puremagic.magic_string(head)}
    except puremagic.PureError:
        return False
    return bool(found & ALLOWED[extension])
