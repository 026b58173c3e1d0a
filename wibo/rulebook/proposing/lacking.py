"""What an application lacks before it can be handed in, as values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from wibo.rulebook.proposing.parts import ALWAYS, Asked, Ground, Need, Part, Purpose


class LackKind(StrEnum):
    """Why a part is not good enough."""

    EMPTY = "empty"
    OVER_POOL = "over-pool"
    TOO_CHEAP = "too-cheap"
    TOO_DEAR = "too-dear"
    NO_OWNERS_CONSENT = "no-owners-consent"
    NO_GUARDIAN = "no-guardian"
    NO_GUARDIANS_CONSENT = "no-guardians-consent"
    NO_SUPPORT = "no-support"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Limits:
    """Of a pool: its grosze, the least and the most of one project (None for no limit), signatures needed."""

    pool: int
    least: int | None = None
    most: int | None = None
    signatures: int = 0


@dataclass(frozen=True, slots=True)
class Application:
    """What an application says, as far as completeness asks; `unanswered` are needed questions of the town's own."""

    filled: frozenset[Part]
    cost: int = 0
    ground: Ground | None = None
    is_minor: bool = False
    guardian: str = ""
    files: frozenset[Purpose] = field(default_factory=frozenset)
    signatures: int = 0
    unanswered: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing in which part; `fact` is the limit in grosze, how many signatures more it takes, or the question's id."""

    kind: LackKind
    part: Part | None = None
    fact: int = 0


def lacking(given: Application, asked: Asked, limits: Limits | None) -> list[Lack]:
    """All that is missing, in the order of the form; nothing when it can be handed in. `limits` is None without a pool."""
    empty = [
        Lack(LackKind.EMPTY, part)
        for part in Part
        if (part in ALWAYS or asked[part] is Need.NEEDED) and part not in given.filled
    ]
    return [*empty, *_money(given, limits), *_consents(given, asked, limits), *_questions(given)]


def _money(given: Application, limits: Limits | None) -> Iterator[Lack]:
    if limits is None or Part.COSTS not in given.filled:
        return
    if given.cost > limits.pool:
        yield Lack(LackKind.OVER_POOL, Part.COSTS, limits.pool)
    elif limits.most is not None and given.cost > limits.most:
        yield Lack(LackKind.TOO_DEAR, Part.COSTS, limits.most)
    if limits.least is not None and given.cost < limits.least:
        yield Lack(LackKind.TOO_CHEAP, Part.COSTS, limits.least)


def _consents(given: Application, asked: Asked, limits: Limits | None) -> Iterator[Lack]:
    if (
        asked[Part.GROUND] is not Need.OFF
        and given.ground is Ground.OTHER
        and Purpose.OWNER not in given.files
    ):
        yield Lack(LackKind.NO_OWNERS_CONSENT, Part.GROUND)
    if asked[Part.GUARDIAN] is not Need.OFF and given.is_minor:
        if not given.guardian:
            yield Lack(LackKind.NO_GUARDIAN, Part.GUARDIAN)
        if Purpose.GUARDIAN not in given.files:
            yield Lack(LackKind.NO_GUARDIANS_CONSENT, Part.GUARDIAN)
    if limits is not None and given.signatures < limits.signatures and Purpose.SUPPORT not in given.files:
        yield Lack(LackKind.NO_SUPPORT, None, limits.signatures - given.signatures)


def _questions(given: Application) -> Iterator[Lack]:
    for question in given.unanswered:
        yield Lack(LackKind.UNANSWERED, None, question)
