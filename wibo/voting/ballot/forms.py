"""Forms about the ballot: groups of which one project can win, and striking out."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.ui.publishing import Published
from wibo.ui.versions import Versioned
from wibo.voting.ballot.models import ERRATUM_PARTS
from wibo.wording.ballots import ORDERS


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


class StrikeForm(Published, forms.Form):
    """Striking a project out."""

    PUBLISHED = ("reason",)

    reason = forms.CharField(
        label=_("Powód skreślenia"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Będzie publiczny."),
    )


class OrderForm(forms.Form):
    """In which order the ballot is drawn up."""

    order = forms.ChoiceField(
        label=_("Kolejność na karcie"),
        choices=[(one.value, words) for one, words in ORDERS.items()],
        widget=forms.RadioSelect,
    )
    seed = forms.CharField(
        label=_("Ziarno losowania"),
        max_length=200,
        required=False,
        help_text=_(
            "Tylko przy losowaniu: co najmniej 10 cyfr z rzutów kostką albo z kul, przy świadkach. Zostanie w dzienniku i na "
            "stronie, żeby każdy mógł losowanie powtórzyć."
        ),
    )


class ErratumForm(Published, forms.Form):
    """A slip in a frozen ballot."""

    PUBLISHED = ("wrong", "right", "reason")

    part = forms.ChoiceField(label=_("Co"), choices=ERRATUM_PARTS)
    wrong = forms.CharField(
        label=_("Jest na karcie"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    right = forms.CharField(label=_("Powinno być"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    reason = forms.CharField(label=_("Powód"), max_length=500, help_text=_("Będzie publiczny."))
