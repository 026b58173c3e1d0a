"""The clerk's form of one card: who, which numbers, or why it is invalid."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.editions.models import Edition
from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.voting.reasons import Reason
from wibo.ui.fields import BirthDateField
from wibo.voting.ballot.lists import asks_area
from wibo.wording.faults import WORDS

# The rest are found by the rulebook itself, or cannot happen on paper.
ON_PAPER = (
    Reason.NAME_MISSING,
    Reason.ADDRESS_MISSING,
    Reason.PESEL_WRONG,
    Reason.NO_SIGNATURE,
    Reason.NO_DECLARATION,
    Reason.NO_GUARDIAN,
    Reason.WRONG_AREA,
    Reason.WRONG_FORM,
    Reason.PHOTOCOPY,
    Reason.LATE,
    Reason.CROSSED_OUT,
    Reason.OUTSIDE_BOX,
    Reason.OTHER,
)
_CODE = re.compile(r"[nN](?P<number>\d{1,2})")
NAMES = ("first_name", "surname", "birth_date")
_TYPED = {"autocomplete": "off"}


class PrintedNumberField(forms.CharField):
    """The number printed on a paper: typed, or read from its code by a hand scanner. Cleans to a number or None."""

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Nadruk na karcie (czytnik albo numer, jeśli jest)"))
        super().__init__(*args, max_length=60, widget=forms.TextInput(attrs=_TYPED), **kwargs)
        self.edition = edition

    def clean(self, value: Any) -> Any:
        """The number. A code of another edition is no number of this one."""
        typed = super().clean(value).strip().upper().replace(" ", "")
        if not typed:
            return None
        mark, _sep, number = typed.rpartition("-")
        if mark not in ("", paper_mark(self.edition)):
            raise forms.ValidationError(
                _("To kod karty z innej edycji. Sprawdź kartę: to może być zły wzór (N16).")
            )
        if not number.isdecimal() or len(number) > 7:
            raise forms.ValidationError(
                _("Nadruk to numer, na przykład 137. Jeśli karta go nie ma, zostaw puste.")
            )
        return int(number)


def paper_mark(edition: Edition) -> str:
    """What stands before the number in the code on an edition's papers."""
    return f"WIBO{edition.pk}"


class CardForm(forms.Form):
    """Fields of the identity depend on the edition's kind; an invalid card may leave them empty."""

    def __init__(
        self, *args: Any, edition: Edition, fixed: int | None = None, correcting: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fixed = fixed
        self._ask_who(edition)
        self._ask_what(edition)
        if correcting:
            self.fields["why"] = forms.CharField(
                label=_("Co poprawiasz"), max_length=300, help_text=_("Stanie w dzienniku. Bez danych osoby.")
            )

    def _ask_who(self, edition: Edition) -> None:
        """The number of the card and the person on it."""
        self.fields["serial"] = forms.IntegerField(
            label=_("Numer karty w paczce"), min_value=1, max_value=1_000_000
        )
        self.fields["printed"] = PrintedNumberField(edition=edition, required=False)
        by_number = edition.kind in (IdentityKind.PESEL_FORM, IdentityKind.PESEL_REGISTER)
        self.identity = ["pesel"] if by_number else list(NAMES)
        if by_number:
            self.fields["pesel"] = forms.CharField(
                label=_("PESEL"),
                max_length=40,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", **_TYPED}),
            )
        # In an edition by PESEL these are for people who have none.
        self.fields["first_name"] = forms.CharField(label=_("Imię"), max_length=60, required=False)
        self.fields["surname"] = forms.CharField(label=_("Nazwisko"), max_length=80, required=False)
        self.fields["birth_date"] = BirthDateField(label=_("Data urodzenia"), required=False)
        self.fields["address"] = forms.CharField(label=_("Adres"), max_length=110, required=False)
        # The number of the card is filled in already; typing begins with the person.
        self.fields[self.identity[0]].widget.attrs["autofocus"] = True
        if asks_area(edition):
            areas = [(str(area.pk), area.name) for area in edition.areas.all()]
            self.fields["area"] = forms.ChoiceField(
                label=_("Obszar"), choices=[("", _("wybierz")), *areas], required=False
            )
        if edition.voting.guardian_age:
            self.fields["guardian"] = forms.BooleanField(
                label=_("Na karcie jest zgoda opiekuna"), required=False
            )

    def _ask_what(self, edition: Edition) -> None:
        """The choice, or the fault."""
        self.fields["marks"] = forms.CharField(
            label=_("Wybrane projekty: numery i Enter"),
            max_length=600,
            required=False,
            widget=forms.TextInput(attrs=_TYPED),
        )
        waived = edition.voting.waived
        reasons = [(r.value, f"{r.value} {WORDS[r]}") for r in ON_PAPER if r.value not in waived]
        self.fields["reason"] = forms.ChoiceField(
            label=_("Nieważna: powód"), choices=[("", _("karta bez wad")), *reasons], required=False
        )
        self.fields["as_written"] = forms.BooleanField(
            label=_("Tak jest na papierze: karta jest nieważna"), required=False
        )
        self.fields["note"] = forms.CharField(label=_("Uwaga"), max_length=300, required=False)

    def _take_code(self, cleaned: dict[str, Any]) -> None:
        """A code of a fault typed in place of the numbers (N9, n09) is the reason: hands stay on the keyboard."""
        typed = _CODE.fullmatch(cleaned.get("marks", "").strip())
        if typed is None:
            return
        code = f"N{int(typed['number']):02d}"
        known: Any = self.fields["reason"]
        if code not in dict(known.choices):
            self.add_error("marks", _("Nie ma powodu o takim kodzie. Kody są na liście pod F2."))
            return
        cleaned["reason"], cleaned["marks"] = code, ""

    @property
    def has_identity(self) -> bool:
        """Whether the identity can be read from the card."""
        known = self.cleaned_data
        return all(known.get(name) for name in self.identity) or self.without_pesel

    @property
    def without_pesel(self) -> bool:
        """Whether the person is given by name and birth date."""
        return not self.cleaned_data.get("pesel") and all(self.cleaned_data.get(name) for name in NAMES)

    @property
    def extra(self) -> list[Any]:
        """Fields that most cards of an edition by PESEL do not need."""
        return [self[name] for name in (*NAMES, "address")] if "pesel" in self.fields else []

    @property
    def area(self) -> int | None:
        """The area's id."""
        chosen = self.cleaned_data.get("area")
        return int(chosen) if chosen else None

    def clean_serial(self) -> int:
        """A card that is checked or corrected keeps its number."""
        typed: int = self.cleaned_data["serial"]
        if self.fixed is not None and typed != self.fixed:
            raise forms.ValidationError(_("Tu wpisujesz kartę nr {}.").format(self.fixed))
        return typed

    def clean(self) -> dict[str, Any]:
        """A valid card needs an identity and an area; an invalid one a reason."""
        cleaned = super().clean() or {}
        self._take_code(cleaned)
        if cleaned.get("reason"):
            if cleaned["reason"] == Reason.OTHER and not cleaned.get("note"):
                self.add_error("note", _("Napisz, jaki to powód."))
            return cleaned
        for name in () if self.without_pesel else self.identity:
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Wpisz z karty. Jeśli nie da się odczytać, wybierz powód."))
        if "area" in self.fields and not cleaned.get("area"):
            self.add_error("area", _("Wybierz obszar z karty."))
        return cleaned
