"""How a pool's money is awarded, as fields: both families of rules with every variant that regulations name."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_PLAIN = (
    "rule",
    "order_by",
    "on_misfit",
    "threshold",
    "cost_share",
    "last_percent",
    "most",
    "utility",
    "completion",
    "add1_stop",
    "then",
    "prefilter",
    "comparison",
    "tie_order",
    "allows_unvoted",
    "places",
)


class AwardForm(forms.Form):
    """The fields of an award rule. What belongs to the other family is left alone."""

    rule: Any = forms.ChoiceField(
        label=_("Zasada wyboru"),
        choices=[("greedy", _("Kolejność wyniku")), ("equal-shares", _("Metoda równych udziałów"))],
    )
    order_by: Any = forms.ChoiceField(
        label=_("Według czego ustalać kolejność"),
        required=False,
        choices=[
            ("", _("tak, jak głosowano: głosy albo punkty")),
            ("votes", _("liczba osób, które wskazały projekt")),
            ("points", _("suma punktów")),
            ("borda", _("punkty za miejsca w kolejności")),
        ],
    )
    on_misfit: Any = forms.ChoiceField(
        label=_("Gdy projekt się nie mieści"),
        required=False,
        choices=[
            ("skip", _("pomiń i sprawdź następny")),
            ("stop", _("zakończ")),
            ("stop-then-80", _("zakończ, ale daj mu pieniądze, gdy zostało dość na jego koszt")),
        ],
    )
    last_percent: Any = forms.IntegerField(
        label=_("Ile procent kosztu musi zostać na ostatni projekt"),
        min_value=1,
        max_value=100,
        initial=80,
        required=False,
    )
    most: Any = forms.IntegerField(
        label=_("Ile projektów najwyżej może wygrać"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=_("Puste: tyle, na ile starczy pieniędzy."),
    )
    threshold: Any = forms.IntegerField(label=_("Próg (włącznie)"), min_value=0, initial=0, required=False)
    threshold_percent: Any = forms.DecimalField(
        label=_("Próg w procentach kart w puli (włącznie)"),
        min_value=0,
        max_value=100,
        decimal_places=2,
        required=False,
        help_text=_("Zaokrąglany w górę do pełnego głosu. Puste: bez progu."),
    )
    cost_share: Any = forms.IntegerField(
        label=_("Próg zależny od kosztu"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=_(
            "3 znaczy: udział głosów co najmniej jedna trzecia udziału kosztu w puli. Puste: bez progu."
        ),
    )
    places: Any = forms.ChoiceField(
        label=_("Ile punktów za pierwsze miejsce na karcie"),
        required=False,
        choices=[
            ("", _("tyle, ile miejsc wolno wskazać")),
            ("own", _("tyle, ile projektów wskazano na tej karcie")),
        ],
    )
    allows_unvoted: Any = forms.BooleanField(
        label=_("Może wygrać projekt, na który nikt nie zagłosował"),
        required=False,
        help_text=_("Zostaw puste, jeśli uchwała o tym nie mówi: w żadnej ze znanych nam gmin tak nie było."),
    )
    utility: Any = forms.ChoiceField(
        label=_("Ile wart jest wygrany projekt dla osoby, która go wybrała"),
        required=False,
        choices=[("cost", _("tyle, ile kosztuje")), ("cardinality", _("każdy tyle samo"))],
    )
    completion: Any = forms.ChoiceField(
        label=_("Gdy po podziale zostają pieniądze"),
        required=False,
        choices=[("none", _("nic więcej")), ("add1", _("podnoś udział każdego o 1 zł i dziel od nowa"))],
    )
    add1_stop: Any = forms.ChoiceField(
        label=_("Kiedy skończyć podnoszenie udziałów"),
        required=False,
        choices=[
            ("exhaustive", _("gdy żaden następny projekt się nie mieści")),
            ("overflow", _("tuż przed tym, jak wybrane projekty kosztowałyby więcej niż pula")),
        ],
    )
    then: Any = forms.ChoiceField(
        label=_("Co z resztą pieniędzy"),
        required=False,
        choices=[("nothing", _("zostaje")), ("greedy", _("według kolejności głosów, co się zmieści"))],
    )
    comparison: Any = forms.BooleanField(
        label=_("Porównaj z kolejnością głosów; obowiązuje lista lepsza dla większej liczby osób"),
        required=False,
    )
    prefilter: Any = forms.IntegerField(
        label=_("Najmniejsze poparcie w stosunku do kosztu"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=_(
            "3 znaczy: udział osób co najmniej jedna trzecia udziału kosztu w puli. Puste: bez warunku."
        ),
    )
    tie_order: Any = forms.ChoiceField(
        label=_("Równe oferty rozstrzyga najpierw"),
        required=False,
        choices=[
            ("cheaper,votes", _("niższy koszt, potem więcej głosów")),
            ("votes,cheaper", _("więcej głosów, potem niższy koszt")),
        ],
    )

    ORDER = (
        "rule",
        "order_by",
        "on_misfit",
        "last_percent",
        "most",
        "threshold",
        "threshold_percent",
        "cost_share",
        "places",
        "allows_unvoted",
    )
    SHARES = ("utility", "completion", "add1_stop", "then", "comparison", "prefilter", "tie_order")

    def show_award(self, award: dict[str, Any]) -> None:
        """Fill the fields from a pool's stored settings."""
        for name in _PLAIN:
            if name in award:
                self.initial.setdefault(name, award[name])
        if award.get("threshold_bp"):
            self.initial["threshold_percent"] = Decimal(award["threshold_bp"]) / 100

    @property
    def award(self) -> dict[str, Any]:
        """The award settings as a pool stores them: only what the chosen family knows."""
        data = self.cleaned_data
        names = (*self.SHARES, "allows_unvoted") if data["rule"] == "equal-shares" else self.ORDER[1:]
        award = {"rule": data["rule"]} | {
            name: data[name] for name in names if name in _PLAIN and data.get(name) not in ("", None)
        }
        if not award.get("allows_unvoted"):
            award.pop("allows_unvoted", None)
        if data["rule"] == "greedy":
            award.setdefault("threshold", 0)
            if award.get("on_misfit") != "stop-then-80":
                award.pop("last_percent", None)
            if data["threshold_percent"]:
                award["threshold_bp"] = int(data["threshold_percent"] * 100)
        return award
