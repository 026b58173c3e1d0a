"""Forms of the coordinator's page. Each asks for the reason of the change."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wibo.editions.forms.award import AwardForm
from wibo.editions.models import Area, Edition, Pool
from wibo.rulebook.calendar.schedule import Channel, Stage, closing_after
from wibo.rulebook.files.rule_files import derive
from wibo.rulebook.voting.ballots import BallotRules, VoteType
from wibo.rulebook.voting.possible import NoBallot, no_ballot
from wibo.ui.fields import MinuteField, MoneyField
from wibo.ui.versions import FIELD, Versioned
from wibo.wording.ballots import NO_BALLOT

# Beside which field it is said that limits leave nothing to vote with.
_WRONG_LIMIT = {
    NoBallot.LENGTHS: "min_length",
    NoBallot.SHORT_LIST: "min_length",
    NoBallot.COST: "max_sum_cost",
    NoBallot.POINTS: "min_sum_points",
}


def reason_field() -> forms.CharField:
    """The question why settings change."""
    help_text = _("Stanie w dzienniku. Na przykład: zarządzenie nr 12/2027.")
    return forms.CharField(label=_("Powód zmiany"), max_length=300, help_text=help_text)


class SettingsForm(Versioned, forms.ModelForm):
    """The edition's own settings."""

    class Meta:
        model = Edition
        fields = [
            "name",
            "regulations",
            "max_proposals",
            "max_attachments",
            "home_ballot",
            "identity_days",
            "record_years",
        ]
        labels = {
            "name": _("Nazwa"),
            "regulations": _("Uchwała i zarządzenie"),
            "max_proposals": _("Ile wniosków może złożyć jedna osoba"),
            "max_attachments": _("Ile plików można dołączyć do wniosku"),
            "home_ballot": _("Kartę do głosowania można wydrukować w domu"),
            "identity_days": _("Ile dni po ostatecznym wyniku trzymać dane osób"),
            "record_years": _("Ile lat trzymać akta spraw"),
        }
        help_texts = {
            "identity_days": _(
                "Od 14 do 365. Tyle czasu jest na skargi; potem dane głosujących i popierających są niepotrzebne."
            ),
            "record_years": _(
                "Pełne lata, od stycznia po ostatecznym wyniku, według instrukcji kancelaryjnej. Potem znikają odwołania, wezwania, "
                "notatki i pliki; wnioski i wyniki zostają."
            ),
        }

    reason: Any = reason_field()


