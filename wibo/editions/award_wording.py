"""A pool's award rule in sentences: the same on screen, in the protocol and in the open data."""

from wibo.rulebook.award.settings import (
    Add1Stop,
    AwardRule,
    Completion,
    EqualSharesRule,
    GreedyRule,
    OnMisfit,
    Utility,
)
from wibo.rulebook.award.tally import OrderBy, Places
from wibo.rulebook.spelling.polish import counted

_RANKED = {
    OrderBy.VOTES: "z największą liczbą głosów",
    OrderBy.POINTS: "z największą sumą punktów",
    OrderBy.BORDA: "z największą liczbą punktów za miejsca",
}


def award_rule(rule: AwardRule) -> str:
    """The rule in Polish sentences."""
    return " ".join(_greedy(rule) if isinstance(rule, GreedyRule) else _shares(rule))


def _greedy(rule: GreedyRule) -> list[str]:
    said = [f"Wygrywają projekty {_RANKED[rule.order_by]}, dopóki mieszczą się w puli.", _misfit(rule)]
    if rule.most:
        said.append(f"Wygrać może najwyżej {counted(rule.most, 'projekt', 'projekty', 'projektów')}.")
    if rule.threshold:
        said.append(f"Projekt musi mieć wynik co najmniej {rule.threshold}.")
    if rule.threshold_bp:
        said.append(f"Projekt musi mieć wynik co najmniej {rule.threshold_percent}% liczby kart w puli.")
    if rule.cost_share:
        said.append(_too_dear(rule.cost_share))
    if rule.order_by is OrderBy.BORDA and rule.places is Places.OWN:
        said.append("Pierwsze miejsce na karcie daje tyle punktów, ile projektów na niej wskazano.")
    return said + _unvoted(allowed=rule.allows_unvoted)


def _misfit(rule: GreedyRule) -> str:
    if rule.on_misfit is OnMisfit.SKIP:
        return "Gdy projekt się nie mieści, sprawdzamy następny."
    if rule.on_misfit is OnMisfit.STOP:
        return "Gdy projekt się nie mieści, kończymy przydział."
    return (
        "Gdy projekt się nie mieści, kończymy przydział; dostaje pieniądze tylko wtedy, gdy zostało co najmniej "
        f"{rule.last_percent}% jego kosztu."
    )


def _too_dear(factor: int) -> str:
    return (
        "Im droższy projekt, tym więcej osób musi go wybrać: udział głosów co najmniej "
        f"1/{factor} udziału jego kosztu w puli."
    )


def _shares(rule: EqualSharesRule) -> list[str]:
    said = [
        "Wygrywają projekty według metody równych udziałów: każda osoba ma równą część puli, a projekt opłacają po "
        "równo ci, którzy go wybrali.",
    ]
    if rule.utility is Utility.CARDINALITY:
        said.append("Każdy wygrany projekt jest wart dla wyborcy tyle samo.")
    if rule.completion is Completion.ADD1:
        said.append(
            "Udziały rosną po 1 zł, aż żaden następny projekt się nie zmieści."
            if rule.add1_stop is Add1Stop.EXHAUSTIVE
            else "Udziały rosną po 1 zł, dopóki wybrane projekty mieszczą się w puli."
        )
    if rule.then_greedy:
        said.append("Resztę pieniędzy dostają projekty według kolejności głosów.")
    if rule.comparison:
        said.append("Obowiązuje lista według kolejności głosów, jeśli jest lepsza dla większej liczby osób.")
    if rule.prefilter:
        said.append(_too_dear(rule.prefilter))
    return said + _unvoted(allowed=rule.allows_unvoted)


def _unvoted(*, allowed: bool) -> list[str]:
    return ["Wygrać może też projekt, na który nikt nie zagłosował."] if allowed else []
