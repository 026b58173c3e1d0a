"""Forms of batches and of disputed cards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.rulebook.voting.reasons import Reason
from wibo.ui.fields import DayField
from wibo.wording.faults import in_words


class BatchForm(forms.Form):
    """A batch of one box and day."""

    name = forms.CharField(
        label=_("Nazwa paczki"),
        max_length=120,
        help_text=_("Na przykład: szkoła, ul. Długa, 14 października"),
    )
    cast_on: Any = DayField(label=_("Dzień głosowania"))
    expected = forms.IntegerField(label=_("Ile kart policzono w urnie"), min_value=1, max_value=100000)


class CountForm(forms.Form):
    """A count of the papers of a batch."""

    papers = forms.IntegerField(label=_("Ile kart jest w paczce"), min_value=1, max_value=100000)

    def __init__(self, *args: Any, with_note: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if with_note:
            self.fields["note"] = forms.CharField(
                label=_("Skąd różnica"), max_length=300, help_text=_("Stanie w dzienniku.")
            )


class ClosingForm(forms.Form):
    """Closing a batch."""

    note = forms.CharField(
        label=_("Uwaga"),
        max_length=500,
        required=False,
        help_text=_("Wymagana, gdy liczby się nie zgadzają."),
    )


class DisputeForm(forms.Form):
    """A card for the commission."""

    serial = forms.IntegerField(label=_("Numer karty w paczce"), min_value=1, max_value=1_000_000)
    question = forms.CharField(
        label=_("Co jest niejasne"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Bez danych osoby i bez numerów projektów. Na przykład: dwa krzyżyki, jeden przekreślony."
        ),
    )


class DecisionForm(forms.Form):
    """The commission's answer."""

    reason = forms.ChoiceField(
        label=_("Karta jest"),
        required=False,
        choices=[("", _("ważna")), *((r.value, f"{_('nieważna')}: {in_words(r.value)}") for r in Reason)],
    )
    answer = forms.CharField(
        label=_("Uzasadnienie"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stanie w dzienniku i w protokole paczki."),
    )
