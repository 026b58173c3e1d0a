"""The formula by which money is shared over areas."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.editions.forms.edition import reason_field
from wibo.editions.sharing import Formula
from wibo.ui.fields import MoneyField

_HEAD, _PARTS = "head", "parts"


class SharingForm(forms.Form):
    """A sum a head, or a total in two parts."""

    kind = forms.ChoiceField(
        label=_("Jak liczymy"),
        choices=[(_PARTS, _("Suma do podziału")), (_HEAD, _("Kwota na mieszkańca"))],
        widget=forms.RadioSelect,
        initial=_PARTS,
    )
    amount: Any = MoneyField(
        label=_("Kwota w zł"),
        help_text=_("Cała suma albo kwota na jednego mieszkańca, zależnie od odpowiedzi wyżej."),
    )
    equal_percent = forms.IntegerField(
        label=_("Ile procent sumy dzielimy po równo"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=_("Reszta idzie według liczby mieszkańców. Puste: wszystko według liczby mieszkańców."),
    )
    reason: Any = reason_field()

    @property
    def formula(self) -> Formula:
        """What the form says."""
        given = self.cleaned_data
        if given["kind"] == _HEAD:
            return Formula(a_head=given["amount"])
        return Formula(total=given["amount"], equal_percent=given["equal_percent"] or 0)
