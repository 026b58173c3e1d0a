"""What is asked about the urn."""

from django import forms
from django.utils.translation import gettext_lazy as _

# No code holds these digits; people read them for letters that look like them.
_MISREAD = str.maketrans("018", "OIB")
_SIGNS = 24


class ReceiptForm(forms.Form):
    """A receipt to be looked up."""

    receipt = forms.CharField(
        label=_("Kod potwierdzenia"),
        max_length=60,
        help_text=_("24 litery i cyfry, odstępy nie mają znaczenia."),
    )

    def clean_receipt(self) -> str:
        typed = "".join(self.cleaned_data["receipt"].split()).replace("-", "").upper().translate(_MISREAD)
        if len(typed) != _SIGNS:
            raise forms.ValidationError(
                _("Kod ma 24 litery i cyfry, a tu jest ich {}. Sprawdź, czy żadnej nie brakuje.").format(
                    len(typed)
                )
            )
        return typed
