"""Forms of proposals. A draft may be incomplete; only handing in asks for everything."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.editions.models import Edition, Pool
from wibo.proposals.models import Proposal
from wibo.rulebook.spelling.money import zloty
from wibo.rulebook.spelling.texts import unprintable
from wibo.ui.fields import DayField, MoneyField
from wibo.ui.versions import FIELD, Versioned

COST_LINES = 10


class ProposalForm(Versioned, forms.ModelForm):
    """The application's text."""

    # Chosen in __init__: outside a request there is no town whose pools could be listed.
    pool: Any = forms.ModelChoiceField(Pool.objects.none(), label=_("Pula"), required=False)

    class Meta:
        model = Proposal
        fields = ["title", "pool", "location", "summary", "description", "justification", "publish_author"]
        labels = {
            "title": _("Tytuł"),
            "location": _("Miejsce"),
            "summary": _("Krótki opis"),
            "description": _("Dokładny opis"),
            "justification": _("Uzasadnienie: po co i dla kogo"),
            "publish_author": _("Zgadzam się, żeby przy wniosku było moje imię i nazwisko"),
        }
        help_texts = {
            "title": _("Krótko: co i gdzie. Tak będzie na karcie do głosowania."),
            "location": _("Ulica i numer, numer działki albo opis, po którym każdy trafi."),
            "summary": _("Dwa, trzy zdania. Trafią na listę projektów."),
        }
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "description": forms.Textarea(attrs={"rows": 8}),
            "justification": forms.Textarea(attrs={"rows": 5}),
        }

    def clean_title(self) -> str:
        """A title that a ballot paper can show."""
        title: str = self.cleaned_data["title"]
        if signs := unprintable(title):
            raise forms.ValidationError(
                _("Tych znaków nie da się wydrukować na karcie do głosowania, usuń je: {}").format(signs)
            )
        return title

    @property
    def values(self) -> dict[str, Any]:
        """What the form says of the proposal."""
        return {name: value for name, value in self.cleaned_data.items() if name != FIELD}

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pools: Any = self.fields["pool"]
        pools.queryset = Pool.objects.filter(edition=edition)
        pools.empty_label = _("Wybierz pulę")
        if pools.queryset.count() == 1:
            pools.initial = pools.queryset.first()


class PaperForm(ProposalForm):
    """The same application as a clerk copies it from paper, with the author's contact."""

    class Meta(ProposalForm.Meta):
        fields = [
            *ProposalForm.Meta.fields,
            "author_name",
            "author_email",
            "author_phone",
            "author_address",
        ]
        labels = {
            **ProposalForm.Meta.labels,
            "publish_author": _("Wnioskodawca zgadza się na publikację imienia i nazwiska"),
            "author_name": _("Imię i nazwisko wnioskodawcy"),
            "author_email": _("E-mail wnioskodawcy"),
            "author_phone": _("Telefon wnioskodawcy"),
            "author_address": _("Adres wnioskodawcy"),
        }

    received_on: Any = DayField(label=_("Data wpływu"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("pool", "location", "summary", "justification", "author_name"):
            self.fields[name].required = True


class CostLineForm(forms.Form):
    """One line of the estimate; both cells or neither."""

    name = forms.CharField(label=_("Co"), max_length=200, required=False)
    amount = MoneyField(label=_("Kwota w zł"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        name, amount = cleaned.get("name"), cleaned.get("amount")
        if "amount" in cleaned and bool(name) != (amount is not None):
            missing = "amount" if name else "name"
            self.add_error(missing, _("Wpisz kwotę.") if name else _("Napisz, czego dotyczy kwota."))
        return cleaned


class BaseCostFormSet(forms.BaseFormSet):
    """All lines of the estimate."""

    @property
    def costs(self) -> list[tuple[str, int]]:
        """The filled lines: name and grosze."""
        rows = (form.cleaned_data for form in self.forms)
        return [
            (row["name"], row["amount"]) for row in rows if row.get("name") and row.get("amount") is not None
        ]


CostFormSet: Any = forms.formset_factory(CostLineForm, formset=BaseCostFormSet, extra=4, max_num=COST_LINES)


def costs_in_words(costs: Sequence[tuple[str, int]]) -> str:
    """The estimate as text, a line each, for the comparison of two versions."""
    return "\n".join(f"{name}: {zloty(amount)}" for name, amount in costs)


class UploadForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("Plik"),
        help_text=_("PDF, JPG, PNG, DOCX, XLSX albo ODT, najwyżej 10 MB. Pliki widzi tylko urząd."),
    )


class ImportForm(forms.Form):
    """A flat file of proposals."""

    file = forms.FileField(label=_("Plik CSV albo TXT"), help_text=_("Najwyżej 2000 wniosków, do 1 MB."))

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > 1024 * 1024:
            raise forms.ValidationError(_("Plik jest za duży. Podziel go na mniejsze, do 1 MB każdy."))
        return upload
