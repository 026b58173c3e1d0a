"""Forms of accounts. Signing in says one thing for an unknown address and a wrong password."""

import re
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from wibo.access.permissions import INVITED_ROLES, LABELS


def _password(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, help_text=help_text, strip=False, max_length=200)


class NameField(forms.CharField):
    """A part of a person's name: one line of letters, with what stands between them. It reaches letters to others, so
    neither a link nor a line of its own may be put into it.
    """

    default_validators = [
        RegexValidator(
            re.compile(r"^[^\W\d_](?:[^\W\d_]|[ .'’ʼ\-])*$"),
            _("Wpisz imię albo nazwisko: litery, odstęp, łącznik, kropka albo apostrof."),
        )
    ]

    def to_python(self, value: Any) -> Any:
        """The text in one line, blanks folded."""
        return " ".join(str(super().to_python(value) or "").split())


class SignUpForm(forms.Form):
    """A resident's account."""

    first_name = NameField(
        label=_("Imię"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    surname = NameField(
        label=_("Nazwisko"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Wyślemy na niego list z odnośnikiem, który potwierdzi konto."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class SignInForm(forms.Form):
    """E-mail and password."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = _password(_("Hasło"), "current-password")


class NumberForm(forms.Form):
    """The number that the telephone shows, or a printed code."""

    number = forms.CharField(
        label=_("Numer z telefonu"),
        max_length=20,
        help_text=_("6 cyfr z aplikacji. Gdy telefonu nie masz, wpisz jeden z wydrukowanych kodów."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text"}),
    )

    def __init__(self, *args: Any, has_telephone: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_telephone:
            self.fields["number"].label = _("Wydrukowany kod")
            self.fields["number"].help_text = ""


class ProofForm(forms.Form):
    """What proves that an account's person sits here: the password, and telephone or code where there are any."""

    password = _password(_("Hasło"), "current-password")
    current = forms.CharField(
        label=_("Numer z telefonu albo wydrukowany kod"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, asks_number: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_number:
            del self.fields["current"]


class TelephoneForm(ProofForm):
    """The first number of a telephone, beside the proof."""

    number = forms.CharField(
        label=_("Numer z telefonu"),
        max_length=20,
        help_text="6 cyfr, które pokazuje aplikacja po zeskanowaniu kodu.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class AnswerForm(forms.Form):
    """What a browser says of a passkey; for programs."""

    answer = forms.CharField(max_length=20_000, widget=forms.HiddenInput, required=False)


class KeyForm(AnswerForm):
    """A passkey that the browser has made."""

    name = forms.CharField(
        label=_("Nazwa klucza"), max_length=60, help_text=_("Po niej go poznasz, np. „telefon służbowy”.")
    )


class PasswordForm(forms.Form):
    """The password once more, before what cannot be undone."""

    password = _password(_("Hasło"), "current-password")


class NewEmailForm(PasswordForm):
    """Another address for the account."""

    email = forms.EmailField(
        label=_("Nowy adres e-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    field_order = ("email", "password")


class EmailForm(forms.Form):
    """The address to which the letter for a new password goes."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))


class NewPasswordForm(forms.Form):
    """A password for a new account or instead of an old one."""

    password = _password(_("Hasło"), "new-password", _("Co najmniej 10 znaków. Może być zdaniem."))

    def clean_password(self) -> str:
        typed: str = self.cleaned_data["password"]
        password_validation.validate_password(typed)
        return typed


class RemovalForm(forms.Form):
    """Why a telephone is taken off an account."""

    reason = forms.CharField(
        label=_("Powód"), max_length=300, help_text=_("Stanie w dzienniku. Na przykład: telefon zgubiony.")
    )


class OfficialForm(forms.Form):
    """A person of the office and the role to give."""

    first_name = NameField(label=_("Imię"), max_length=60)
    surname = NameField(label=_("Nazwisko"), max_length=80)
    email = forms.EmailField(
        label=_("E-mail służbowy"), help_text=_("Wyślemy list z odnośnikiem do ustalenia hasła, ważny 3 dni.")
    )
    role = forms.ChoiceField(
        label=_("Rola"),
        choices=[(role.value, LABELS[role].capitalize()) for role in INVITED_ROLES],
    )
