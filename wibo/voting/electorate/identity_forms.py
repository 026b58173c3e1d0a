"""Who is voting: a form for each kind of identity. What a person types of themselves is read once and never shown again."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wibo.editions.models import Edition
from wibo.memory import lasting
from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.voting.voting_rules import Contact, Factor, VotingRules
from wibo.ui.fields import BirthDateField


class IdentityForm(forms.Form):
    """What every kind asks besides who the person is: the declaration and, where the rules say so, more."""

    def __init__(self, *args: Any, rules: VotingRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if rules.residence_declaration:
            self.fields["declared"] = forms.BooleanField(
                label=_("Oświadczam, że mieszkam w tej gminie"),
                error_messages={"required": _("Zaznacz oświadczenie. Głosować mogą mieszkańcy gminy.")},
            )
        if rules.guardian_age:
            label = _("Osoba, która nie ma {age} lat: rodzic albo opiekun zgadza się na ten głos")
            self.fields["guardian"] = forms.BooleanField(
                label=str(label).format(age=rules.guardian_age),
                required=False,
                help_text=_("Starsi zostawiają puste."),
            )

    @property
    def said(self) -> dict[str, Any]:
        """What the person declares, for the making of a voter."""
        data = self.cleaned_data
        return {"declared": bool(data.get("declared")), "guardian": bool(data.get("guardian"))}

    @property
    def person(self) -> dict[str, Any]:
        """Who the person is, as typed, without declarations and contact."""
        rest = {"declared", "guardian", "contact"}
        return {name: value for name, value in self.cleaned_data.items() if name not in rest}


class PeselForm(IdentityForm):
    """The PESEL kinds."""

    pesel = forms.CharField(
        label=_("Numer PESEL"),
        max_length=40,
        help_text=_("11 cyfr."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, rules: VotingRules, **kwargs: Any) -> None:
        super().__init__(*args, rules=rules, **kwargs)
        if rules.factor is not Factor.NONE:
            self.fields["name"] = forms.CharField(
                label=FACTOR_QUESTIONS[rules.factor],
                max_length=60,
                help_text=_("Pierwsze imię wystarczy. Wielkość liter i polskie znaki nie mają znaczenia."),
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
            self.order_fields(["pesel", "name"])


class VotingCodeForm(IdentityForm):
    """The kind with one-time codes."""

    code = forms.CharField(
        label=_("Kod do głosowania"),
        max_length=40,
        help_text=_("12 liter i cyfr z listu. Kreski i wielkość liter nie mają znaczenia."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class NameForm(IdentityForm):
    """The kind without PESEL."""

    first_name = forms.CharField(
        label=_("Imię"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    surname = forms.CharField(
        label=_("Nazwisko"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    birth_date: Any = BirthDateField(label=_("Data urodzenia"), help_text=_("Na przykład 15.04.1950"))
    address = forms.CharField(
        label=_("Adres"),
        max_length=110,
        help_text=_("Ulica i numer albo miejscowość."),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )

    def __init__(self, *args: Any, rules: VotingRules, **kwargs: Any) -> None:
        super().__init__(*args, rules=rules, **kwargs)
        if rules.asks_sex:
            self.fields["sex"] = forms.ChoiceField(
                label=_("Płeć (nie musisz odpowiadać)"),
                required=False,
                widget=forms.RadioSelect,
                choices=[("F", _("kobieta")), ("M", _("mężczyzna")), ("", _("nie odpowiadam"))],
                help_text=_("Tylko do statystyki."),
            )
        if rules.contact is not Contact.NONE:
            self.fields["contact"] = forms.CharField(
                label=CONTACT_QUESTIONS[rules.contact],
                max_length=254,
                help_text=_(
                    "Wyślemy tam numer do wpisania. Zapisujemy tylko skrót, z którego nie da się go odczytać."
                ),
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )


FACTOR_QUESTIONS: dict[Factor, Any] = {
    Factor.FIRST_NAME: _("Imię"),
    Factor.MOTHER: _("Imię matki"),
    Factor.FATHER: _("Imię ojca"),
}


CONTACT_QUESTIONS: dict[Contact, Any] = {
    Contact.EMAIL: _("Adres e-mail"),
    Contact.PHONE: _("Numer telefonu"),
    Contact.EITHER: _("Adres e-mail albo numer telefonu"),
}


_FORMS: dict[IdentityKind, type[IdentityForm]] = {
    IdentityKind.NAME_AND_BIRTH_DATE: NameForm,
    IdentityKind.CODE: VotingCodeForm,
}


def identity_form(edition: Edition, data: Any) -> IdentityForm:
    """The form for an edition's kind of identity."""
    return _form(edition.kind, edition.voting, data)


def _form(kind: IdentityKind, rules: VotingRules, data: Any) -> IdentityForm:
    # A name beside the PESEL is asked for only where a register can confirm it.
    asked = rules if kind is IdentityKind.PESEL_REGISTER else replace(rules, factor=Factor.NONE)
    return _FORMS.get(kind, PeselForm)(data, rules=asked)


def blank_identity(edition: Edition) -> str:
    """The form as everyone first sees it; holds nothing of anyone, so it is rendered once."""
    return _blank(edition.kind, edition.voting, get_language() or "")


@lasting(64)
def _blank(kind: IdentityKind, rules: VotingRules, language: str) -> str:
    return str(_form(kind, rules, None))
