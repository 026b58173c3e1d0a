"""The cards as forms: a question is three answers and a note."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.editions.models import Edition
from wibo.evaluation.cards import Precedented
from wibo.evaluation.deciding import Filled
from wibo.evaluation.models import RefusalGround, Verdict
from wibo.rulebook.evaluating.cards import Criterion, Fault, Result, faults
from wibo.rulebook.proposing.parts import FILES, QUESTIONS, Need, Part
from wibo.rulebook.spelling.polish import counted
from wibo.ui.fields import MoneyField
from wibo.wording.evaluating import ANSWERS, HEADS, card_fault
from wibo.wording.proposing import label_of

_LONGEST = 4000
_CHOICES = [(given.value, words) for given, words in ANSWERS.items()]


def parts_to_call(edition: Edition) -> list[tuple[str, str]]:
    """What a call can reopen in the edition, with its names."""
    asked = [part.value for part in Part if edition.asked[part] is not Need.OFF]
    return [(name, label_of(name)) for name in (*asked, QUESTIONS, FILES)]


def _precedented(one: Precedented) -> str:
    refused = counted(one.refused, "wniosek", "wnioski", "wniosków")
    return f"{one.ground.name} (z tego powodu odrzucono już {refused})" if one.refused else one.ground.name


class CardForm(forms.Form):
    """A card over the criteria that are asked of the proposal."""

    def __init__(
        self,
        *args: Any,
        criteria: Sequence[Criterion],
        verdicts: Iterable[Verdict],
        grounds: Iterable[Precedented],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = tuple(criteria)
        known = list(grounds)
        self.grounds = [one.ground for one in known]
        for criterion in self.criteria:
            self.fields[f"answer_{criterion.code}"] = forms.ChoiceField(
                label=criterion.question, choices=_CHOICES, widget=forms.RadioSelect, required=False
            )
            self.fields[f"note_{criterion.code}"] = forms.CharField(
                label=_("Uwaga"), max_length=500, required=False
            )
        self.fields["verdict"] = forms.ChoiceField(
            label=_("Wynik"), choices=[(v.value, v.label) for v in verdicts], widget=forms.RadioSelect
        )
        self.fields["grounds"] = forms.MultipleChoiceField(
            label=_("Podstawy odmowy"),
            choices=[(str(one.ground.pk), _precedented(one)) for one in known],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_(
                "Ich słowa dopiszemy do uzasadnienia, żeby takie same sprawy miały takie same powody."
            ),
        )
        self.fields["reasons"] = forms.CharField(
            label=_("Uzasadnienie"),
            widget=forms.Textarea(attrs={"rows": 4}),
            max_length=_LONGEST,
            required=False,
            help_text=_("Potrzebne, gdy wynik nie jest pozytywny. Zobaczą je wnioskodawca i mieszkańcy."),
        )

    @property
    def questions(self) -> list[dict[str, Any]]:
        """Criteria with their two fields, for the template."""
        return [
            {
                "criterion": one,
                "head": HEADS[one.head],
                "answer": self[f"answer_{one.code}"],
                "note": self[f"note_{one.code}"],
            }
            for one in self.criteria
        ]

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What was filled in, in words, whether or not it can be saved: nobody's work is lost."""
        rows = [(field, field.value() or "") for field in self]
        return [(str(field.label), self._in_words(field, value)) for field, value in rows if value]

    def _in_words(self, field: Any, value: Any) -> str:
        names = dict(getattr(field.field, "choices", ()))
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(str(names.get(one, one)) for one in chosen)

    @property
    def answers(self) -> dict[str, dict[str, str]]:
        """The answers as a review stores them."""
        data = self.cleaned_data
        return {
            one.code: {"answer": data[f"answer_{one.code}"], "note": data[f"note_{one.code}"]}
            for one in self.criteria
        }

    @property
    def chosen_grounds(self) -> list[RefusalGround]:
        """The grounds that were ticked."""
        keys = set(self.cleaned_data.get("grounds", ()))
        return [one for one in self.grounds if str(one.pk) in keys]

    @property
    def all_reasons(self) -> str:
        """The words of the grounds, then what was written beside them; grounds are of a refusal alone."""
        refused = self.cleaned_data.get("verdict") == Verdict.NEGATIVE
        words = [one.words for one in self.chosen_grounds] if refused else []
        own = self.cleaned_data.get("reasons", "").strip()
        return "\n".join([*words, *([own] if own else [])])

    @property
    def filled(self) -> Filled:
        """The card as it is decided."""
        refused = self.cleaned_data["verdict"] == Verdict.NEGATIVE
        return Filled(
            self.cleaned_data["verdict"],
            self.answers,
            self.all_reasons,
            self.chosen_grounds if refused else (),
            self.cleaned_data.get("parts", ()),
            self.cleaned_data.get("cost"),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "verdict" not in cleaned:
            return cleaned
        answers = {one.code: cleaned.get(f"answer_{one.code}", "") for one in self.criteria}
        for fault in faults(self.criteria, answers, Result(cleaned["verdict"]), self.all_reasons):
            at = f"answer_{self.criteria[fault.places[0] - 1].code}" if fault.places else "reasons"
            self.add_error("reasons" if fault.kind is Fault.YES_DESPITE_NO else at, card_fault(fault))
        if len(self.all_reasons) > _LONGEST:
            self.add_error(
                "reasons", _("Uzasadnienie razem z podstawami jest za długie. Skróć je do 4000 znaków.")
            )
        return cleaned


class FormalForm(CardForm):
    """The formal card, with what a call reopens."""

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"] = forms.MultipleChoiceField(
            label=_("Co autor ma poprawić"),
            choices=parts_to_call(edition),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Tylko przy wezwaniu: otworzą się tylko te części wniosku."),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("verdict") == Verdict.SUPPLEMENT and not cleaned.get("parts"):
            self.add_error("parts", _("Zaznacz, co autor ma poprawić."))
        return cleaned


class MeritForm(CardForm):
    """The merit card with the verified cost."""

    cost: Any = MoneyField(label=_("Koszt zweryfikowany w zł"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        lacks_cost = cleaned.get("cost") is None and "cost" not in self.errors
        if cleaned.get("verdict") == Verdict.POSITIVE and lacks_cost:
            self.add_error("cost", _("Wpisz koszt. Z nim projekt trafi na kartę do głosowania."))
        return cleaned
