"""How the ballot paper is printed: its form, its lists, and its numbers."""

from dataclasses import dataclass
from typing import Any

import segno
from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.editions.models import Area, Edition, Pool
from wibo.voting.papers.card_form import paper_mark

MOST_COPIES = 500
_FORMS = {"a4": ("a4", 10.5), "large": ("a4", 17), "booklet": ("a5", 12)}


@dataclass(frozen=True, slots=True)
class BallotPlan:
    """`form` is a4, large (print) or booklet (A5, a list a page); without an area the paper has all lists.

    Papers are numbered from `first` when there are `count` of them, else there is one without a number.
    """

    form: str = "a4"
    area: Area | None = None
    first: int = 1
    count: int = 0
    detachable: bool = False

    @property
    def paper(self) -> str:
        """The size of the sheet."""
        return _FORMS[self.form][0]

    @property
    def size(self) -> float:
        """The size of letters in points."""
        return _FORMS[self.form][1]

    def holds(self, pool: Pool) -> bool:
        """Whether the pool's list is on this paper."""
        return self.area is None or pool.area_id in (None, self.area.pk)

    def copies(self, edition: Edition) -> list[dict[str, Any]]:
        """A number and its QR code (SVG) for each paper; one without either when papers are not numbered."""
        if not self.count:
            return [{"serial": "", "code": ""}]
        mark = paper_mark(edition)
        return [
            {
                "serial": str(serial),
                "code": segno.make(f"{mark}-{serial}", micro=False, error="m").svg_inline(border=0),
            }
            for serial in range(self.first, self.first + self.count)
        ]


class PrintForm(forms.Form):
    """What to print."""

    form = forms.ChoiceField(
        label=_("Postać"),
        widget=forms.RadioSelect,
        initial="a4",
        choices=[("a4", _("zwykła, A4")), ("large", _("duży druk, A4")), ("booklet", _("książeczka, A5"))],
    )
    detachable = forms.BooleanField(
        label=_("Dane osoby na osobnej kartce"),
        required=False,
        help_text=_("Obie części mają ten sam numer, więc wydrukuj je z numerami."),
    )
    first = forms.IntegerField(label=_("Numery od"), min_value=1, max_value=999_999, initial=1)
    count = forms.IntegerField(
        label=_("Ile numerowanych kart w pliku"),
        min_value=0,
        max_value=MOST_COPIES,
        initial=0,
        help_text=_("0: jedna karta bez numeru, do powielenia. Numer ma też kod dla czytnika."),
    )

    def __init__(self, data: Any, *, edition: Edition) -> None:
        super().__init__(data)
        areas = [(str(area.pk), area.name) for area in edition.areas.all()]
        if areas:
            self.fields["area"] = forms.ChoiceField(
                label=_("Listy"), choices=[("", _("wszystkie na jednej karcie")), *areas], required=False
            )
        self.edition = edition

    def clean(self) -> dict[str, Any]:
        """A paper in two parts needs numbers: nothing else says which belong together."""
        cleaned = super().clean() or {}
        if cleaned.get("detachable") and not cleaned.get("count"):
            self.add_error(
                "count", _("Karty z osobną częścią na dane muszą mieć numery. Wpisz, ile ich wydrukować.")
            )
        return cleaned

    @property
    def plan(self) -> BallotPlan:
        """What the form says."""
        data = dict(self.cleaned_data)
        chosen = data.pop("area", "")
        area = next((area for area in self.edition.areas.all() if str(area.pk) == chosen), None)
        return BallotPlan(area=area, **data)
