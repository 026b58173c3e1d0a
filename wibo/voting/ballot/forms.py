"""Forms about the ballot: groups of which one project can win, and striking out."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.ui.versions import Versioned


class CollisionForm(Versioned, forms.Form):
    """Groups of numbers of which one project can win."""

    groups = forms.CharField(
        label=_("Numery projektów, z których wygrać może jeden"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        help_text=_(
            "Każda grupa w osobnym wierszu, numery po przecinku, na przykład: 3, 7. Puste: żadne się nie wykluczają."
        ),
    )

    def clean_groups(self) -> list[list[str]]:
        """The numbers of each group."""
        lines = [line.replace(";", ",").split(",") for line in self.cleaned_data["groups"].splitlines()]
        return [numbers for line in lines if (numbers := [word.strip() for word in line if word.strip()])]


class StrikeForm(forms.Form):
    """Striking a project out."""

    reason = forms.CharField(
        label=_("Powód skreślenia"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Będzie publiczny."),
    )
