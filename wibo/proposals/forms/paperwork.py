"""Forms of what the office does with one proposal: counts signatures, marks a duplicate, adds a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.proposals.forms.files import UploadForm
from wibo.rulebook.proposing.parts import Purpose
from wibo.wording.proposing import PURPOSES


def _number(label: Any, **more: Any) -> forms.IntegerField:
    """Typed as text: what a browser takes for no number must be seen, not swallowed."""
    asked = _("Wpisz liczbę od 0 do 100 000, samymi cyframi.")
    field = forms.IntegerField(
        label=label,
        min_value=0,
        max_value=100_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": asked, "min_value": asked, "max_value": asked},
        **more,
    )
    for validator in field.validators:
        vars(validator)["message"] = asked
    return field


class SignaturesForm(forms.Form):
    """What the paper lists of support hold."""

    given = _number(_("Ile podpisów jest na listach"))
    valid = _number(
        _("Ile z nich jest ważnych"),
        help_text=_("Czytelne, kompletne, mieszkańca, każda osoba raz."),
    )


class DuplicateForm(forms.Form):
    """Which proposal stands for both."""

    number = forms.CharField(label=_("Numer wniosku, który zostaje"), max_length=40)
    reason = forms.CharField(
        label=_("Powód"), max_length=300, help_text=_("Stanie w dzienniku i w liście do autora.")
    )


class ReasonForm(forms.Form):
    """Why the office does something to what others have handed in."""

    reason = forms.CharField(label=_("Powód"), max_length=300)


class OfficeUploadForm(UploadForm):
    """A file that came to the office."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        purpose: Any = self.fields["purpose"]
        purpose.choices = [*purpose.choices, (Purpose.SCAN.value, PURPOSES[Purpose.SCAN])]
        purpose.initial = Purpose.SUPPORT.value
