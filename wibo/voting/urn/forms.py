"""What is asked about the urn."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReceiptForm(forms.Form):
    """A receipt to be looked up."""

    receipt = forms.CharField(
        label=_("Kod potwierdzenia"),
        max_length=60,
        help_text=_("24 litery i cyfry, odstępy nie mają znaczenia."),
    )

    def clean_receipt(self) -> str:
        return "".join(self.cleaned_data["receipt"].split()).replace("-", "").upper()
