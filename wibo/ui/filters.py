"""What a list is sifted and ordered by, kept in its address. What makes no sense sifts nothing, and says so at its field."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

Choices = Iterable[tuple[str, Any]]


class Filters(forms.Form):
    """A form that the address fills. A field with one choice or none is left out: there is nothing to sift."""

    # Fields that always show; the others wait behind a word, so that a phone shows the list at once. All when empty.
    FIRST: tuple[str, ...] = ()
    # Labels and ids stand beside those of other forms of the page.
    use_required_attribute = False

    def __init__(self, request: HttpRequest, **choices: Choices) -> None:
        super().__init__(request.GET)
        for name, given in choices.items():
            self._offer(name, list(given))
        self.full_clean()

    def _offer(self, name: str, given: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if len([code for code, _words in given if code]) < 2:
            del self.fields[name]
        elif isinstance(field, forms.ChoiceField):
            field.choices = given

    def given(self, name: str) -> Any:
        """What was chosen; None where nothing was, or nothing that there is."""
        return self.cleaned_data.get(name) or None

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """Those that always show."""
        return [field for field in self.visible_fields() if not self.FIRST or field.name in self.FIRST]

    @property
    def further_fields(self) -> list[forms.BoundField]:
        """Those behind a word."""
        return [field for field in self.visible_fields() if self.FIRST and field.name not in self.FIRST]

    @property
    def is_further(self) -> bool:
        """Whether one of those behind a word is in use, or wrong."""
        return any(self.data.get(field.name) or field.errors for field in self.further_fields)

    @property
    def is_narrow(self) -> bool:
        """Whether anything was asked for that may leave rows out."""
        return any(self.given(name) for name in self.fields if name not in ("kolejnosc", "edycja"))


def search_field(label: Any) -> forms.CharField:
    """Words to look for."""
    return forms.CharField(label=label, required=False, widget=forms.TextInput(attrs={"type": "search"}))


def choice_field(label: Any) -> forms.ChoiceField:
    """One of what the view offers."""
    return forms.ChoiceField(label=label, required=False)


def all_and(rows: Choices) -> list[tuple[str, Any]]:
    """Choices with the one that sifts nothing first."""
    return [("", _("wszystkie")), *rows]
