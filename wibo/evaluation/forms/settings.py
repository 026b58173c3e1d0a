"""How an edition evaluates: its rules, its cards, units, substitutes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.accounts.models import User
from wibo.editions.models import Category, Edition
from wibo.rulebook.evaluating.cards import Criterion, Head
from wibo.rulebook.evaluating.rules import EvaluationRules
from wibo.ui.fields import DayField, RowsField
from wibo.wording.evaluating import ANNOUNCED, DECIDES, HEADS

# Empty rows below those that are filled.
_SPARE = 3
_MOST = 60


def _days(label: Any, least: int, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=60, help_text=help_text)


class RulesForm(forms.Form):
    """The rules of evaluation."""

    announced = forms.ChoiceField(
        label=_("Kiedy ogłaszamy decyzje"),
        choices=[(one.value, words) for one, words in ANNOUNCED.items()],
        widget=forms.RadioSelect,
    )
    decides = forms.ChoiceField(
        label=_("Kto decyduje po ocenie merytorycznej"),
        choices=[(one.value, words) for one, words in DECIDES.items()],
        widget=forms.RadioSelect,
    )
    correction_days = _days(_("Ile dni na uzupełnienie i na zgodę na zmianę"), 1)
    appeal_days = _days(
        _("Ile dni na odwołanie"),
        0,
        _("Od ogłoszenia decyzji. 0: termin jest jeden dla wszystkich, z harmonogramu."),
    )
    answer_days = _days(_("Ile dni na rozpatrzenie odwołania"), 0, _("0: bez terminu."))
    working_days = forms.BooleanField(label=_("Dni odwołań to dni robocze"), required=False)
    formal_apart = forms.BooleanField(
        label=_("Kto ocenia formalnie, nie ocenia tego samego wniosku merytorycznie"), required=False
    )
    registrar_apart = forms.BooleanField(
        label=_("Kto wprowadził wniosek z papieru, nie ocenia go"), required=False
    )
    remind_days = _days(_("Ile dni przed terminem przypominamy listem"), 0, _("0: nie przypominamy."))
    remind_office = forms.BooleanField(
        label=_("Przypominamy też w urzędzie: o opiniach, odwołaniach i kartach oceny"), required=False
    )
    remind_drafts = forms.BooleanField(
        label=_("Przypominamy o szkicach, gdy kończy się nabór"), required=False
    )
    reason = forms.CharField(label=_("Powód"), max_length=300, help_text=_("Stanie w dzienniku."))

    @property
    def rules(self) -> dict[str, Any]:
        """The settings to store."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return EvaluationRules.of(data).as_settings()


class CriterionForm(forms.Form):
    """A question of a card; an empty row is none."""

    code = forms.CharField(label=_("Symbol"), max_length=6, required=False)
    question = forms.CharField(label=_("Pytanie"), max_length=300, required=False)
    head = forms.ChoiceField(label=_("O czym"), choices=[(one.value, words) for one, words in HEADS.items()])
    hint = forms.CharField(label=_("Wskazówka"), max_length=300, required=False)
    basis = forms.CharField(label=_("Podstawa"), max_length=200, required=False)
    needed = forms.BooleanField(label=_("Trzeba odpowiedzieć"), required=False)
    categories = forms.MultipleChoiceField(
        label=_("Tylko w kategoriach"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, names: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        categories: Any = self.fields["categories"]
        categories.choices = names
        if not names:
            del self.fields["categories"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("question") and not cleaned.get("code"):
            self.add_error("code", _("Nadaj pytaniu symbol, na przykład F10."))
        if cleaned.get("code") and not cleaned.get("question"):
            self.add_error("question", _("Wpisz pytanie albo usuń symbol, a wiersz zniknie."))
        return cleaned

    @property
    def criterion(self) -> Criterion | None:
        """The question; None for an empty row."""
        data = self.cleaned_data
        if not data.get("question"):
            return None
        return Criterion(
            data["code"],
            data["question"],
            Head(data["head"]),
            data["hint"],
            data["basis"],
            data["needed"],
            tuple(int(key) for key in data.get("categories", ())),
        )


def card_forms(sent: Any, edition: Edition, criteria: Sequence[Criterion]) -> Any:
    """The questions of a card as a set of forms, with some empty ones."""
    rows: Any = forms.formset_factory(CriterionForm, extra=_SPARE, max_num=_MOST)
    names = [(str(one.pk), one.name) for one in Category.objects.filter(edition=edition)]
    initial = [{**one.as_stored(), "categories": [str(key) for key in one.categories]} for one in criteria]
    return rows(sent, initial=initial, prefix="pytanie", form_kwargs={"names": names})


class UnitForm(forms.Form):
    """A unit and who works in it."""

    name = forms.CharField(label=_("Nazwa jednostki"), max_length=120)
    members: Any = RowsField(
        User.objects.none(),
        label=_("Kto w niej pracuje"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, officials: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members: Any = self.fields["members"]
        members.queryset = officials


class SubstituteForm(forms.Form):
    """Who stands in for whom."""

    absent: Any = forms.ModelChoiceField(User.objects.none(), label=_("Kto jest nieobecny"))
    by: Any = forms.ModelChoiceField(User.objects.none(), label=_("Kto zastępuje"))
    first_day = DayField(label=_("Od"))
    last_day = DayField(label=_("Do"))

    def __init__(self, *args: Any, officials: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("absent", "by"):
            people: Any = self.fields[name]
            people.queryset = officials


class GroundForm(forms.Form):
    """A ground of refusal."""

    name = forms.CharField(label=_("Krótka nazwa"), max_length=120)
    words = forms.CharField(
        label=_("Słowa uzasadnienia"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    basis = forms.CharField(label=_("Podstawa prawna"), max_length=200, required=False)


class AnnounceForm(forms.Form):
    """When verdicts become known by themselves."""

    day = DayField(label=_("Dzień"))
    hour = forms.TimeField(label=_("Godzina"), widget=forms.TextInput(attrs={"inputmode": "numeric"}))
