"""Words and files that everyone will read, and who is asked first when they look like data of people.

The page asks once, beside the field: the tick bears the digest of exactly what was found (`rulebook.people.finding`), so
that another number written meanwhile is asked about anew.
"""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django_scopes import get_scope

from wibo.access.refusal import Refused
from wibo.rulebook.people.finding import Found, mark_of, personal_in
from wibo.ui.reading import Unreadable, text_of
from wibo.ui.uploads import checked
from wibo.wording.finding import found_words

# The name of the ticks. One for a file begins so, and is worth nothing without the file.
TICK = "jawne"
_OF_FILE = "plik-"


class Published(forms.BaseForm):
    """Mixed into a form of which the fields `PUBLISHED` will be read by everyone, unless what is sent stays inside (`publishes`)."""

    PUBLISHED: tuple[str, ...] = ()
    publishes = True

    def full_clean(self) -> None:
        """As Django's, after which what looks like data of people is asked about."""
        super().full_clean()
        if not (self.is_bound and self.publishes):
            return
        agreed = _ticks(self.data)
        for name in self.PUBLISHED:
            given = getattr(self, "cleaned_data", {}).get(name)
            if given:
                self._ask(name, given, agreed)
            elif isinstance(self.fields.get(name), forms.FileField) and any(
                one.startswith(_OF_FILE) for one in agreed
            ):
                # It was agreed to, and the browser has forgotten it since.
                self.add_error(
                    name, _("Wybierz ten plik jeszcze raz: po poprawkach przeglądarka go nie pamięta.")
                )

    def _ask(self, name: str, given: Any, agreed: Collection[str]) -> None:
        asked = asked_about(given)
        if asked is None or asked.mark in agreed:
            return
        try:
            if not isinstance(given, str):
                # What is not taken at all need not be asked about.
                checked(given)
        except Refused as refused:
            self.add_error(name, refused.message)
        else:
            self.add_error(name, asked.words)
            vars(self.fields[name])["asked"] = asked.mark


@dataclass(frozen=True, slots=True)
class Asked:
    """What to say of a text or a file before it is published, and the mark that a tick of agreement bears."""

    words: str
    mark: str


def asked_about(given: Any) -> Asked | None:
    """What is to be asked about words, or about an uploaded file; None when nothing is."""
    if isinstance(given, str):
        found = find(given)
        return Asked(_said(found, _("Tu jest")), mark_of(found)) if found else None
    raw = given.read()
    given.seek(0)
    return asked_about_file(raw, given.name)


def asked_about_file(raw: bytes, name: str) -> Asked | None:
    """The same of a file's content."""
    try:
        found = find(text_of(raw, name))
    except Unreadable:
        words = _(
            "Program nie przeczyta tego pliku (skan, obraz albo długi dokument). Sprawdź, czy nie ma w nim danych osób."
        )
        return Asked(words, _OF_FILE + sha256(raw).hexdigest()[:16])
    return Asked(_said(found, _("W pliku jest")), _OF_FILE + mark_of(found)) if found else None


def find(text: str) -> list[Found]:
    """Data of people in a text; what the town in scope gives out about its office is none."""
    town: Any = get_scope().get("town")
    own = [town.contact_email, town.contact_phone, town.dpo_contact] if town else []
    return personal_in(text, on=localdate(), own=own)


def _said(found: Collection[Found], where: str) -> str:
    return f"{where} {found_words(found)}. {_('Przeczytają to wszyscy. Usuń to albo zaznacz, że ma zostać.')}"


def _ticks(data: Any) -> list[str]:
    return data.getlist(TICK) if hasattr(data, "getlist") else [data.get(TICK, "")]
