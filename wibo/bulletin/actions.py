"""Writing for everyone. Every change is a version of its own; taking a text off the site has a reason."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from wibo.access.refusal import Refused, reason_written
from wibo.bulletin.models import Kind, Text, TextVersion
from wibo.editions.models import Edition
from wibo.journal.actions import record
from wibo.journal.acts import Act
from wibo.journal.events import Event
from wibo.journal.events.texts import TextHidden, TextShown, TextWritten
from wibo.rulebook.spelling.texts import tidy
from wibo.ui.markdown import plain
from wibo.ui.pages_sent import key_of
from wibo.ui.uploads import checked


@dataclass(frozen=True, slots=True)
class Written:
    """What a form says; `upload` replaces the file of the version before, which is kept without one. A `page` names the page
    on which a new text was written.
    """

    title: str
    body: str
    day: date | None = None
    position: int = 1
    upload: Any = None
    page: str = ""


def add_text(edition: Edition, kind: Kind, written: Written, *, public: bool, act: Act) -> Text:
    """A new text; one page sent twice with the same is one text. Raises Refused: no words, or a file that is not taken."""
    page = _key(kind, written)
    with transaction.atomic():
        # Held, so that a page sent twice at once waits for itself.
        Edition.objects.select_for_update().get(pk=edition.pk)
        if page and (there := Text.objects.filter(edition=edition, page=page).first()):
            return there
        text = Text(edition=edition, kind=kind.value, page=page)
        change_text(text, written, public=public, act=act)
    return text


def _key(kind: Kind, written: Written) -> str:
    file = written.upload and (written.upload.name, written.upload.size)
    return key_of(written.page, kind, written.title, written.body, written.day, written.position, file)


def change_text(text: Text, written: Written, *, public: bool, act: Act) -> bool:
    """Write the next version, and show it when `public`; a shown text stays shown. False when nothing differs.

    The row is held by the caller, or new. Raises Refused.
    """
    before = text.said if text.pk else None
    version = _next(before, written, act)
    moved = (text.day, text.position) != (written.day, written.position)
    shows = public and not text.is_public
    with transaction.atomic():
        text.day, text.position, text.is_public = written.day, written.position, text.is_public or public
        text.save()
        if before is None or _says_other(before, version):
            version.text = text
            version.save(force_insert=True)
            _journal(TextWritten(_what(text), version.title, version.number), text, act)
        elif not (moved or shows):
            return False
        if shows:
            _journal(TextShown(_what(text), version.title), text, act)
    return True


def hide_text(text: Text, reason: str, *, act: Act) -> None:
    """Take a text off the site; its versions stay. Raises Refused without a reason."""
    reason = reason_written(reason, "Napisz, dlaczego tekst ma zniknąć ze strony. Stanie to w dzienniku.")
    with transaction.atomic():
        held = Text.objects.select_for_update().get(pk=text.pk)
        if not held.is_public:
            raise Refused("Tego tekstu nie ma już na stronie.")
        held.is_public = False
        held.save(update_fields=["is_public"])
        _journal(TextHidden(_what(text), text.said.title, reason), text, act)


def _next(before: TextVersion | None, written: Written, act: Act) -> TextVersion:
    made = TextVersion(
        number=before.number + 1 if before else 1,
        title=tidy(written.title).strip(),
        body=tidy(written.body).strip(),
        written_at=act.at,
        written_by=act.by,
    )
    if written.upload is not None:
        file, made.file_kind = checked(written.upload)
        made.file, made.file_name, made.file_size = file, written.upload.name, file.size
    elif before is not None and before.file:
        made.file, made.file_kind = before.file.name, before.file_kind
        made.file_name, made.file_size = before.file_name, before.file_size
    if not made.title:
        raise Refused("Wpisz tytuł.", "title")
    if not plain(made.body) and not made.file:
        raise Refused("Napisz treść albo dołącz plik.", "body")
    return made


def _says_other(before: TextVersion, after: TextVersion) -> bool:
    parts = ("title", "body")
    new_file = str(before.file) != str(after.file)
    return new_file or any(getattr(before, part) != getattr(after, part) for part in parts)


def _what(text: Text) -> str:
    return str(Kind(text.kind).label).lower()


def _journal(event: Event, text: Text, act: Act) -> None:
    record(event, act, town=text.edition.town, edition=text.edition_id, about=text)
