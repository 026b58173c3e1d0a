"""Forms of the office about one person who stands at the desk. What is typed is turned into a tag and forgotten."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.editions.models import Edition
from wibo.rulebook.people.identity import folded_name
from wibo.ui.fields import BirthDateField
from wibo.voting.electorate import voters


class NewEntryForm(forms.Form):
    """A person to be added to the register: by PESEL, or by name and birth date when they have none."""

    pesel = forms.CharField(
        label=_("Numer PESEL, jeśli osoba go ma"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    first_name = forms.CharField(label=_("Imię (bez numeru PESEL)"), max_length=60, required=False)
    surname = forms.CharField(label=_("Nazwisko (bez numeru PESEL)"), max_length=80, required=False)
    birth_date: Any = BirthDateField(label=_("Data urodzenia (bez numeru PESEL)"), required=False)
    reason = forms.CharField(
        label=_("Na jakiej podstawie"),
        max_length=300,
        help_text=_(
            "Stanie w dzienniku, bez danych osoby. Na przykład: oświadczenie o zamieszkaniu z 3 września."
        ),
    )

    def __init__(self, *args: Any, named: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if named:
            self.fields["name"] = forms.CharField(
                label=_("Imię, o które pyta głosowanie"),
                max_length=60,
                required=False,
                help_text=_("Razem z numerem PESEL."),
            )
        self.named = named

    def clean(self) -> dict[str, Any]:
        """Either a PESEL, or all of name and birth date."""
        cleaned = super().clean() or {}
        if cleaned.get("pesel"):
            if self.named and not cleaned.get("name"):
                self.add_error("name", _("Wpisz imię, o które pyta głosowanie przez internet."))
            return cleaned
        if not all(cleaned.get(name) for name in ("first_name", "surname", "birth_date")):
            self.add_error("pesel", _("Wpisz numer PESEL albo imię, nazwisko i datę urodzenia."))
        return cleaned

    def voter(self, edition: Edition, on: date) -> voters.Voter:
        """The person as tag and facts. Raises WrongIdentity."""
        data = self.cleaned_data
        if data["pesel"]:
            return voters.by_pesel(edition, data["pesel"], declared=True, on=on, name=data.get("name", ""))
        names = (data["first_name"], data["surname"], data["birth_date"])
        return voters.by_name(edition, *names, "", declared=True)


class SamePersonForm(forms.Form):
    """The second person says whom a mending is about, by PESEL."""

    pesel = forms.CharField(
        label=_("Numer PESEL osoby, której to dotyczy"),
        max_length=40,
        help_text=_("Z dokumentu, na który powołuje się powód. Musi być ten sam, co we wniosku."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class MendingForm(forms.Form):
    """One person of a frozen register, by PESEL: another name, or taken out."""

    NAME, REMOVE = "name", "remove"

    pesel = forms.CharField(
        label=_("Numer PESEL"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    what = forms.ChoiceField(label=_("Co zmienić"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Na jakiej podstawie"),
        max_length=300,
        help_text=_("Stanie w dzienniku, bez danych osoby. Na przykład: pismo z 3 września, numer sprawy."),
    )

    def __init__(self, *args: Any, named: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        remove = (self.REMOVE, _("skreślić tę osobę z wykazu: nie zagłosuje"))
        what: Any = self.fields["what"]
        what.choices, what.initial = [remove], self.REMOVE
        if named:
            what.initial = None
            what.choices = [(self.NAME, _("poprawić imię, o które pyta głosowanie")), remove]
            self.fields["name"] = forms.CharField(label=_("Poprawne imię"), max_length=60, required=False)
            self.order_fields(["pesel", "what", "name", "reason"])

    def clean(self) -> dict[str, Any]:
        """A new name where the name is to be mended."""
        cleaned = super().clean() or {}
        if cleaned.get("what") == self.NAME and not folded_name(cleaned.get("name", "")):
            self.add_error("name", _("Wpisz imię, o które pyta głosowanie przez internet."))
        return cleaned

    def voter(self, edition: Edition, on: date) -> voters.Voter:
        """The person as a tag with the digest of the new name. Raises WrongIdentity."""
        data = self.cleaned_data
        return voters.by_pesel(edition, data["pesel"], declared=True, on=on, name=data.get("name", ""))
