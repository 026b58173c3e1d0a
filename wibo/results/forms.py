"""Forms of results: reasons of two-person acts, ties, money beside the rule, publication, annulment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.editions.models import Edition, Pool
from wibo.rulebook.voting.reasons import Reason
from wibo.ui.fields import DayField, MinuteField, MoneyField
from wibo.ui.publishing import Published
from wibo.voting.models import Project
from wibo.wording.faults import WORDS


class ActForm(forms.Form):
    """The reason of an act."""

    reason = forms.CharField(label=_("Powód"), max_length=300, help_text=_("Stanie w dzienniku."))


class NoticeForm(forms.Form):
    """Where and when a draw will be."""

    place = forms.CharField(
        label=_("Gdzie będzie losowanie"), max_length=200, help_text=_("Na przykład: urząd, sala nr 3.")
    )
    drawn_on = MinuteField(label=_("Kiedy"))


class DrawForm(Published, forms.Form):
    """The seed of an announced draw."""

    PUBLISHED = ("reason",)

    seed = forms.CharField(
        label=_("Wylosowane cyfry"),
        max_length=80,
        help_text=_(
            "Co najmniej 10, w kolejności losowania, na przykład wyniki rzutów kostką: 4 1 6 2 2 5 3 1 6 4."
        ),
    )
    reason = forms.CharField(
        label=_("Przebieg losowania"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Jak losowano i kto przy tym był. Będzie publiczny."),
    )


class OrderForm(Published, forms.Form):
    """The order of tied projects that follows from the regulation: a place for each."""

    PUBLISHED = ("reason",)

    reason = forms.CharField(
        label=_("Przepis"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Który przepis regulaminu rozstrzyga i dlaczego tak. Będzie publiczny."),
    )

    def __init__(self, *args: Any, tied: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tied = tied
        for at, number in enumerate(tied):
            self.fields[f"place_{at}"] = forms.IntegerField(
                label=_("Miejsce projektu nr {}").format(number), min_value=1, max_value=len(tied)
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        places = [cleaned.get(f"place_{at}") for at in range(len(self.tied))]
        if None not in places and len(set(places)) != len(places):
            raise forms.ValidationError(_("Każdy projekt musi mieć inne miejsce."))
        return cleaned

    @property
    def order(self) -> list[str]:
        """The tied projects from the first place down."""
        places = {self.cleaned_data[f"place_{at}"]: number for at, number in enumerate(self.tied)}
        return [places[place] for place in sorted(places)]


class AdjustForm(Published, forms.Form):
    """A change of a pool after the vote."""

    PUBLISHED = ("reason",)

    pool: Any = forms.ModelChoiceField(Pool.objects.none(), label=_("Pula"))
    direction = forms.ChoiceField(
        label=_("Zmiana"), choices=[("more", _("dodaj do puli")), ("less", _("odejmij od puli"))]
    )
    amount = MoneyField(label=_("Kwota w zł"))
    reason = forms.CharField(
        label=_("Podstawa"),
        max_length=300,
        help_text=_("Na przykład: zarządzenie nr 12/2027. Będzie publiczna."),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pools: Any = self.fields["pool"]
        pools.queryset = edition.pools.all()
        if pools.queryset.count() == 1:
            pools.empty_label = None

    @property
    def grosze(self) -> int:
        """The signed change."""
        amount: int = self.cleaned_data["amount"]
        return amount if self.cleaned_data["direction"] == "more" else -amount


class AdditionForm(Published, forms.Form):
    """A project funded from other money."""

    PUBLISHED = ("source", "reason")

    project: Any = forms.ModelChoiceField(Project.objects.none(), label=_("Projekt"))
    amount = MoneyField(label=_("Kwota w zł"))
    source = forms.CharField(
        label=_("Skąd są pieniądze"), max_length=200, help_text=_("Na przykład: rezerwa budżetu gminy.")
    )
    reason = forms.CharField(
        label=_("Podstawa i powód"),
        max_length=500,
        help_text=_("Kto i dlaczego zdecydował. Będzie publiczne."),
    )

    def __init__(self, *args: Any, losers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        projects: Any = self.fields["project"]
        projects.queryset = losers


class LostWinnerForm(Published, forms.Form):
    """A winner that cannot be carried out."""

    PUBLISHED = ("reason",)

    project: Any = forms.ModelChoiceField(Project.objects.none(), label=_("Projekt"))
    reason = forms.CharField(
        label=_("Dlaczego nie da się go wykonać"), max_length=300, help_text=_("Będzie publiczne.")
    )

    def __init__(self, *args: Any, winners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        projects: Any = self.fields["project"]
        projects.queryset = winners


class PublishForm(forms.Form):
    """Until when the public result can be protested."""

    protests_until = DayField(
        label=_("Ostatni dzień na protesty"),
        required=False,
        help_text=_(
            "Do tego dnia wynik nie jest ostateczny. Puste: regulamin nie zna protestów, wynik jest ostateczny od razu."
        ),
    )


class ReceiptForm(forms.Form):
    """An act about one ballot, named by the receipt that its voter shows."""

    receipt = forms.CharField(label=_("Kod potwierdzenia głosu"), max_length=60)
    note = forms.CharField(label=_("Uzasadnienie"), max_length=300, help_text=_("Stanie w dzienniku."))

    def clean_receipt(self) -> str:
        return "".join(self.cleaned_data["receipt"].split()).upper()


class AnnulForm(ReceiptForm):
    """Annulling a ballot."""

    reason = forms.ChoiceField(
        label=_("Powód"), choices=[("", _("wybierz")), *((r.value, f"{r.value} {WORDS[r]}") for r in Reason)]
    )
    field_order = ("receipt", "reason", "note")
