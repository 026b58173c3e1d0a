"""Which rule a file's pool has: from META, from `FILE.rules.json` beside it, or from what a person names.

META cannot say everything (points or votes, the 80 % rule, variants of Equal Shares), so what it leaves
open is refused by naming the options that settle it, never guessed.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, TypeVar

from wibo.rulebook.award.settings import (
    Add1Stop,
    AwardRule,
    Completion,
    EqualSharesRule,
    GreedyRule,
    OnMisfit,
    TieOrder,
    Utility,
)
from wibo.rulebook.award.tally import OrderBy, Places, natural_order
from wibo.rulebook.files.faults import RuleError, RuleFault
from wibo.rulebook.voting.ballots import BallotRules, Repeats, VoteType

Choice = TypeVar("Choice", bound=StrEnum)
# Settings that came later: left out while they have their usual value, so that digests of older rules still hold.
_LATER = {"allows_unvoted": False, "places": Places.LONGEST}
# By the names that options, `FILE.rules.json` and records of counts use.
SETTINGS = (
    "rule",
    "exclude",
    "lot",
    "collisions",
    "repeats",
    "allows_unvoted",
    "order_by",
    "on_misfit",
    "threshold",
    "threshold_bp",
    "cost_share",
    "last_percent",
    "most",
    "places",
    "utility",
    "completion",
    "add1_stop",
    "then",
    "comparison",
    "prefilter",
    "tie_order",
)


@dataclass(frozen=True, slots=True)
class NamedRule:
    """A rule with the projects struck out before the run, the order that settles ties, groups of projects that
    exclude each other, and what a project marked twice on one ballot is worth."""

    rule: AwardRule
    exclude: tuple[str, ...] = ()
    lot: tuple[str, ...] = ()
    collisions: tuple[tuple[str, ...], ...] = ()
    repeats: Repeats = Repeats.FIRST


def derive(meta: Mapping[str, str], ballot_rules: BallotRules, named: Mapping[str, Any]) -> NamedRule:
    """The rule for a file. `named` holds settings by option name (rule, order_by, …) and wins over META.

    Raises RuleError when META's rule cannot be derived and no option settles it, when a setting is unknown or not
    what it must be, and for Equal Shares over points or places, for which no published rule is known to us.
    """
    settings = {key: value for key, value in named.items() if value is not None}
    if unknown := sorted(settings.keys() - set(SETTINGS)):
        raise RuleError(RuleFault.UNKNOWN_SETTINGS, names=unknown)
    stated = "equal-shares" if meta["rule"].startswith("equalshares") else "greedy"
    family = settings.get("rule") or stated
    if family not in ("greedy", "equal-shares"):
        raise RuleError(RuleFault.UNKNOWN_RULE, value=family)
    rule = _shares(meta, settings) if family == "equal-shares" else _greedy(meta, ballot_rules, settings)
    if isinstance(rule, EqualSharesRule):
        refuse_points(ballot_rules.vote_type)
    return NamedRule(
        rule,
        _numbers(settings, "exclude"),
        _numbers(settings, "lot"),
        _groups(settings),
        _choice(Repeats, settings, "repeats", Repeats.FIRST),
    )


def refuse_points(vote_type: VoteType) -> None:
    """Raise RuleError for a way of voting that Equal Shares does not know: it counts who chose a project."""
    if vote_type not in (VoteType.APPROVAL, VoteType.CHOOSE_ONE):
        raise RuleError(RuleFault.SHARES_OF_POINTS)


def _numbers(settings: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = settings.get(name, ())
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise RuleError(RuleFault.NO_NUMBERS, name=name)
    return tuple(value)


def _groups(settings: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    value = settings.get("collisions", ())
    if not isinstance(value, list | tuple):
        raise RuleError(RuleFault.NO_GROUPS)
    return tuple(_numbers({"collisions": group}, "collisions") for group in value)


def _choice(kind: type[Choice], settings: Mapping[str, Any], name: str, usual: Choice) -> Choice:
    value = settings.get(name, usual)
    found = next((one for one in kind if isinstance(value, str) and one.value == value), None)
    if found is None:
        raise RuleError(RuleFault.NO_SUCH_VALUE, name=name, value=value, allowed=[one.value for one in kind])
    return found


def _whole(settings: Mapping[str, Any], name: str, usual: int, least: int = 0, most: int = 10**9) -> int:
    value = settings.get(name, usual)
    text = str(value).strip() if isinstance(value, str | int | float) else ""
    good = not isinstance(value, bool) and text.isascii() and text.isdecimal() and len(text) <= 10
    if not good or not least <= int(text) <= most:
        raise RuleError(RuleFault.NO_COUNT, name=name, least=least, most=most, value=value)
    return int(text)


def _whole_or_none(settings: Mapping[str, Any], name: str) -> int | None:
    return _whole(settings, name, 0, least=1) if name in settings else None


def _flag(settings: Mapping[str, Any], name: str, *, usual: bool) -> bool:
    value = settings.get(name, usual)
    if not isinstance(value, bool):
        raise RuleError(RuleFault.NO_FLAG, name=name)
    return value


def _greedy(meta: Mapping[str, str], ballot_rules: BallotRules, settings: Mapping[str, Any]) -> GreedyRule:
    stated = meta["rule"]
    misfit = {"greedy-no-skip": OnMisfit.STOP}.get(stated, OnMisfit.SKIP)
    known = stated in ("greedy", "greedy-threshold", "greedy-no-skip")
    if stated == "greedy-exclusive":
        known = bool(settings.keys() & {"exclude", "collisions"})
    if not known and not settings.keys() & {"rule", "on_misfit"}:
        wanted = "--exclude" if stated == "greedy-exclusive" else "--on-misfit skip|stop|stop-then-80"
        raise RuleError(RuleFault.UNREADABLE, value=stated, wanted=wanted)
    return GreedyRule(
        _choice(OrderBy, settings, "order_by", natural_order(ballot_rules.vote_type)),
        _choice(OnMisfit, settings, "on_misfit", misfit),
        _threshold(meta, settings),
        _whole(settings, "threshold_bp", 0, most=10_000),
        _whole_or_none(settings, "cost_share"),
        _whole(settings, "last_percent", 80, least=1, most=100),
        _whole_or_none(settings, "most"),
        _flag(settings, "allows_unvoted", usual=False),
        _choice(Places, settings, "places", Places.LONGEST),
    )


def _threshold(meta: Mapping[str, str], settings: Mapping[str, Any]) -> int:
    """The threshold that is named, else the file's own; files write whole numbers also as "5.0"."""
    if "threshold" in settings:
        return _whole(settings, "threshold", 0)
    stated = (meta.get("min_project_score_threshold") or "0").strip()
    whole = stated.removesuffix(".0")
    return _whole({"min_project_score_threshold": whole}, "min_project_score_threshold", 0)


def _shares(meta: Mapping[str, str], settings: Mapping[str, Any]) -> EqualSharesRule:
    stated = meta["rule"]
    then = settings.get("then", "nothing")
    if then not in ("nothing", "greedy"):
        raise RuleError(RuleFault.NO_SUCH_VALUE, name="then", value=then, allowed=["nothing", "greedy"])
    return EqualSharesRule(
        _choice(Utility, settings, "utility", Utility.COST),
        _choice(Completion, settings, "completion", Completion.ADD1 if "add1" in stated else Completion.NONE),
        _choice(Add1Stop, settings, "add1_stop", Add1Stop.EXHAUSTIVE),
        then == "greedy",
        _flag(settings, "comparison", usual="comparison" in stated),
        _whole_or_none(settings, "prefilter"),
        _choice(TieOrder, settings, "tie_order", TieOrder.CHEAPER_VOTES),
        _flag(settings, "allows_unvoted", usual=False),
    )


def as_settings(rule: AwardRule) -> dict[str, Any]:
    """The settings by option name, for `FILE.rules.json` and for the record of a count."""
    settings: dict[str, Any] = {
        key: value
        for key, value in asdict(rule).items()
        if value is not None and (key not in _LATER or value != _LATER[key])
    }
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
