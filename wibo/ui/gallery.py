"""An example form for the gallery: a field of each kind, with errors."""

from typing import Any

from django import forms

from wibo.ui.fields import MoneyField


class GalleryForm(forms.Form):
    """Shown half filled, so that hints and errors can be seen."""

    title: Any = forms.CharField(label="Tytuł", help_text="Krótko: co i gdzie.")
    summary: Any = forms.CharField(label="Opis", widget=forms.Textarea, required=False)
    cost: Any = MoneyField(label="Koszt", help_text="Na przykład 12 500,00")
    area: Any = forms.ChoiceField(
        label="Obszar", choices=[("", "Wybierz"), ("1", "Cała gmina")], required=False
    )
    kind: Any = forms.ChoiceField(
        label="Rodzaj",
        choices=[("a", "Inwestycja"), ("b", "Zajęcia")],
        widget=forms.RadioSelect,
        required=False,
    )
    agreed: Any = forms.BooleanField(label="Mieszkam w gminie", required=False)
