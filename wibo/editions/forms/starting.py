"""The form of a new edition: its year and name, and what it begins with."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.editions.models import Edition
from wibo.editions.starting.patterns import PATTERNS
from wibo.ui.fields import DayField, MoneyField

_PATTERN, _COPY = "wzor:", "edycja:"


class EditionForm(forms.ModelForm):
    """A new edition; everything that it begins with can be changed on its page."""

    begins_with = forms.ChoiceField(label=_("Od czego zacząć"), widget=forms.RadioSelect)
    amount = MoneyField(
        label=_("Ile pieniędzy jest do podziału (zł)"),
        required=False,
        help_text=_("Do wzoru. Kwoty pul możesz potem zmienić."),
    )
    first_day = DayField(
        label=_("Pierwszy dzień"),
        required=False,
        help_text=_("Do wzoru: od niego policzymy terminy wszystkich etapów na osiem tygodni."),
    )
    kind = forms.ChoiceField(
        label=_("Jaka to edycja"),
        choices=[
            ("", _("Główna: ta, którą widać na stronie gminy")),
            ("obok", _("Obok głównej, na przykład szkolna albo zielona: pod własnym adresem")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    field_order = ("kind", "year", "name", "regulations", "begins_with", "amount", "first_day")

    class Meta:
        model = Edition
        fields = ["year", "name", "regulations"]
        labels = {
            "year": _("Rok, z którego budżetu są pieniądze"),
            "name": _("Nazwa"),
            "regulations": _("Uchwała i zarządzenie"),
        }
        help_texts = {"name": _("Na przykład: Budżet obywatelski 2028")}

    def __init__(self, *args: Any, earlier: Iterable[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earlier = {f"{_COPY}{one.pk}": one for one in earlier}
        copies = [
            (code, _("Jak „{}”: te same zasady, pule i formularze, terminy o rok dalej").format(one.name))
            for code, one in self.earlier.items()
        ]
        patterns = [(f"{_PATTERN}{code}", f"{one.name}. {one.about}") for code, one in PATTERNS.items()]
        choices = [*copies, *patterns, ("", _("Pusta: wszystko ustawię od początku"))]
        field: Any = self.fields["begins_with"]
        field.choices, field.required = choices, False

    def clean_year(self) -> int:
        typed: int = self.cleaned_data["year"]
        if not 2018 <= typed <= 2100:
            raise forms.ValidationError(_("Wpisz rok czterema cyframi, na przykład 2028."))
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.pattern is not None:
            for name in ("amount", "first_day"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Wpisz to, żeby zacząć od wzoru."))
        return cleaned

    @property
    def pattern(self) -> Any:
        """The pattern that was chosen; None for another beginning."""
        chosen = self.cleaned_data.get("begins_with", "")
        return PATTERNS.get(chosen.removeprefix(_PATTERN)) if chosen.startswith(_PATTERN) else None

    @property
    def source(self) -> Edition | None:
        """The edition to begin like; None for another beginning."""
        return self.earlier.get(self.cleaned_data.get("begins_with", ""))

    @property
    def values(self) -> dict[str, Any]:
        """Fields of the edition itself."""
        given = {name: self.cleaned_data[name] for name in ("year", "name", "regulations")}
        return {**given, "is_beside": bool(self.cleaned_data["kind"])}
