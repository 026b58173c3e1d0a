"""How far every share can be raised before anything can change, so that raising takes time by ballots, not by złoty.

A bound, never too far: while shares grow and nothing else changes, nobody's money falls and no offer gets dearer. So
a project can come into play only once its supporters have gained what they lack, at the price that was paid there.
Between equal or later offers that share no supporter the order changes nothing, and they are passed over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from wibo.rulebook.award.equal_shares import Round

# Floats lose far less than this of a sum; a bound that is a little too low only costs one more run.
_MARGIN = 1e-9
# What one addition of floats loses of a sum, four times over.
_LOST = 1e-15


def safe_raise(run: Round) -> float:
    """Grosze by which every share can grow so that, short of them, the same projects are bought for sure.

    Two bounds, each of them safe: one lets every voter keep what the raises give, another follows every price and purse
    as long as the same voters pay all that they have.
    """
    return max(_Replay(run).bound(), _Lines(run).bound())


def _wanted(run: Round) -> set[str]:
    """The projects that cost something and that somebody wants."""
    return {project for project, cost in run.costs.items() if cost and run.voters.votes[project]}


class _Replay:
    """The run once more: money left, and how much of each grosz of a higher share a voter can have gained by now."""

    def __init__(self, run: Round) -> None:
        self.run, self.voters = run, run.voters
        self.money = [float(run.endowment)] * len(run.voters.weights)
        self.gains = [1.0] * len(run.voters.weights)
        sums = len(run.voters.weights) + len(run.bought)
        self.margin = _LOST * sums * float(run.endowment) * run.voters.voters
        self.left = _wanted(run)

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
        return min([least, *(self._until_payable(project) for project in self.left)])

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
            money[i] = max(money[i] - most, 0.0)
            self.gains[i] += shared


class _Lines:
    """The run once more, with every purse and price as a line over the raise: what it is now, and what a grosz adds.

    The lines hold as long as the same voters pay all that they have in each purchase; where that ends the bound ends.
    What floats may have lost of each purse is summed up beside it: a gap is only trusted beyond that.
    """

    def __init__(self, run: Round) -> None:
        self.run, self.voters = run, run.voters
        voters = len(run.voters.weights)
        self.lost = _LOST * (voters + len(run.bought))
        self.money = [float(run.endowment)] * voters
        self.gains = [1.0] * voters
        self.doubts = [self.lost * float(run.endowment)] * voters
        self.left = _wanted(run)
        self.least = float("inf")

    def bound(self) -> float:
        """The least raise at which a line ends or another project comes into play."""
        for at, bought in enumerate(self.run.bought):
            self.left.discard(bought)
            if self.run.costs[bought]:
                self._buy(bought, self.run.most[at])
            self.left -= self.run.rivals.get(bought, frozenset())
        for project in self.left:
            self._overtaken(project, _Line(float("inf"), 0.0, 0.0))
        return self.least * (1 - _MARGIN)

    def _buy(self, bought: str, most: float) -> None:
        """Follow the price, see who could come before at that price, and take the money."""
        price = self._price(bought, most)
        for project in self.left:
            if self.run.meet(project, bought):
                ratio = self.run.worth(project) / self.run.worth(bought)
                self._overtaken(project, _Line(most * ratio, price.gains * ratio, price.doubt * ratio))
        for i in self.voters.supporters[bought]:
            self._pay(i, price)

    def _price(self, bought: str, most: float) -> "_Line":
        """The most that anyone pays: what is left of the cost by those who pay all, in parts for the others.

        Who may have as much or a little less, as far as floats can tell, counts among the others: if it is less they are
        past it after a raise as small as the doubt, which from then on is part of what the price may be wrong by.
        """
        payers, weights, lost = (
            self.voters.supporters[bought],
            self.voters.weights,
            self.lost * self.run.costs[bought],
        )
        less = [i for i in payers if self.money[i] < most]
        all_of_them = sum([weights[i] for i in payers])
        doubt = (lost + self._doubted(less)) / (all_of_them - sum([weights[i] for i in less]))
        poorer = [i for i in less if self.money[i] < most - self.doubts[i] - doubt]
        edge = [i for i in less if self.money[i] >= most - self.doubts[i] - doubt]
        whole = all_of_them - sum([weights[i] for i in poorer])
        unsure = self._doubted(less) + self._doubted(edge) + 2 * doubt * sum([weights[i] for i in edge])
        given = sum([self.gains[i] * weights[i] for i in poorer])
        return _Line(most, -given / whole, (lost + unsure) / whole, frozenset(poorer))

    def _doubted(self, voters: Sequence[int]) -> float:
        return sum([self.doubts[i] * self.voters.weights[i] for i in voters])

    def _pay(self, voter: int, price: "_Line") -> None:
        """Take the money from one who pays all, until that is no less than the price; from others the price.

        A price only falls while shares grow, and nobody's money does: who pays it whole goes on doing so.
        """
        short, nearer = price.now - self.money[voter], self.gains[voter] - price.gains
        doubt = self.doubts[voter] + price.doubt
        if voter in price.poorer:
            self.least = min(self.least, self._closed(short - doubt, nearer, nearer))
            self.money[voter] = self.gains[voter] = self.doubts[voter] = 0.0
        else:
            self.money[voter], self.gains[voter], self.doubts[voter] = max(-short, 0.0), nearer, doubt

    def _overtaken(self, project: str, price: "_Line") -> None:
        """Until supporters who pay at most that much can pay for the project, which is never under equal parts.

        What they pay together bends only downwards, so the line of today is no lower.
        """
        cost, gained, size = self.run.costs[project], 0.0, 0.0
        if cost / self.voters.votes[project] > price.now + price.doubt:
            return
        missing = float(cost)
        for i in self.voters.supporters[project]:
            weight, has = self.voters.weights[i], self.money[i] + self.doubts[i]
            # Nobody pays more than either; who may have just as much as the price is held to the price, which only falls.
            all_of_it = has < price.now
            missing -= weight * (has if all_of_it else price.now + price.doubt)
            gains = weight * (self.gains[i] if all_of_it else price.gains)
            gained, size = gained + gains, size + abs(gains)
        self.least = min(self.least, self._closed(missing - self.lost * cost, gained, size))

    def _closed(self, gap: float, closing: float, size: float) -> float:
        """The raise that closes a gap by so much a grosz, which is a sum of amounts of that size."""
        fastest = closing + self.lost * size
        return max(gap, 0.0) / fastest if fastest > 0 else float("inf")


@dataclass(frozen=True, slots=True)
class _Line:
    """A price over the raise: now, what each grosz of a raise adds, what floats may have lost of it; and who pays all for it."""

    now: float
    gains: float
    doubt: float
    poorer: frozenset[int] = frozenset()
