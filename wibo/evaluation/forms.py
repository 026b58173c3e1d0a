"""The review cards as forms: a question is three answers and a note."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.evaluation.criteria import ANSWERS, Criterion
from wibo.evaluation.models import Verdict
from wibo.ui.fields import MoneyField


class CardForm(forms.Form):
    """A card over a list of criteria."""

    criteria: tuple[Criterion, ...] = ()

    def __init__(self, *args: Any, criteria: tuple[Criterion, ...], verdicts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"answer_{criterion.code}"] = forms.ChoiceField(
                label=criterion.question, choices=ANSWERS, widget=forms.RadioSelect
            )
            self.fields[f"note_{criterion.code}"] = forms.CharField(
                label=_("Uwaga"), max_length=500, required=False
            )
        self.fields["verdict"] = forms.ChoiceField(
            label=_("Wynik"), choices=[(v.value, v.label) for v in verdicts], widget=forms.RadioSelect
        )
        self.fields["reasons"] = forms.CharField(
            label=_("Uzasadnienie"),
            widget=forms.Textarea(attrs={"rows": 4}),
            max_length=4000,
            required=False,
            help_text=_(
                "Wymagane, gdy wynik nie jest pozytywny. Zobaczy je wnioskodawca i każdy mieszkaniec."
            ),
        )

    @property
    def questions(self) -> list[dict[str, Any]]:
        """Criteria with their two fields, for the template."""
        return [
            {"criterion": c, "answer": self[f"answer_{c.code}"], "note": self[f"note_{c.code}"]}
            for c in self.criteria
        ]

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What was filled in, in words, whether or not it can be saved: nobody's work is lost."""
        rows = [(field, str(field.value() or "")) for field in self]
        return [
            (str(field.label), dict(getattr(field.field, "choices", ())).get(value, value))
            for field, value in rows
            if value
        ]

    @property
    def answers(self) -> dict[str, dict[str, str]]:
        """The answers as a review stores them."""
        data = self.cleaned_data
        return {
            c.code: {"answer": data[f"answer_{c.code}"], "note": data[f"note_{c.code}"]}
            for c in self.criteria
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("verdict") not in (None, Verdict.POSITIVE) and not cleaned.get("reasons", "").strip():
            self.add_error("reasons", _("Napisz uzasadnienie. Bez niego nie można zapisać takiego wyniku."))
        refused = [n for n, c in enumerate(self.criteria, 1) if cleaned.get(f"answer_{c.code}") == "no"]
        if cleaned.get("verdict") == Verdict.POSITIVE and refused and not cleaned.get("reasons", "").strip():
            told = ", ".join(map(str, refused))
            words = _(
                "Wynik jest pozytywny, a odpowiedź „Nie” stoi przy pytaniach: {}. Popraw je albo napisz uzasadnienie."
            )
            self.add_error("reasons", words.format(told))
        return cleaned


class MeritForm(CardForm):
    """The merit card with the verified cost."""

    verified_cost: Any = MoneyField(label=_("Koszt zweryfikowany w zł"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        lacks_cost = cleaned.get("verified_cost") is None and "verified_cost" not in self.errors
        if cleaned.get("verdict") == Verdict.POSITIVE and lacks_cost:
            self.add_error("verified_cost", _("Wpisz koszt. Z nim projekt trafi na kartę do głosowania."))
        return cleaned


class AppealForm(forms.Form):
    """The author's appeal."""

    text = forms.CharField(
        label=_("Z czym się nie zgadzasz i dlaczego"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Odnieś się do uzasadnienia urzędu."),
    )


class AppealDecisionForm(forms.Form):
    """The decision of an appeal."""

    upheld = forms.ChoiceField(
        label=_("Decyzja"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Uwzględniam: wniosek będzie oceniony jeszcze raz")), ("no", _("Oddalam"))],
    )
    reasons = forms.CharField(
        label=_("Uzasadnienie"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
