"""How far every share can be raised before anything can change, so that raising takes time by ballots, not by złoty.

A bound, never too far: while shares grow and nothing else changes, nobody's money falls and no offer gets dearer. So
a project can come into play only once its supporters have gained what they lack, at the price that was paid there.
Between equal or later offers that share no supporter the order changes nothing, and they are passed over.
"""

from collections.abc import Sequence
from fractions import Fraction

from wibo.rulebook.award.equal_shares import Round

# Floats lose far less than this of a sum; a bound that is a little too low only costs one more run.
_MARGIN = 1e-9
# What one addition of floats loses of a sum, four times over.
_LOST = 1e-15


def safe_raise(run: Round, enough: float) -> float:
    """Grosze by which every share can grow so that, short of them, the same projects are bought for sure.

    Two bounds, each of them safe: one lets every voter keep what the raises give, another lets those who pay all that
    they have go on doing so, as far as they do. The second is asked for where the first gives less than `enough`.
    """
    loose = _Replay(run, spend=False).bound()
    return loose if loose >= enough else max(loose, _Replay(run, spend=True).bound())


class _Replay:
    """The run once more: money left, and how much of each grosz of a higher share a voter can have gained by now."""

    def __init__(self, run: Round, *, spend: bool) -> None:
        self.run, self.voters, self.spend = run, run.voters, spend
        # Until the first voter who pays all that they have can pay more than the price asks.
        self.released = float("inf")
        self.money = [float(run.endowment)] * len(run.voters.weights)
        self.gains = [1.0] * len(run.voters.weights)
        sums = len(run.voters.weights) + len(run.bought)
        self.margin = _LOST * sums * float(run.endowment) * run.voters.voters
        self.left = {project for project, cost in run.costs.items() if cost and run.voters.votes[project]}

    def bound(self) -> float:
        """The least raise that brings another project into play, at any step or at the end."""
        least = float("inf")
        for at, bought in enumerate(self.run.bought):
            self.left.discard(bought)
            if self.run.costs[bought]:
                near = [self._until_cheaper(one, at) for one in self.left if self.run.meet(one, bought)]
                least = min([least, *near])
                self._pay(bought, self.run.most[at])
            self.left -= self.run.rivals.get(bought, frozenset())
        return min([least, self.released, *(self._until_payable(project) for project in self.left)])

    def _until_cheaper(self, project: str, at: int) -> float:
        """Until the project's price could come down to what was paid in the purchase with that place."""
        worth = self.run.worth(project)
        price = self.run.most[at] / self.run.worth(self.run.bought[at])
        part = self.run.costs[project] / self.voters.votes[project]
        if part / worth > price * (1 + _MARGIN) or (self._never_cheaper(project, at, part)):
            return float("inf")
        most, money, weights = price * worth, self.money, self.voters.weights
        supporters = self.voters.supporters[project]
        had = sum([min(money[i], most) * weights[i] for i in supporters])
        # Who has as much as they would pay can give no more: only the others' gains bring the project nearer.
        poorer = [i for i in supporters if money[i] < most * (1 + _MARGIN)]
        return self._needed(poorer, self.run.costs[project] - had)

    def _never_cheaper(self, project: str, at: int, part: float) -> bool:
        """Whether the project costs its supporters exactly the same, who already pay equal parts: lower it cannot be."""
        price = self.run.most[at] / self.run.worth(self.run.bought[at])
        if part / self.run.worth(project) < price * (1 - _MARGIN):
            return False
        if min([self.money[i] for i in self.voters.supporters[project]]) < part * (1 + _MARGIN):
            return False
        exact = self.run.exact_most(at) / self.run.worth(self.run.bought[at])
        floor = Fraction(self.run.costs[project], self.voters.votes[project] * self.run.worth(project))
        return floor >= exact

    def _until_payable(self, project: str) -> float:
        money, weights = self.money, self.voters.weights
        supporters = self.voters.supporters[project]
        had = sum([money[i] * weights[i] for i in supporters])
        return self._needed(supporters, self.run.costs[project] - had)

    def _needed(self, voters: Sequence[int], missing: float) -> float:
        """The raise after which voters can have gained what is missing; together nobody gains more than all."""
        gains, weights = self.gains, self.voters.weights
        gained = sum([gains[i] * weights[i] for i in voters])
        if not gained:
            # Not even what is missing by less than floats can tell, nor an equal offer, comes nearer by nothing.
            return float("inf")
        return max(missing - self.margin, 0.0) / min(gained, self.voters.voters)

    def _pay(self, project: str, most: float) -> None:
        """Take the money; who pays less because others can pay more gains with them."""
        payers, weights, money = self.voters.supporters[project], self.voters.weights, self.money
        # Who stands on the edge counts among those who paid all: the bound only gets lower.
        edge = most * (1 + _MARGIN)
        capped = sum([self.gains[i] * weights[i] for i in payers if money[i] <= edge])
        others = sum([weights[i] for i in payers if money[i] > edge])
        shared = capped / (others or 1)
        for i in payers:
            if self.spend and money[i] < most * (1 - _MARGIN):
                self._spend_all(i, most, shared)
                continue
            money[i] = max(money[i] - most, 0.0)
            self.gains[i] += shared

    def _spend_all(self, voter: int, most: float, falling: float) -> None:
        """What a raise gives to a voter who pays all goes into the price, until it is no longer all."""
        closing = self.gains[voter] + falling
        if closing:
            gap = most - self.money[voter] - self.margin
            self.released = min(self.released, max(gap, 0.0) / closing)
        self.money[voter] = self.gains[voter] = 0.0
