"""Which rule a file's pool has: from META, from `FILE.rules.json` beside it, or from what a person names.

META cannot say everything (points or votes, the 80 % rule, variants of Equal Shares), so what it leaves
open is refused by naming the options that settle it, never guessed.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from wibo.rulebook.awards import (
    Add1Stop,
    AwardRule,
    Completion,
    EqualSharesRule,
    GreedyRule,
    OnMisfit,
    TieOrder,
    Utility,
)
from wibo.rulebook.ballots import BallotRules
from wibo.rulebook.tally import OrderBy, natural_order


class RuleError(ValueError):
    """The rule cannot be derived or a setting is wrong; the message says what to add."""


@dataclass(frozen=True, slots=True)
class NamedRule:
    """A rule with the projects struck out before the run, the order that settles ties, and groups of projects that
    exclude each other."""

    rule: AwardRule
    exclude: tuple[str, ...] = ()
    lot: tuple[str, ...] = ()
    collisions: tuple[tuple[str, ...], ...] = ()


GREEDY_OPTIONS = ("order_by", "on_misfit", "threshold", "threshold_bp", "cost_share", "last_percent", "most")
SHARES_OPTIONS = ("utility", "completion", "add1_stop", "then", "comparison", "prefilter", "tie_order")


def derive(meta: Mapping[str, str], ballot_rules: BallotRules, named: Mapping[str, Any]) -> NamedRule:
    """The rule for a file. `named` holds settings by option name (rule, order_by, …) and wins over META.

    Raises RuleError when META's rule cannot be derived and no option settles it.
    """
    settings = {key: value for key, value in named.items() if value is not None}
    family = settings.get("rule") or ("equal-shares" if meta["rule"].startswith("equalshares") else "greedy")
    try:
        rule = _shares(meta, settings) if family == "equal-shares" else _greedy(meta, ballot_rules, settings)
    except RuleError:
        raise
    except ValueError as error:
        raise RuleError(f"niepoprawne ustawienie zasady: {error}") from error
    groups = tuple(tuple(group) for group in settings.get("collisions", ()))
    return NamedRule(rule, tuple(settings.get("exclude", ())), tuple(settings.get("lot", ())), groups)


def _greedy(meta: Mapping[str, str], ballot_rules: BallotRules, settings: Mapping[str, Any]) -> GreedyRule:
    stated = meta["rule"]
    misfit = {"greedy-no-skip": OnMisfit.STOP}.get(stated, OnMisfit.SKIP)
    known = stated in ("greedy", "greedy-threshold", "greedy-no-skip") or stated.startswith("equalshares")
    if stated == "greedy-exclusive":
        known = bool(settings.keys() & {"exclude", "collisions"})
    if not known and not settings.keys() & {"rule", "on_misfit"}:
        wanted = "--exclude" if stated == "greedy-exclusive" else "--on-misfit skip|stop|stop-then-80"
        raise RuleError(
            f"zasady „{stated}” nie da się odczytać z META; podaj opcje: --rule greedy {wanted} "
            "oraz, gdy trzeba, --order-by, --threshold, --exclude"
        )
    threshold = settings.get("threshold", meta.get("min_project_score_threshold") or 0)
    return GreedyRule(
        OrderBy(settings.get("order_by", natural_order(ballot_rules.vote_type))),
        OnMisfit(settings.get("on_misfit", misfit)),
        int(threshold),
        int(settings.get("threshold_bp", 0)),
        int(settings["cost_share"]) if "cost_share" in settings else None,
        int(settings.get("last_percent", 80)),
        int(settings["most"]) if "most" in settings else None,
    )


def _shares(meta: Mapping[str, str], settings: Mapping[str, Any]) -> EqualSharesRule:
    stated = meta["rule"]
    completion = Completion.ADD1 if "add1" in stated else Completion.NONE
    return EqualSharesRule(
        Utility(settings.get("utility", Utility.COST)),
        Completion(settings.get("completion", completion)),
        Add1Stop(settings.get("add1_stop", Add1Stop.EXHAUSTIVE)),
        settings.get("then", "nothing") == "greedy",
        bool(settings.get("comparison", "comparison" in stated)),
        int(settings["prefilter"]) if "prefilter" in settings else None,
        TieOrder(settings.get("tie_order", TieOrder.CHEAPER_VOTES)),
    )


def as_settings(rule: AwardRule) -> dict[str, Any]:
    """The settings by option name, for `FILE.rules.json` and for the record of a count."""
    settings: dict[str, Any] = {key: value for key, value in asdict(rule).items() if value is not None}
    if isinstance(rule, GreedyRule):
        return {"rule": "greedy", **settings}
    settings["then"] = "greedy" if settings.pop("then_greedy") else "nothing"
    return {"rule": "equal-shares", **settings}


def meta_rule(rule: AwardRule, struck: bool) -> str:
    """Pabulib's word for a rule; `greedy-custom` where the format has none."""
    if isinstance(rule, EqualSharesRule):
        word = "equalshares/add1" if rule.completion is Completion.ADD1 else "equalshares"
        return f"{word}-comparison" if rule.comparison else word
    if rule.on_misfit is OnMisfit.STOP_THEN_80 or rule.cost_share is not None or rule.most is not None:
        return "greedy-custom"
    if struck:
        return "greedy-exclusive"
    if rule.on_misfit is OnMisfit.STOP:
        return "greedy-no-skip"
    return "greedy-threshold" if rule.threshold else "greedy"
