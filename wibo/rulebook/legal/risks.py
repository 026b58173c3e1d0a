"""Risks of an edition as a whole: support, appeals, dates, basis. Never a refusal: a town may have its reasons.

Beside these stand the cautions of voting rules (`rulebook.voting.cautions`). Source of most: art. 5a of the Municipal
Self-Government Act (Dz.U. 1990 nr 16 poz. 95, as amended), of dates art. 238 of the Public Finance Act.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from wibo.rulebook.calendar.schedule import Days, Stage
from wibo.rulebook.people.identity import IdentityKind
from wibo.rulebook.proposing.support import most_signatures


class Risk(StrEnum):
    """What may be objected to; `wibo.wording.risks` says it with its source."""

    NO_BASIS = "no-basis"
    PESEL_WITHOUT_BASIS = "pesel-without-basis"
    SIGNATURES = "signatures"
    NO_APPEAL = "no-appeal"
    LATE_RESULTS = "late-results"
    APPEALS_TOO_LATE = "appeals-too-late"
    EVALUATION_TOO_SHORT = "evaluation-too-short"
    ONE_CHANNEL = "one-channel"


@dataclass(frozen=True, slots=True)
class Found:
    """A risk with its facts: names, days, numbers."""

    risk: Risk
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PoolFacts:
    """A pool: its name, the signatures it asks for, and how many people live where it is for (0: not known)."""

    name: str
    signatures: int
    residents: int


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """What is asked of an edition. `year` is that of the budget, `appeal_days` of each refused author (0: the stage alone)."""

    year: int
    kind: IdentityKind
    has_basis: bool
    appeal_days: int
    pools: tuple[PoolFacts, ...]
    spans: tuple[Days, ...]


def risks(facts: EditionFacts) -> tuple[Found, ...]:
    """Everything that the coordinator should hear of, in the order of an edition."""
    return (
        *_of_basis(facts),
        *_of_support(facts.pools),
        *_of_evaluation(facts),
        *_of_voting(facts),
        *_of_results(facts),
    )


def _of_basis(facts: EditionFacts) -> list[Found]:
    if facts.has_basis:
        return []
    uses_pesel = facts.kind in (IdentityKind.PESEL_FORM, IdentityKind.PESEL_REGISTER)
    return [Found(Risk.NO_BASIS), *([Found(Risk.PESEL_WITHOUT_BASIS)] if uses_pesel else [])]


def _of_support(pools: tuple[PoolFacts, ...]) -> list[Found]:
    return [
        Found(
            Risk.SIGNATURES,
            {"pool": one.name, "asked": one.signatures, "most": most_signatures(one.residents)},
        )
        for one in pools
        if one.residents and one.signatures > most_signatures(one.residents)
    ]


def _of_evaluation(facts: EditionFacts) -> list[Found]:
    stages = {one.stage: one for one in facts.spans}
    evaluated, appealed = stages.get(Stage.EVALUATION), stages.get(Stage.APPEALS)
    found: list[Found] = []
    if evaluated and not facts.appeal_days and appealed is None:
        found.append(Found(Risk.NO_APPEAL))
    submitted = stages.get(Stage.SUBMISSION)
    if submitted and evaluated and evaluated.last <= submitted.last:
        found.append(
            Found(Risk.EVALUATION_TOO_SHORT, {"submission": submitted.last, "evaluation": evaluated.last})
        )
    voted = _first_of(facts, Stage.VOTING)
    if appealed and voted and appealed.last >= voted:
        found.append(Found(Risk.APPEALS_TOO_LATE, {"appeals": appealed.last, "voting": voted}))
    return found


def _of_voting(facts: EditionFacts) -> list[Found]:
    voting = [one for one in facts.spans if one.stage is Stage.VOTING]
    channels = {one.channel for one in voting}
    if not voting or None in channels or len(channels) > 1:
        return []
    return [Found(Risk.ONE_CHANNEL, {"channel": channels.pop()})]


def _of_results(facts: EditionFacts) -> list[Found]:
    due = date(facts.year - 1, 11, 15)
    known = _first_of(facts, Stage.CLOSING) or _last_of(facts, Stage.VOTING)
    return [Found(Risk.LATE_RESULTS, {"due": due, "known": known})] if known and known > due else []


def _first_of(facts: EditionFacts, stage: Stage) -> date | None:
    return min((one.first for one in facts.spans if one.stage is stage), default=None)


def _last_of(facts: EditionFacts, stage: Stage) -> date | None:
    return max((one.last for one in facts.spans if one.stage is stage), default=None)
