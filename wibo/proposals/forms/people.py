"""Forms of people beside the author: co-authors, supporters, followers, and who takes an application from paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class InviteForm(forms.Form):
    """Whom the author wants to write with."""

    email = forms.EmailField(
        label=_("E-mail współautora"),
        help_text=_("Dostanie list z zaproszeniem. Współautor może pisać we wniosku, składa go autor."),
    )


class JoinForm(forms.Form):
    """Becoming a co-author."""

    publish = forms.BooleanField(
        label=_("Zgadzam się, żeby przy wniosku było moje imię i nazwisko"), required=False
    )


class ClaimForm(forms.Form):
    """The code from the office's confirmation."""

    code = forms.CharField(
        label=_("Kod z potwierdzenia"),
        max_length=30,
        help_text=_("12 znaków, na przykład ABCD-EFGH-JKMN. Wielkość liter nie ma znaczenia."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class SupportForm(forms.Form):
    """Who supports an idea."""

    name = forms.CharField(
        label=_("Imię i nazwisko"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Wyślemy na niego list z odnośnikiem, którym potwierdzisz poparcie."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    resident = forms.BooleanField()

    def __init__(self, *args: Any, of_whom: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resident"].label = _("Mieszkam na terenie {}").format(of_whom)
        self.fields["resident"].error_messages["required"] = _("Poprzeć pomysł mogą tylko mieszkańcy.")


class FollowForm(forms.Form):
    """Where the steps of a proposal are to be told."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_(
            "Wyślemy na niego list z odnośnikiem do potwierdzenia. Bez potwierdzenia nic nie przyjdzie."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
