"""Forms of voting. What a person types of themselves is read once and never shown again."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wibo.editions.models import CHANNEL_NAMES, Edition
from wibo.rulebook.calendar.schedule import closing_after
from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.voting.reasons import Reason
from wibo.rulebook.voting.voting_rules import AreaRule, Contact, Factor, VotingRules
from wibo.ui.fields import BirthDateField, DayField, MinuteField
from wibo.ui.versions import Versioned
from wibo.wording.faults import in_words


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


class ReceiptMailForm(forms.Form):
    """Where to send a receipt's code."""

    email = forms.EmailField(
        label=_("Adres e-mail"),
        help_text=_("Wyślemy tylko kod, bez wyborów. Adresu nie zapisujemy."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class TagKeyForm(forms.Form):
    """The town's own public key."""

    public = forms.CharField(
        label=_("Klucz publiczny gminy"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
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


@lru_cache(maxsize=64)
def _blank(kind: IdentityKind, rules: VotingRules, language: str) -> str:
    return str(_form(kind, rules, None))


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


class ReceiptForm(forms.Form):
    """A receipt to be looked up."""

    receipt = forms.CharField(
        label=_("Kod potwierdzenia"),
        max_length=60,
        help_text=_("24 litery i cyfry, odstępy nie mają znaczenia."),
    )

    def clean_receipt(self) -> str:
        return "".join(self.cleaned_data["receipt"].split()).replace("-", "").upper()


class BatchForm(forms.Form):
    """A batch of one box and day."""

    name = forms.CharField(
        label=_("Nazwa paczki"),
        max_length=120,
        help_text=_("Na przykład: szkoła, ul. Długa, 14 października"),
    )
    cast_on: Any = DayField(label=_("Dzień głosowania"))
    expected = forms.IntegerField(label=_("Ile kart policzono w urnie"), min_value=1, max_value=100000)


class CountForm(forms.Form):
    """A count of the papers of a batch."""

    papers = forms.IntegerField(label=_("Ile kart jest w paczce"), min_value=1, max_value=100000)

    def __init__(self, *args: Any, with_note: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if with_note:
            self.fields["note"] = forms.CharField(
                label=_("Skąd różnica"), max_length=300, help_text=_("Stanie w dzienniku.")
            )


class DisputeForm(forms.Form):
    """A card for the commission."""

    serial = forms.IntegerField(label=_("Numer karty w paczce"), min_value=1, max_value=1_000_000)
    question = forms.CharField(
        label=_("Co jest niejasne"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Bez danych osoby i bez numerów projektów. Na przykład: dwa krzyżyki, jeden przekreślony."
        ),
    )


class DecisionForm(forms.Form):
    """The commission's answer."""

    reason = forms.ChoiceField(
        label=_("Karta jest"),
        required=False,
        choices=[("", _("ważna")), *((r.value, f"{_('nieważna')}: {in_words(r.value)}") for r in Reason)],
    )
    answer = forms.CharField(
        label=_("Uzasadnienie"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stanie w dzienniku i w protokole paczki."),
    )


class RegisterForm(forms.Form):
    """The register of entitled people."""

    file = forms.FileField(
        label=_("Plik CSV albo TXT"),
        help_text=_("Zapisany z arkusza, do 10 MB. Kolumny poznajemy po nagłówkach w pierwszym wierszu."),
    )


class ExtensionForm(forms.Form):
    """Voting lasts longer."""

    channels = forms.MultipleChoiceField(
        label=_("Które głosowanie"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(channel.value, name) for channel, name in CHANNEL_NAMES.items()],
    )
    last_minute: Any = MinuteField(label=_("Do (ta minuta jeszcze się liczy)"))
    reason = forms.CharField(
        label=_("Powód"),
        max_length=300,
        help_text=_("Przeczyta go każdy. Na przykład: strona nie działała 3 września od 18 do 20."),
    )

    @property
    def until(self) -> datetime:
        """The end, exclusive."""
        return closing_after(self.cleaned_data["last_minute"])


class PauseForm(forms.Form):
    """Stopping or resuming."""

    reason = forms.CharField(label=_("Powód"), max_length=300, help_text=_("Przeczyta go każdy."))


class StrikeForm(forms.Form):
    """Striking a project out."""

    reason = forms.CharField(
        label=_("Powód skreślenia"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Będzie publiczny."),
    )


class ClosingForm(forms.Form):
    """Closing a batch."""

    note = forms.CharField(
        label=_("Uwaga"),
        max_length=500,
        required=False,
        help_text=_("Wymagana, gdy liczby się nie zgadzają."),
    )


class CollisionForm(Versioned, forms.Form):
    """Groups of numbers of which one project can win."""

    groups = forms.CharField(
        label=_("Numery projektów, z których wygrać może jeden"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        help_text=_(
            "Każda grupa w osobnym wierszu, numery po przecinku, na przykład: 3, 7. Puste: żadne się nie wykluczają."
        ),
    )

    def clean_groups(self) -> list[list[str]]:
        """The numbers of each group."""
        lines = [line.replace(";", ",").split(",") for line in self.cleaned_data["groups"].splitlines()]
        return [numbers for line in lines if (numbers := [word.strip() for word in line if word.strip()])]


class ProtestForm(forms.Form):
    """A protest as the office registers it."""

    letter = forms.CharField(label=_("Numer pisma"), max_length=60)
    received_on = DayField(label=_("Data wpływu"))
    summary = forms.CharField(
        label=_("Czego dotyczy"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Krótko i bez danych osób. Kto pisał, jest w aktach pod numerem pisma."),
    )


class ProtestAnswerForm(forms.Form):
    """The decision about a protest."""

    upheld = forms.ChoiceField(
        label=_("Rozstrzygnięcie"),
        widget=forms.RadioSelect,
        choices=[("yes", _("uwzględniony")), ("no", _("oddalony"))],
    )
    answer = forms.CharField(
        label=_("Uzasadnienie"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Stanie w protokole wyniku."),
    )
