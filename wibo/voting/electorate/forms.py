"""Forms about the register as a whole."""

from django import forms
from django.utils.translation import gettext_lazy as _


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
