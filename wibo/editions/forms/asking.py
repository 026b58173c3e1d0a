"""Forms of what the application asks. Each asks for the reason of the change."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.editions.forms.edition import reason_field
from wibo.editions.models import Edition, Question
from wibo.editions.models.maps import LAYER_NAMES
from wibo.rulebook.proposing.numbers import is_pattern
from wibo.rulebook.proposing.parts import ALWAYS, Asked, Need, Part
from wibo.rulebook.spelling.texts import lines_of
from wibo.ui.fields import FileUpTo, LongText
from wibo.ui.versions import Versioned
from wibo.wording.proposing import NEEDS, PARTS

_CHOICES = [(need.value, words) for need, words in NEEDS.items()]
# Age is asked or not: nobody can be made to be a minor.
_OF_AGE = [(Need.OFF.value, NEEDS[Need.OFF]), (Need.NEEDED.value, _("pytamy o wiek"))]


class PartsForm(Versioned, forms.Form):
    """What is asked of each part of an application."""

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, need in edition.asked.items():
            if part not in ALWAYS:
                self.fields[part.value] = forms.ChoiceField(
                    label=PARTS[part],
                    choices=_OF_AGE if part is Part.GUARDIAN else _CHOICES,
                    initial=need.value,
                )
        self.fields["reason"] = reason_field()

    @property
    def asked(self) -> Asked:
        """What was chosen."""
        always = dict.fromkeys(ALWAYS, Need.NEEDED)
        return always | {part: Need(self.cleaned_data[part.value]) for part in Part if part not in ALWAYS}


class CategoriesForm(Versioned, forms.Form):
    """The town's categories, a line each."""

    categories = forms.CharField(
        label=_("Kategorie, każda w osobnym wierszu"),
        required=False,
        widget=LongText(rows=6),
        help_text=_("Na przykład: Zieleń, Bezpieczeństwo, Kultura. Puste: bez kategorii."),
    )
    reason: Any = reason_field()

    def clean_categories(self) -> list[str]:
        """The names in order, none longer than a list can show."""
        names = lines_of(self.cleaned_data["categories"])
        if long := next((name for name in names if len(name) > 80), None):
            raise forms.ValidationError(_("Skróć do 80 znaków: {}").format(long))
        return names


class HelpForm(Versioned, forms.Form):
    """What authors read beside the fields."""

    fit_list = forms.CharField(
        label=_("„Czy mój pomysł pasuje?”: pytania, każde w osobnym wierszu"),
        required=False,
        max_length=4000,
        widget=LongText(rows=8),
        help_text=_("Źródło napisz na końcu wiersza w nawiasie."),
    )
    never_funded = forms.CharField(
        label=_("„Tego gmina nie sfinansuje”: każda rzecz w osobnym wierszu"),
        required=False,
        max_length=4000,
        widget=LongText(rows=6),
    )
    reason: Any = reason_field()


class QuestionForm(Versioned, forms.ModelForm):
    """A question of the town's own."""

    class Meta:
        model = Question
        fields = ["label", "hint", "kind", "choices", "is_needed", "is_public", "is_on", "position"]
        labels = {
            "label": _("Pytanie"),
            "hint": _("Podpowiedź pod pytaniem"),
            "kind": _("Jak się na nie odpowiada"),
            "choices": _("Odpowiedzi do wyboru, każda w osobnym wierszu"),
            "is_needed": _("Bez odpowiedzi nie można złożyć wniosku"),
            "is_public": _("Odpowiedź widzą wszyscy"),
            "is_on": _("Zadajemy to pytanie"),
            "position": _("Które z kolei"),
        }
        help_texts = {"choices": _("Tylko przy wyborze z listy.")}
        widgets = {"choices": LongText(rows=4)}

    reason: Any = reason_field()


class OrderForm(Versioned, forms.Form):
    """In which order the parts of an application are asked, each within its step."""

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, part in enumerate(edition.order_of_parts, start=1):
            self.fields[part.value] = forms.IntegerField(
                label=PARTS[part], initial=place, min_value=1, max_value=99
            )
        self.fields["reason"] = reason_field()

    @property
    def order(self) -> list[Part]:
        """The parts by their numbers; of equal ones first the one whose number was changed: it is to go there."""
        return sorted(
            (Part(name) for name in self.fields if name in list(Part)),
            key=lambda part: (self.cleaned_data[part.value], part.value not in self.changed_data),
        )


class HandingInForm(Versioned, forms.ModelForm):
    """Numbers and support."""

    class Meta:
        model = Edition
        fields = ["number_pattern", "online_support", "support_clause"]
        labels = {
            "number_pattern": _("Wzór numeru wniosku"),
            "online_support": _("Poparcie można zbierać także przez internet"),
            "support_clause": _("Treść nad podpisami na liście poparcia"),
        }
        help_texts = {
            "number_pattern": _(
                "{nr} to kolejny numer, {rok} to rok edycji. Na przykład: BO.{rok}.{nr}. Na karcie do głosowania jest sam numer."
            ),
            "online_support": _(
                "Imię, nazwisko i potwierdzony e-mail. Liczbę widzą wszyscy, nazwiska tylko urząd."
            ),
            "support_clause": _("Puste: zwykłe oświadczenie mieszkańca i klauzula o danych osobowych."),
        }
        widgets = {"support_clause": LongText(rows=6)}

    reason: Any = reason_field()

    def clean_number_pattern(self) -> str:
        """A pattern by which numbers can be told apart."""
        pattern: str = self.cleaned_data["number_pattern"].strip()
        if not is_pattern(pattern):
            raise forms.ValidationError(
                _("Wzór musi mieć w sobie jeden raz {nr}, na przykład BO.{rok}.{nr}.")
            )
        return pattern


class PricesForm(forms.Form):
    """A file with the town's price list."""

    file = FileUpTo(
        512 * 1024,
        _("Plik jest za duży. Cennik może mieć najwyżej 512 KB."),
        label=_("Plik CSV albo XLSX"),
        help_text=_("Kolumny: nazwa, jednostka, cena. Nowy plik zastępuje cały cennik."),
    )
    reason: Any = reason_field()


class LayerForm(forms.Form):
    """One layer of the map."""

    kind = forms.ChoiceField(label=_("Co to za warstwa"), choices=list(LAYER_NAMES.items()))
    name = forms.CharField(label=_("Nazwa warstwy"), max_length=100)
    file = FileUpTo(
        5 * 1024 * 1024,
        _("Plik jest za duży. Uprość warstwę w programie GIS, do 5 MB."),
        label=_("Plik GeoJSON"),
        help_text=_(
            "Układ WGS 84 (EPSG:4326), najwyżej 5 MB. Obszary mają w polu „name” nazwy obszarów edycji."
        ),
    )
    reason: Any = reason_field()


class ReasonForm(forms.Form):
    """Why something is taken away."""

    reason: Any = reason_field()


class TilesForm(Versioned, forms.Form):
    """Where the map's background comes from."""

    map_tiles = forms.CharField(
        label=_("Adres podkładu"),
        max_length=400,
        required=False,
        help_text=_(
            "Puste: same warstwy gminy, nic nie jest pobierane z zewnątrz. Z podkładem przeglądarka mieszkańca łączy się z "
            "jego serwerem. Na przykład: https://tile.openstreetmap.org/{z}/{x}/{y}.png"
        ),
    )
    map_credit = forms.CharField(label=_("Źródło, które trzeba podać"), max_length=200, required=False)
    reason: Any = reason_field()
