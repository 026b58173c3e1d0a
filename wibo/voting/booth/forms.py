"""Forms of the booth beside the choice itself: the number sent to a contact, the area, where a receipt goes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.editions.models import Edition
from wibo.rulebook.voting.voting_rules import AreaRule


class ContactNumberForm(forms.Form):
    """The number sent to a contact."""

    number = forms.CharField(
        label=_("Sześć cyfr z wiadomości"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "short-input"}
        ),
    )

    def clean_number(self) -> str:
        return "".join(self.cleaned_data["number"].split())


AREA_QUESTIONS: dict[AreaRule, Any] = {
    AreaRule.OWN: _("Gdzie mieszkasz"),
    AreaRule.CHOSEN: _("Na listę którego obszaru głosujesz"),
    AreaRule.ANY: "",
}


class AreaChoiceForm(forms.Form):
    """The area of the voter: where they live, or the one they choose."""

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"] = forms.ChoiceField(
            label=AREA_QUESTIONS[edition.voting.area_rule],
            widget=forms.RadioSelect,
            choices=[(str(area.pk), area.name) for area in edition.areas.all()],
            error_messages={"required": _("Wybierz jeden z obszarów.")},
        )


class ReceiptMailForm(forms.Form):
    """Where to send a receipt's code."""

    email = forms.EmailField(
        label=_("Adres e-mail"),
        help_text=_("Wyślemy tylko kod, bez wyborów. Adresu nie zapisujemy."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
