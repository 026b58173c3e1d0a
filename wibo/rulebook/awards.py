"""The award rules of a pool as settings, and the outcome that every rule returns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wibo.rulebook.tally import OrderBy

OUTCOME_LIMIT = 1000


class OnMisfit(StrEnum):
    """What the greedy rule does at a project that does not fit into what is left."""

    SKIP = "skip"
    STOP = "stop"
    STOP_THEN_80 = "stop-then-80"


class Utility(StrEnum):
    """What a funded project is worth to its supporter in Equal Shares."""

    COST = "cost"
    CARDINALITY = "cardinality"


class Completion(StrEnum):
    """How Equal Shares spends what plain shares leave."""

    NONE = "none"
    ADD1 = "add1"


class Add1Stop(StrEnum):
    """When raising every share by 1 zł ends: at the first exhaustive outcome or before the overflow."""

    EXHAUSTIVE = "exhaustive"
    OVERFLOW = "overflow"


class TieOrder(StrEnum):
    """What settles equal offers in Equal Shares before a lot does."""

    CHEAPER_VOTES = "cheaper,votes"
    VOTES_CHEAPER = "votes,cheaper"


@dataclass(frozen=True, slots=True)
class GreedyRule:
    """From the best result down, while the money lasts. Thresholds are inclusive and hold together.

    `threshold` is on the ranked result; `threshold_bp` asks for a share of the pool's ballots in hundredths of a
    percent, rounded up to a whole result; `cost_share` F asks for votes/ballots >= cost/(F·pool), as in Świecie.
    `last_percent` is how much of its cost must be left for the last project under STOP_THEN_80 (Poznań: 80);
    `most` is how many projects can win at all (one per area in some towns), None for any number.
    """

    order_by: OrderBy = OrderBy.VOTES
    on_misfit: OnMisfit = OnMisfit.SKIP
    threshold: int = 0
    threshold_bp: int = 0
    cost_share: int | None = None
    last_percent: int = 80
    most: int | None = None

    @property
    def threshold_percent(self) -> str:
        """The share as people write it: "1,5"."""
        return f"{self.threshold_bp / 100:g}".replace(".", ",")

    def needed(self, ballots: int) -> int:
        """The lowest result that takes part, with that number of ballots in the pool."""
        return max(self.threshold, -(-ballots * self.threshold_bp // 10_000))


@dataclass(frozen=True, slots=True)
class EqualSharesRule:
    """The Method of Equal Shares; every variant is a setting, since regulations differ in all of them.

    `prefilter` F drops projects with votes/voters < cost/(F·budget), as in Świecie; None drops none.
    """

    utility: Utility = Utility.COST
    completion: Completion = Completion.NONE
    add1_stop: Add1Stop = Add1Stop.EXHAUSTIVE
    then_greedy: bool = False
    comparison: bool = False
    prefilter: int | None = None
    tie_order: TieOrder = TieOrder.CHEAPER_VOTES


AwardRule = GreedyRule | EqualSharesRule


@dataclass(frozen=True, slots=True)
class Move:
    """One project in the order in which the award came to it, and the grosze that were left before it."""

    project: str
    funded: bool
    left: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule gives. Money is in grosze.

    `funded` in the order of funding; `outcomes` holds every funded set that the undecided ties allow
    (one set when no tie decides), at most OUTCOME_LIMIT; `tied` are the projects whose fate a lot decides.
    `moves` draw what `steps` say.
    """

    funded: tuple[str, ...]
    spent: int
    steps: tuple[str, ...]
    outcomes: tuple[tuple[str, ...], ...] = ()
    truncated: bool = False
    tied: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def tie_decides(self) -> bool:
        """Whether equal results, in another order, would give another list."""
        return len(self.outcomes) > 1 or self.truncated
