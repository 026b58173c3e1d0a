"""Rows of the estimate."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from wibo.rulebook.proposing.costs import CostRow
from wibo.rulebook.spelling.money import zloty
from wibo.rulebook.spelling.quantities import plain_quantity
from wibo.ui.fields import MoneyField

COST_LINES = 30
# Grosze: a milliard of złoty is beyond all budgets and within all numbers of a database.
MOST_OF_A_ROW = 10**11
# Empty rows below those that are filled; without the script "Dodaj wiersze" saves and shows as many more.
SPARE = 3
# On paper the clerk sees how many there are and types them in one go.
SPARE_ON_PAPER = COST_LINES


class QuantityField(forms.DecimalField):
    """How many units, as people write it: 12,5; cleans to a Decimal, 1 where nothing is written."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(
            max_digits=10,
            decimal_places=3,
            required=False,
            widget=widget,
            validators=[MinValueValidator(Decimal("0.001"), _("Wpisz liczbę większą od zera."))],
            **kwargs,
        )
        self.error_messages["invalid"] = _("Wpisz liczbę, na przykład 12 albo 12,5.")

    def to_python(self, value: Any) -> Any:
        """The number, whatever signs stand between thousands."""
        typed = "".join(str(value).split()) if value is not None else value
        if typed and re.fullmatch(r"\d{1,3}(\.\d{3})+", typed):
            # A thousand to one reader, one to another: a price with such a point is refused, too.
            whole, exact = typed.replace(".", ""), typed.replace(".", ",")
            raise forms.ValidationError(_("Nie wiadomo, ile to jest. Wpisz {} albo {}.").format(whole, exact))
        return super().to_python(typed.replace(",", ".") if typed else typed)

    def prepare_value(self, value: Any) -> Any:
        """A stored number as people write it."""
        return plain_quantity(value) if isinstance(value, Decimal) else value


class CostLineForm(forms.Form):
    """One row; a name and a price, or nothing at all."""

    name = forms.CharField(label=_("Co"), max_length=200, required=False)
    quantity = QuantityField(label=_("Ile"))
    unit = forms.CharField(label=_("Jednostka"), max_length=30, required=False)
    price = MoneyField(label=_("Cena w zł"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        name, price = cleaned.get("name"), cleaned.get("price")
        written = name or price is not None or cleaned.get("unit") or cleaned.get("quantity") is not None
        if written and not name and not self.has_error("name"):
            self.add_error("name", _("Napisz, czego dotyczy kwota."))
        if written and price is None and not self.has_error("price"):
            self.add_error("price", _("Wpisz kwotę."))
        if price is not None and price * (cleaned.get("quantity") or 1) > MOST_OF_A_ROW:
            self.add_error("price", _("To za dużo. Jedna pozycja może kosztować najwyżej 1 000 000 000 zł."))
        return cleaned

    @property
    def row(self) -> CostRow | None:
        """The row as filled; None where it is empty."""
        values = self.cleaned_data
        if not values.get("name"):
            return None
        quantity = values["quantity"] if values["quantity"] is not None else Decimal(1)
        return CostRow(values["name"], values["price"], quantity, values["unit"])

    @property
    def stored(self) -> CostRow | None:
        """The row as it is stored, whose sum is shown beside it."""
        return CostRow(**self.initial) if self.initial else None


class BaseCostFormSet(forms.BaseFormSet):
    """All rows of the estimate."""

    @property
    def reach(self) -> int:
        """The number of the last row in which anything stands or is wrong; 0 where all are empty."""
        written = [
            at
            for at, form in enumerate(self.forms, start=1)
            if form.initial or (form.is_bound and (form.has_changed() or form.errors))
        ]
        return max(written, default=0)

    @property
    def costs(self) -> list[CostRow]:
        """The filled rows."""
        return [form.row for form in self.forms if form.row is not None]


_Rows: Any = forms.formset_factory(CostLineForm, formset=BaseCostFormSet, extra=SPARE, max_num=COST_LINES)


def cost_forms(sent: Any, stored: Sequence[CostRow], spare: int = SPARE) -> Any:
    """The rows as a set of forms, over those that are stored, with so many empty ones."""
    initial = [
        {"name": row.name, "quantity": row.quantity, "unit": row.unit, "price": row.price} for row in stored
    ]
    made = _Rows(sent, initial=initial, prefix="koszt")
    made.extra = spare
    return made


def costs_in_words(costs: Sequence[CostRow]) -> str:
    """The estimate as text, a line each, for the comparison of two versions."""
    return "\n".join(
        f"{row.name}: {plain_quantity(row.quantity)} {row.unit or 'szt.'} po {zloty(row.price)}"
        for row in costs
    )
