"""The operator's forms."""

import re
from typing import Any
from xml.etree import ElementTree

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from wibo.accounts.forms import NameField
from wibo.towns.models import Town
from wibo.ui.fields import LongText, MinuteField
from wibo.ui.versions import FIELD, Versioned

_LONGEST_ARMS = 60_000
_SVG = "{http://www.w3.org/2000/svg}"


class SignInForm(forms.Form):
    """E-mail, password and telephone of an operator."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        label=_("Hasło"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    number = forms.CharField(
        label=_("Numer z aplikacji w telefonie"),
        required=False,
        max_length=20,
        help_text=_("Sześć cyfr. Puste, dopóki telefon nie jest ustawiony."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class TownForm(Versioned, forms.ModelForm):
    """A town as residents see it."""

    class Meta:
        model = Town
        fields = [
            "name",
            "name_genitive",
            "slug",
            "host",
            "colour",
            "arms",
            "population",
            "contact_person",
            "contact_place",
            "contact_phone",
            "contact_email",
            "dpo_contact",
            "plan",
            "on_call",
        ]
        labels = {
            "name": _("Nazwa"),
            "name_genitive": _("Nazwa w dopełniaczu"),
            "slug": _("Nazwa w adresie"),
            "host": _("Własna domena"),
            "colour": _("Kolor"),
            "arms": _("Herb"),
            "population": _("Liczba mieszkańców"),
            "contact_person": _("Osoba do kontaktu"),
            "contact_place": _("Adres urzędu i pokój"),
            "contact_phone": _("Telefon"),
            "contact_email": _("E-mail urzędu"),
            "dpo_contact": _("Kontakt do inspektora ochrony danych"),
            "plan": _("Co gmina zamówiła"),
            "on_call": _("Kogo zbudzić, gdy głosowanie stanie"),
        }
        help_texts = {
            "slug": _(
                "Na przykład lipowo. Gmina będzie pod adresem lipowo.DOMENA. Później nie da się tego zmienić."
            ),
            "host": _("Tylko gdy gmina ma domenę, która wskazuje na ten serwer. Bez https:// i ukośnika."),
            "colour": _("Zapisany jak #15532b. Odcienie dobierzemy tak, żeby tekst był czytelny."),
            "name": _("Na przykład Gmina Lipowo."),
            "name_genitive": _("Kogo, czego? Na przykład Gminy Lipowo."),
            "dpo_contact": _("Na przykład iod@lipowo.pl."),
            "plan": _("Widzi to tylko operator. Na przykład: cały proces z SMS, umowa nr 12/2027."),
            "on_call": _("Widzi to tylko operator. Imię, nazwisko i telefon."),
            "arms": _("Plik SVG jako tekst, bez skryptów i odnośników. Puste: tarcza w kolorze gminy."),
        }
        widgets = {"arms": forms.Textarea(attrs={"rows": 4, "spellcheck": "false"})}

    @property
    def values(self) -> dict[str, Any]:
        """What the form says of the town."""
        return {name: value for name, value in self.cleaned_data.items() if name != FIELD}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("contact_person", "contact_place", "contact_phone", "contact_email", "population"):
            self.fields[name].required = True
        self.fields["population"] = forms.IntegerField(
            label=self.fields["population"].label,
            min_value=1,
            max_value=2_000_000,
            error_messages={"min_value": _("Wpisz liczbę mieszkańców większą od zera.")},
        )
        if not self.instance.pk:
            self.initial["population"] = None
        if self.instance.pk:
            del self.fields["slug"]

    def clean_host(self) -> str:
        typed: str = self.cleaned_data["host"].strip().casefold()
        if typed and not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", typed):
            raise forms.ValidationError(_("Wpisz samą domenę, na przykład budzet.lipowo.pl."))
        if f".{typed}".endswith(f".{settings.BASE_HOST}"):
            raise forms.ValidationError(_("To adres samej usługi. Gmina ma go już z nazwy w adresie."))
        return typed

    def clean_arms(self) -> str:
        typed: str = self.cleaned_data["arms"].strip()
        if typed and not _is_plain_svg(typed):
            raise forms.ValidationError(
                _(
                    "To nie jest czysty plik SVG. Może mieć kształty i kolory, bez skryptów, stylów i odnośników."
                )
            )
        return typed


def _is_plain_svg(text: str) -> bool:
    """Shapes alone: no entity, script, style, foreign content, event or link that could reach out."""
    if len(text) > _LONGEST_ARMS or "<!" in text or "<?" in text.removeprefix("<?xml"):
        return False
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - entities are refused above
    except ElementTree.ParseError:
        return False
    shapes = {"svg", "g", "path", "circle", "ellipse", "rect", "line", "polygon", "polyline", "title", "desc"}
    if root.tag != f"{_SVG}svg":
        return False
    for node in root.iter():
        if node.tag.removeprefix(_SVG) not in shapes or not node.tag.startswith(_SVG):
            return False
        if any(
            name.lower().startswith("on") or "href" in name or "url(" in value for name, value in node.items()
        ):
            return False
    return True


class AnnouncementForm(forms.Form):
    """What all towns are told, and from when until when."""

    text = forms.CharField(
        label=_("Treść"),
        max_length=500,
        widget=LongText(3),
        help_text=_("Na przykład: W nocy z soboty na niedzielę od 1 do 3 strona może chwilami nie działać."),
    )
    for_residents = forms.BooleanField(label=_("Widzą też mieszkańcy, nie tylko urzędy"), required=False)
    shown_from: Any = MinuteField(label=_("Pokazuj od"))
    shown_until: Any = MinuteField(label=_("Pokazuj do"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("shown_from"), cleaned.get("shown_until")
        if first and last and last <= first:
            self.add_error("shown_until", _("Koniec jest przed początkiem. Popraw jeden z nich."))
        return cleaned


class WindowForm(forms.Form):
    """Days of the service; both are in."""

    service_from = forms.DateField(
        label=_("Usługa działa od"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    service_until = forms.DateField(
        label=_("Usługa działa do (włącznie)"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ExtensionForm(Versioned, WindowForm):
    """A change of the window, with its reason."""

    reason = forms.CharField(
        label=_("Powód"),
        max_length=300,
        help_text=_("Stanie w dzienniku gminy. Na przykład: aneks nr 2 do umowy."),
    )


class AdministratorForm(forms.Form):
    """Whom to invite as the town's administrator."""

    first_name = NameField(label=_("Imię"), max_length=60)
    surname = NameField(label=_("Nazwisko"), max_length=80)
    email = forms.EmailField(
        label=_("E-mail administratora"),
        help_text=_("Wyślemy list z odnośnikiem do ustalenia hasła, ważny 3 dni."),
    )


