"""Forms of a work: where it stands, and a post about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.ui.fields import DayField, LongText, MoneyField
from wibo.ui.publishing import Published
from wibo.ui.versions import Versioned
from wibo.works.actions import Progress
from wibo.works.models import State


class WorkForm(Published, Versioned, forms.Form):
    """Where the work stands."""

    PUBLISHED = ("reason",)
    UNVERSIONED = ()

    state = forms.ChoiceField(label=_("Stan"), choices=State.choices, widget=forms.RadioSelect)
    percent = forms.IntegerField(
        label=_("Wykonano, w procentach"), min_value=0, max_value=100, help_text=_("Gotowy to zawsze 100.")
    )
    starts_on = DayField(label=_("Początek prac"), required=False)
    ends_on = DayField(
        label=_("Koniec prac"), required=False, help_text=_("Planowany, a po odbiorze prawdziwy.")
    )
    spent = MoneyField(label=_("Wydano dotąd (zł)"), required=False)
    reason = forms.CharField(
        label=_("Dlaczego odstąpiono"), max_length=500, required=False, widget=LongText(3)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vars(self.fields["reason"])["conditional"] = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reason") and cleaned.get("state") not in (None, State.GIVEN_UP.value):
            self.add_error(
                "reason", _("Powód podaje się tylko, gdy odstąpiono. Usuń go albo wybierz „Odstąpiono”.")
            )
        return cleaned

    @property
    def told(self) -> Progress:
        """What a form that is well filled says."""
        return Progress(
            state=State(self.cleaned_data["state"]),
            percent=self.cleaned_data["percent"],
            starts_on=self.cleaned_data["starts_on"],
            ends_on=self.cleaned_data["ends_on"],
            spent=self.cleaned_data["spent"],
            reason=self.cleaned_data["reason"],
        )


class PostForm(Published, forms.Form):
    """A post, with one picture at most by this page; a post without one is a post, too."""

    PUBLISHED = ("body", "words")

    day = DayField(label=_("Dzień"))
    body = forms.CharField(
        label=_("Co się dzieje"),
        max_length=4000,
        widget=LongText(5),
        help_text=_("Kilka zdań. Przeczytają je wszyscy, a kto obserwuje projekt, dostanie list."),
    )
    picture = forms.FileField(
        label=_("Zdjęcie"),
        required=False,
        help_text=_("JPG, PNG, WEBP albo HEIC, najwyżej 10 MB."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/heic,image/heif"}),
    )
    # Of the page on which the post was written: sent twice, it is one post.
    page = forms.CharField(max_length=32, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Co widać na zdjęciu"),
        max_length=300,
        required=False,
        help_text=_("Jedno zdanie dla osób, które nie widzą. Potrzebne, gdy jest zdjęcie."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vars(self.fields["words"])["conditional"] = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("words") and not cleaned.get("picture") and not self.has_error("picture"):
            self.add_error("picture", _("Jest opis, a nie ma zdjęcia. Wybierz zdjęcie albo usuń opis."))
        return cleaned

    @property
    def pictures(self) -> list[tuple[Any, str]]:
        """The picture with its words, where there is one."""
        picture = self.cleaned_data["picture"]
        return [(picture, self.cleaned_data["words"])] if picture else []
