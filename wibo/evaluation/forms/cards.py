"""The cards as forms: a question is three answers and a note."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.editions.models import Edition
from wibo.evaluation.cards import Precedented
from wibo.evaluation.deciding import Filled, VerifiedRow
from wibo.evaluation.models import RefusalGround, Verdict
from wibo.rulebook.evaluating.cards import Criterion, Fault, Result, faults
from wibo.rulebook.proposing.costs import CostRow
from wibo.rulebook.proposing.parts import FILES, QUESTIONS, Need, Part
from wibo.rulebook.spelling.money import zloty
from wibo.rulebook.spelling.polish import counted
from wibo.ui.fields import MoneyField
from wibo.ui.publishing import Published
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


class CardForm(Published, forms.Form):
    """A card over the criteria that are asked of the proposal."""

    PUBLISHED = ("reasons",)

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


# Rows that the office may add to the applicant's estimate.
_ADDED = 3


class MeritForm(CardForm):
    """The merit card with the verified cost: its sum, and beside each row of the applicant's estimate the office's."""

    cost: Any = MoneyField(label=_("Koszt zweryfikowany w zł"), required=False)

    def __init__(self, *args: Any, estimate: Sequence[CostRow] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.estimate = tuple(estimate)
        for at, row in enumerate(self.estimate):
            self.fields[f"row_{at}"] = MoneyField(label=row.name, required=False)
        for at in range(_ADDED):
            self.fields[f"added_name_{at}"] = forms.CharField(
                label=_("Pozycja dodana przez urząd"), max_length=200, required=False
            )
            self.fields[f"added_{at}"] = MoneyField(label=_("Kwota w zł"), required=False)

    @property
    def beside(self) -> list[tuple[CostRow, Any]]:
        """The applicant's rows with the office's fields, for the template."""
        return [(row, self[f"row_{at}"]) for at, row in enumerate(self.estimate)]

    @property
    def added(self) -> list[tuple[Any, Any]]:
        """The rows that the office may add, for the template."""
        return [(self[f"added_name_{at}"], self[f"added_{at}"]) for at in range(_ADDED)]

    @property
    def has_rows(self) -> bool:
        """Whether anything stands in the office's rows."""
        return any(field.value() for _, field in [*self.beside, *self.added])

    @property
    def rows(self) -> list[VerifiedRow]:
        """The office's estimate; empty where it gave the sum alone."""
        data = self.cleaned_data
        own: list[VerifiedRow] = [
            (row.name, row.amount, data[f"row_{at}"])
            for at, row in enumerate(self.estimate)
            if data.get(f"row_{at}") is not None
        ]
        more: list[VerifiedRow] = [
            (data[f"added_name_{at}"], None, data[f"added_{at}"])
            for at in range(_ADDED)
            if data.get(f"added_name_{at}") and data.get(f"added_{at}") is not None
        ]
        return own + more

    @property
    def filled(self) -> Filled:
        """The card as it is decided, with the office's rows."""
        return replace(super().filled, rows=self.rows)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._clean_rows(cleaned)
        lacks_cost = cleaned.get("cost") is None and "cost" not in self.errors
        if cleaned.get("verdict") == Verdict.POSITIVE and lacks_cost:
            self.add_error("cost", _("Wpisz koszt. Z nim projekt trafi na kartę do głosowania."))
        return cleaned

    def _clean_rows(self, cleaned: dict[str, Any]) -> None:
        """All of the applicant's rows or none, and a sum that they come to."""
        for at in range(_ADDED):
            if cleaned.get(f"added_{at}") is not None and not cleaned.get(f"added_name_{at}"):
                self.add_error(f"added_name_{at}", _("Napisz, czego dotyczy kwota."))
            if cleaned.get(f"added_name_{at}") and cleaned.get(f"added_{at}") is None:
                self.add_error(f"added_{at}", _("Wpisz kwotę."))
        rows = self.rows
        if not rows or any(name.startswith(("row_", "added_")) for name in self.errors):
            return
        for at in range(len(self.estimate)):
            if cleaned.get(f"row_{at}") is None:
                self.add_error(f"row_{at}", _("Wpisz kwotę; 0, jeśli ta pozycja jest niepotrzebna."))
        total = sum(amount for _name, _applied, amount in rows)
        if cleaned.get("cost") is not None and cleaned["cost"] != total:
            said = _("Pozycje urzędu dają razem {total}, a koszt to {cost}. Popraw jedno z nich.")
            self.add_error("cost", str(said).format(total=zloty(total), cost=zloty(cleaned["cost"])))
