"""The award rules of a pool as settings: every variant that a regulation names is one of them."""

from dataclasses import dataclass
from enum import StrEnum

from wibo.rulebook.award.tally import OrderBy, Places


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
    `most` is how many projects can win at all (one per area in some towns), None for any number. A project without
    a single vote wins only where `allows_unvoted` says so: none has in a thousand published results. `places` says
    how points for places are given on ranking ballots.
    """

    order_by: OrderBy = OrderBy.VOTES
    on_misfit: OnMisfit = OnMisfit.SKIP
    threshold: int = 0
    threshold_bp: int = 0
    cost_share: int | None = None
    last_percent: int = 80
    most: int | None = None
    allows_unvoted: bool = False
    places: Places = Places.LONGEST

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

    `prefilter` F drops projects with votes/voters < cost/(F·budget), as in Świecie; None drops none. A project
    without a vote can get the rest of the money only where `allows_unvoted` says so.
    """

    utility: Utility = Utility.COST
    completion: Completion = Completion.NONE
    add1_stop: Add1Stop = Add1Stop.EXHAUSTIVE
    then_greedy: bool = False
    comparison: bool = False
    prefilter: int | None = None
    tie_order: TieOrder = TieOrder.CHEAPER_VOTES
    allows_unvoted: bool = False


AwardRule = GreedyRule | EqualSharesRule