class ProviderForm(forms.Form):
    """Where people of a town may sign in instead of by a password."""

    name = forms.CharField(
        label=_("Napis na przycisku"), max_length=60, help_text=_("Na przykład: Zaloguj się kontem urzędu")
    )
    issuer = forms.CharField(
        label=_("Adres dostawcy (issuer)"),
        max_length=200,
        help_text=_("Zaczyna się od https://. Pod nim leży /.well-known/openid-configuration."),
    )
    client = forms.CharField(label=_("Identyfikator klienta"), max_length=200)
    secret = forms.CharField(
        label=_("Sekret klienta"),
        max_length=400,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Puste: zostaje ten, który jest."),
    )
    for_residents = forms.BooleanField(
        label=_("Kto nie ma konta, dostaje je od razu (dla dostawców, którzy sprawdzają tożsamość)"),
        required=False,
    )
    is_on = forms.BooleanField(label=_("Włączone"), required=False, initial=True)

    def clean_issuer(self) -> str:
        typed: str = self.cleaned_data["issuer"].strip()
        at_home = settings.DEMO or settings.TESTING
        if not typed.startswith(("https://", "http://127.0.0.1:") if at_home else "https://"):
            raise forms.ValidationError(_("Wpisz adres, który zaczyna się od https://."))
        return typed
