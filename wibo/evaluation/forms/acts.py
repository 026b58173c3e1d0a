"""Small forms of evaluation: a reason, an opinion, an answer on paper, an appeal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.evaluation.models import Unit
from wibo.evaluation.models.opinions import RESULTS
from wibo.ui.fields import DayField, MoneyField
from wibo.ui.publishing import Published


def _text(label: Any, rows: int = 4, most: int = 4000, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), help_text=help_text
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = _text(_("Powód"), 3, 500, _("Stanie w dzienniku."))


class ConflictForm(forms.Form):
    """Why somebody steps back; they need not say."""

    why = forms.CharField(
        label=_("Dlaczego"),
        max_length=300,
        required=False,
        help_text=_("Nie musisz podawać. Widzi to tylko urząd."),
    )


class NoteForm(forms.Form):
    """A note for colleagues."""

    text = _text(_("Notatka dla urzędu"), 3, 2000, _("Nikt spoza urzędu jej nie zobaczy."))


class AskOpinionForm(forms.Form):
    """Which unit is asked, what, and until when."""

    unit: Any = forms.ModelChoiceField(Unit.objects.none(), label=_("Jednostka"))
    due_on = DayField(label=_("Do kiedy"))
    question = forms.CharField(
        label=_("O co pytasz"),
        max_length=500,
        required=False,
        help_text=_("Puste oznacza: o cały wniosek."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["unit"]
        units.queryset = Unit.objects.filter(is_on=True)


class OpinionForm(forms.Form):
    """What a unit thinks."""

    result = forms.ChoiceField(
        label=_("Opinia"),
        choices=RESULTS,
        widget=forms.RadioSelect,
    )
    text = _text(_("Treść opinii"), 6)
    cost: Any = MoneyField(
        label=_("Koszt według jednostki w zł"),
        required=False,
        help_text=_("Jeśli jednostka liczyła koszt."),
    )


class OnPaperForm(forms.Form):
    """What an author has answered on paper."""

    agreed = forms.ChoiceField(
        label=_("Odpowiedź autora na papierze"),
        choices=[("yes", _("Zgadza się")), ("no", _("Nie zgadza się"))],
        widget=forms.RadioSelect,
    )


class MergeForm(forms.Form):
    """Which proposals become part of this one."""

    numbers = forms.CharField(
        label=_("Numery wniosków, które mają być częścią tego"),
        max_length=200,
        help_text=_("Po przecinku, na przykład: 12, 15."),
    )
    why = _text(_("Dlaczego"), 3, 500, _("Przeczytają to autorzy."))


class AppealForm(forms.Form):
    """The author's appeal."""

    text = _text(
        _("Z czym się nie zgadzasz i dlaczego"), 8, help_text=_("Odnieś się do uzasadnienia urzędu.")
    )
    file = forms.FileField(
        label=_("Załącznik"),
        required=False,
        help_text=_("PDF, JPG, PNG, DOCX, XLSX albo ODT, najwyżej 10 MB. Widzi go tylko urząd."),
    )


class PaperAppealForm(forms.Form):
    """An appeal that came on paper."""

    received_on = DayField(label=_("Data wpływu"))
    text = _text(_("Treść odwołania"), 8)


class HearingForm(forms.Form):
    """The author was heard."""

    on = DayField(label=_("Kiedy"))
    heard = _text(_("Co powiedziano"), 6)


class AppealDecisionForm(Published, forms.Form):
    """The decision of an appeal."""

    PUBLISHED = ("reasons",)

    outcome = forms.ChoiceField(
        label=_("Decyzja"),
        widget=forms.RadioSelect,
        choices=[
            ("return", _("Uwzględniam: wniosek będzie oceniony jeszcze raz")),
            ("admit", _("Uwzględniam i dopuszczam wniosek do głosowania")),
            ("dismiss", _("Oddalam")),
        ],
    )
    reasons = _text(_("Uzasadnienie"), 5)
