"""Forms of one-time codes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.ui.fields import BirthDateField
from wibo.voting.electorate.address_lists import COLUMNS

MOST_LETTERS = 500


class CodeListForm(forms.Form):
    """A batch of an address list."""

    file = forms.FileField(
        label=_("Lista adresowa, plik CSV"),
        help_text=_("Kolumny: {}. Plik czytamy tylko w pamięci, nic z niego nie zostaje.").format(
            ", ".join(COLUMNS)
        ),
    )
    first = forms.IntegerField(
        label=_("Od której osoby na liście"),
        min_value=1,
        max_value=200_000,
        initial=1,
        help_text=_("Długą listę drukuje się partiami, wczytując ten sam plik: od 1, od 501, od 1001."),
    )
    count = forms.IntegerField(
        label=_("Ile listów w pliku"), min_value=1, max_value=MOST_LETTERS, initial=MOST_LETTERS
    )
    anew = forms.BooleanField(
        label=_("Nowe kody także dla osób, które już je mają"),
        required=False,
        help_text=_("Poprzednie kody tych osób przestaną działać. Zaznacz, gdy wydruk się nie udał."),
    )


class CodeForm(forms.Form):
    """A code for a person at the desk."""

    first_name = forms.CharField(label=_("Imię"), max_length=60)
    surname = forms.CharField(label=_("Nazwisko"), max_length=80)
    birth_date: Any = BirthDateField(label=_("Data urodzenia"), help_text=_("Z dokumentu tożsamości."))
    sex = forms.ChoiceField(
        label=_("Płeć, do statystyki"),
        required=False,
        choices=[("", _("brak danych")), ("F", _("kobieta")), ("M", _("mężczyzna"))],
    )
    reason = forms.CharField(
        label=_("Dlaczego kod jest wydawany"),
        max_length=300,
        help_text=_("Stanie w dzienniku, bez danych osoby. Na przykład: list nie doszedł."),
    )
