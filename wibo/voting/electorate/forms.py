"""Forms about the register as a whole."""

import base64

from django import forms
from django.utils.translation import gettext_lazy as _

NO_KEY = _("To nie jest klucz publiczny. Wklej wiersz, który wypisało polecenie wibo register key.")


class RegisterForm(forms.Form):
    """The register of entitled people."""

    file = forms.FileField(
        label=_("Plik CSV albo TXT"),
        help_text=_("Zapisany z arkusza, do 10 MB. Kolumny poznajemy po nagłówkach w pierwszym wierszu."),
    )


class TagKeyForm(forms.Form):
    """The town's own public key."""

    public = forms.CharField(
        label=_("Klucz publiczny gminy"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean_public(self) -> bytes:
        """The key's bytes; whether they are a key, the act says."""
        try:
            return base64.b64decode(self.cleaned_data["public"], validate=True)
        except ValueError as error:
            raise forms.ValidationError(NO_KEY) from error
