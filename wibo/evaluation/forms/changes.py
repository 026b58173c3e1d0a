"""What the office proposes to change in an application."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.rulebook.proposing.parts import Part
from wibo.wording.proposing import PARTS


class ChangeForm(forms.Form):
    """The texts as they would be, and why."""

    title = forms.CharField(label=PARTS[Part.TITLE], max_length=150)
    summary = forms.CharField(
        label=PARTS[Part.SUMMARY], max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    description = forms.CharField(
        label=PARTS[Part.DESCRIPTION],
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    location = forms.CharField(label=PARTS[Part.LOCATION], max_length=300, required=False)
    plot = forms.CharField(label=PARTS[Part.PLOT], max_length=100, required=False)
    why = forms.CharField(
        label=_("Dlaczego"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Przeczyta to wnioskodawca, zanim się zgodzi."),
    )