class WindowForm(forms.Form):
    """Dates of one stage; the last minute is still in."""

    opens_at = MinuteField(label=_("Od"))
    last_minute = MinuteField(label=_("Do (ta minuta jeszcze się liczy)"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens, last = cleaned.get("opens_at"), cleaned.get("last_minute")
        if opens and last:
            if last < opens:
                self.add_error("last_minute", _("Koniec jest przed początkiem. Popraw datę."))
            cleaned["closes_at"] = closing_after(last)
        return cleaned


class ReasonForm(Versioned, forms.Form):
    """The reason of a change of dates; knows the dates that the page showed."""

    reason: Any = reason_field()


class AreaForm(Versioned, forms.ModelForm):
    """An area."""

    class Meta:
        model = Area
        fields = ["name", "residents"]
        labels = {"name": _("Nazwa"), "residents": _("Liczba mieszkańców")}

    reason: Any = reason_field()


class PoolForm(Versioned, AwardForm, forms.ModelForm):
    """A pool with its way of voting and its award rule."""

    area: Any = forms.ModelChoiceField(
        Area.objects.none(), label=_("Obszar"), required=False, help_text=_("Puste: cała gmina.")
    )

    class Meta:
        model = Pool
        fields = [
            "name",
            "area",
            "position",
            "vote_type",
            "min_length",
            "max_length",
            "min_sum_points",
            "max_sum_points",
            "max_points",
            "leftover_to",
        ]
        labels = {
            "name": _("Nazwa"),
            "position": _("Kolejność na karcie"),
            "vote_type": _("Sposób głosowania"),
            "min_length": _("Najmniej projektów"),
            "max_length": _("Najwięcej projektów"),
            "min_sum_points": _("Najmniej punktów razem"),
            "max_sum_points": _("Najwięcej punktów razem"),
            "max_points": _("Najwięcej punktów na projekt"),
        }
        help_texts = {
            "min_length": _("Dokładnie 3: wpisz 3 i 3. Co najmniej 3: wpisz 3, a obok nic."),
            "max_length": _("Puste: bez ograniczenia."),
        }

    leftover_to: Any = forms.ModelChoiceField(
        Pool.objects.none(), label=_("Dokąd przechodzą pieniądze, które zostaną"), required=False
    )
    amount: Any = MoneyField(label=_("Kwota w zł"))
    min_cost: Any = MoneyField(label=_("Projekt kosztuje co najmniej, w zł"), required=False)
    max_cost: Any = MoneyField(label=_("Projekt kosztuje najwyżej, w zł"), required=False)
    signatures: Any = forms.IntegerField(
        label=_("Ile podpisów poparcia potrzeba"),
        required=False,
        min_value=0,
        max_value=1000,
        help_text=_("Ustawa pozwala najwyżej na 0,1% mieszkańców terenu puli. Puste: bez podpisów."),
    )
    max_proposals: Any = forms.IntegerField(
        label=_("Ile wniosków do tej puli może złożyć jedna osoba"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("Puste: tyle, ile w całej edycji."),
    )
    max_sum_cost: Any = MoneyField(
        label=_("Najwyższy łączny koszt wybranych w zł"),
        required=False,
        help_text=_("Puste: bez ograniczenia."),
    )
    point_set: Any = forms.CharField(
        label=_("Stałe punkty do rozdania"),
        required=False,
        max_length=60,
        help_text=_(
            "Na przykład 3, 2, 1: najlepszy dostaje 3 punkty, następne 2 i 1. Puste: punkty rozdaje się dowolnie."
        ),
    )
    reason: Any = reason_field()

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas: Any = self.fields["area"]
        areas.queryset, areas.empty_label = edition.areas.all(), _("Cała gmina")
        others: Any = self.fields["leftover_to"]
        others.queryset = edition.pools.exclude(pk=self.instance.pk)
        others.empty_label = _("nigdzie, wracają do budżetu gminy")
        if self.instance.pk:
            self.show_award(self.instance.award)
            self.initial["amount"] = self.instance.amount
            for name in ("max_sum_cost", "min_cost", "max_cost", "signatures", "max_proposals"):
                self.initial[name] = getattr(self.instance, name)
            self.initial["point_set"] = ", ".join(map(str, self.instance.point_set))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        low, high = cleaned.get("min_length"), cleaned.get("max_length")
        if low is not None and high is not None and high < low:
            self.add_error("max_length", _("Najwięcej nie może być mniej niż najmniej."))
        self._refuse_costs(cleaned)
        fixed = cleaned.get("vote_type") == "cumulative" and cleaned.get("point_set")
        if fixed:
            cleaned["max_sum_points"], cleaned["max_points"] = sum(fixed), fixed[0]
            cleaned["max_length"] = len(fixed)
        self._refuse_points(cleaned)
        if not self.errors:
            self._refuse_impossible(cleaned)
        return cleaned

    def _refuse_costs(self, cleaned: dict[str, Any]) -> None:
        amount, least, most = (cleaned.get(name) for name in ("amount", "min_cost", "max_cost"))
        if most and amount and most > amount:
            self.add_error("max_cost", _("Jeden projekt nie może kosztować więcej niż cała pula."))
        if least and amount and least > amount:
            self.add_error("min_cost", _("Projekt nie może kosztować co najmniej więcej niż cała pula."))
        if least is not None and most is not None and most < least:
            self.add_error("max_cost", _("Najwięcej nie może być mniej niż najmniej."))

    def _refuse_points(self, cleaned: dict[str, Any]) -> None:
        kind = cleaned.get("vote_type")
        if kind == "cumulative" and not cleaned.get("max_sum_points"):
            self.add_error("max_sum_points", _("Wpisz, ile punktów jest do rozdania."))
        if kind in ("cumulative", "scoring", "ordinal") and cleaned.get("rule") == "equal-shares":
            self.add_error(
                "rule",
                _(
                    "Metoda równych udziałów liczy osoby, które wybrały projekt. Przy punktach i kolejności wybierz kolejność wyniku."
                ),
            )
        if kind == "scoring" and not cleaned.get("max_points"):
            self.add_error("max_points", _("Wpisz, ile punktów najwyżej można dać projektowi."))

    def _refuse_impossible(self, cleaned: dict[str, Any]) -> None:
        """Say which limits leave nobody a valid ballot."""
        rules = BallotRules(
            VoteType(cleaned["vote_type"]),
            cleaned["min_length"],
            cleaned["max_length"],
            cleaned["max_sum_cost"],
            cleaned["min_sum_points"],
            cleaned["max_sum_points"],
            cleaned["max_points"],
            tuple(cleaned["point_set"] or ()),
        )
        if found := no_ballot(rules):
            self.add_error(_WRONG_LIMIT[found], NO_BALLOT[found])

    def clean_point_set(self) -> list[int]:
        """The points from the highest down."""
        words = self.cleaned_data["point_set"].replace(";", ",").replace(" ", ",").split(",")
        points = [word for word in words if word]
        if not all(word.isdecimal() and 0 < int(word) <= 100 for word in points) or len(points) > 20:
            raise forms.ValidationError(_("Wpisz liczby oddzielone przecinkami, na przykład: 3, 2, 1."))
        return sorted(map(int, points), reverse=True)

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings."""
        pool = ("name", "amount", "area", "position")
        ballot = (
            "vote_type",
            "min_length",
            "max_length",
            "max_sum_cost",
            "point_set",
            "min_sum_points",
            "max_sum_points",
            "max_points",
        )
        named = (
            ("Pula", pool),
            ("Co wpisuje głosujący", ballot),
            ("Które projekty wygrywają", self.ORDER),
            ("Tylko dla metody równych udziałów", self.SHARES),
            ("Wnioski do tej puli", ("min_cost", "max_cost", "signatures", "max_proposals")),
            ("Po rozdzieleniu puli", ("leftover_to",)),
            ("Zmiana", ("reason", FIELD)),
        )
        return [(title, [self[name] for name in names]) for title, names in named]

    def filled(self) -> Pool:
        """The pool with everything the form says, not yet saved. Raises RuleError for an impossible rule."""
        pool: Pool = self.save(commit=False)
        pool.amount, pool.max_sum_cost = self.cleaned_data["amount"], self.cleaned_data["max_sum_cost"]
        pool.signatures = self.cleaned_data["signatures"] or 0
        pool.max_proposals = self.cleaned_data["max_proposals"]
        pool.min_cost, pool.max_cost = self.cleaned_data["min_cost"], self.cleaned_data["max_cost"]
        pool.point_set = self.cleaned_data["point_set"] if pool.vote_type == "cumulative" else []
        pool.award = self.award
        derive({"rule": "greedy"}, pool.ballot_rules, pool.award)
        return pool


ROWS: tuple[tuple[Stage, str], ...] = (
    (Stage.SUBMISSION, ""),
    (Stage.EVALUATION, ""),
    (Stage.APPEALS, ""),
    (Stage.VOTING, Channel.WEB.value),
    (Stage.VOTING, Channel.PAPER.value),
    (Stage.PAPER_ENTRY, ""),
    (Stage.CLOSING, ""),
)
