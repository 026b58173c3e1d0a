"""Forms of what the office does with one proposal: counts signatures, marks a duplicate, adds a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.proposals.forms.files import UploadForm
from wibo.rulebook.proposing.parts import Purpose


class SignaturesForm(forms.Form):
    """What the paper lists of support hold."""

    given = forms.IntegerField(label=_("Ile podpisów jest na listach"), min_value=0, max_value=100_000)
    valid = forms.IntegerField(
        label=_("Ile z nich jest ważnych"),
        min_value=0,
        max_value=100_000,
        help_text=_("Czytelne, kompletne, mieszkańca, każda osoba raz."),
    )


class DuplicateForm(forms.Form):
    """Which proposal stands for both."""

    number = forms.CharField(label=_("Numer wniosku, który zostaje"), max_length=40)
    reason = forms.CharField(
        label=_("Powód"), max_length=300, help_text=_("Stanie w dzienniku i w liście do autora.")
    )


class OfficeUploadForm(UploadForm):
    """A file that came to the office."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].initial = Purpose.SUPPORT.value
