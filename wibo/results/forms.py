"""Forms of results: reasons of two-person acts, the order of a tie, annulment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.results.models import TieDraw
from wibo.rulebook.reasons import WORDS, Reason


class ActForm(forms.Form):
    """The reason of an act of two people."""

    reason = forms.CharField(label=_("Powód"), max_length=300, help_text=_("Stanie w dzienniku."))


class TieForm(forms.Form):
    """The order of tied projects: a place for each."""

    method = forms.ChoiceField(
        label=_("Na jakiej podstawie"), widget=forms.RadioSelect,
        choices=[(m.value, m.label) for m in (TieDraw.Method.REGULATION, TieDraw.Method.DRAW)],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Opis"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Który przepis regulaminu albo jak przebiegło losowanie i kto przy nim był. Będzie publiczny."),
    )  # fmt: skip

    def __init__(self, *args: Any, tied: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tied = tied
        for at, number in enumerate(tied):
            self.fields[f"place_{at}"] = forms.IntegerField(
                label=_("Miejsce projektu nr {}").format(number), min_value=1, max_value=len(tied)
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        places = [cleaned.get(f"place_{at}") for at in range(len(self.tied))]
        if None not in places and len(set(places)) != len(places):
            raise forms.ValidationError(_("Każdy projekt musi mieć inne miejsce."))
        return cleaned

    @property
    def order(self) -> list[str]:
        """The tied projects from the first place down."""
        places = {self.cleaned_data[f"place_{at}"]: number for at, number in enumerate(self.tied)}
        return [places[place] for place in sorted(places)]


class ReceiptForm(forms.Form):
    """An act about one ballot, named by the receipt that its voter shows."""

    receipt = forms.CharField(label=_("Kod potwierdzenia głosu"), max_length=60)
    note = forms.CharField(label=_("Uzasadnienie"), max_length=300, help_text=_("Stanie w dzienniku."))

    def clean_receipt(self) -> str:
        return "".join(self.cleaned_data["receipt"].split()).upper()


class AnnulForm(ReceiptForm):
    """Annulling a ballot."""

    reason = forms.ChoiceField(label=_("Powód"), choices=[(r.value, f"{r.value} {WORDS[r]}") for r in Reason])
    field_order = ("receipt", "reason", "note")
