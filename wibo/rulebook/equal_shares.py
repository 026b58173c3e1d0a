"""The Method of Equal Shares in exact arithmetic (Peters and Skowron; as run in Wieliczka and Świecie).

Every voter gets an equal share of the pool; the supporters of a project pay for it as evenly as they can,
and the project that costs its supporters least per unit of worth is bought next.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from wibo.rulebook.awards import EqualSharesRule, TieOrder, Utility
from wibo.rulebook.collisions import Rivals
from wibo.rulebook.numbering import natural_key

# Floats only sieve: offers closer than this to the best are compared as exact fractions.
_SIEVE = 1e-7


class Lottery:
    """What is known of a lot, and the choices that it left open.

    `order` decides among equals as far as it reaches; where it does not, the first in natural order of
    numbers is taken and the tie is noted, so that the caller can ask for a decision.
    """

    def __init__(self, order: Sequence[str] = ()) -> None:
        self._places = {project: place for place, project in enumerate(order)}
        self.open_ties: list[tuple[str, ...]] = []

    def draw(self, equals: list[str]) -> str:
        """The one of equal projects that the lot names first."""
        if len(equals) == 1:
            return equals[0]
        known = [project for project in equals if project in self._places]
        if not known:
            self.open_ties.append(tuple(sorted(equals, key=natural_key)))
            return min(equals, key=natural_key)
        return min(known, key=self._places.__getitem__)


@dataclass(frozen=True, slots=True)
class Purchase:
    """One project bought: the most that any supporter pays, in grosze as a fraction."""

    project: str
    at_most: Fraction


@dataclass(frozen=True, slots=True)
class Electorate:
    """Identical ballots taken together: `supporters[project]` are indices into `weights`."""

    weights: tuple[int, ...]
    supporters: Mapping[str, tuple[int, ...]]
    ballots: tuple[frozenset[str], ...]
    voters: int
    votes: Mapping[str, int]


def electorate(ballots: Iterable[Sequence[str]], projects: Iterable[str]) -> Electorate:
    """Group ballots of approved project ids; a ballot without a known project still counts as a voter."""
    known = set(projects)
    grouped = Counter(frozenset(ballot) & known for ballot in ballots)
    supporters: dict[str, list[int]] = {project: [] for project in known}
    for index, ballot in enumerate(grouped):
        for project in ballot:
            supporters[project].append(index)
    weights = tuple(grouped.values())
    return Electorate(
        weights,
        {project: tuple(indices) for project, indices in supporters.items()},
        tuple(grouped),
        sum(weights),
        {project: sum(weights[i] for i in indices) for project, indices in supporters.items()},
    )


def shares(
    voters: Electorate,
    costs: Mapping[str, int],
    endowment: Fraction,
    rule: EqualSharesRule,
    lottery: Lottery,
    rivals: Rivals | None = None,
) -> list[Purchase]:
    """Buy projects while supporters can pay, each voter starting with `endowment` grosze."""
    return _Round(voters, costs, endowment, rule, rivals or {}).buy_all(lottery)


class _Round:
    """One run of plain Equal Shares: the voters' remaining money, exact and as floats for the sieve."""

    def __init__(
        self,
        voters: Electorate,
        costs: Mapping[str, int],
        endowment: Fraction,
        rule: EqualSharesRule,
        rivals: Rivals,
    ) -> None:
        self.voters, self.costs, self.rule, self.rivals = voters, costs, rule, rivals
        self.money = [endowment] * len(voters.weights)
        self.floats = [float(endowment)] * len(voters.weights)
        # Offers only get dearer, so the last known one is a lower bound for the next.
        self.bounds = {project: 0.0 for project in costs if voters.votes[project]}

    def buy_all(self, lottery: Lottery) -> list[Purchase]:
        bought: list[Purchase] = []
        while offers := self._best_offers():
            project = lottery.draw(self._first_by_rule(list(offers)))
            bought.append(Purchase(project, offers[project]))
            self._pay(project, offers[project])
            for gone in (project, *self.rivals.get(project, ())):
                self.bounds.pop(gone, None)
        return bought

    def _worth(self, project: str) -> int:
        return self.costs[project] if self.rule.utility is Utility.COST else 1

    def _best_offers(self) -> dict[str, Fraction]:
        """The projects with the lowest exact price per unit of worth, with the most that anyone pays."""
        best = float("inf")
        near: list[tuple[float, str]] = []
        for bound, project in sorted((bound, project) for project, bound in self.bounds.items()):
            if bound > best * (1 + _SIEVE):
                break
            price = self._float_price(project)
            if price is None:
                del self.bounds[project]
                continue
            self.bounds[project] = price
            best = min(best, price)
            near.append((price, project))
        exact = {
            project: self._exact_most(project) for price, project in near if price <= best * (1 + _SIEVE)
        }
        payable = {project: most for project, most in exact.items() if most is not None}
        for project in exact.keys() - payable.keys():
            del self.bounds[project]
        if not payable:
            return self._best_offers() if self.bounds and near else {}
        lowest = min(most / self._worth(project) for project, most in payable.items())
        return {p: most for p, most in payable.items() if most / self._worth(p) == lowest}

    def _float_price(self, project: str) -> float | None:
        indices = self.voters.supporters[project]
        weights, floats, cost = self.voters.weights, self.floats, float(self.costs[project])
        purse = sum(floats[i] * weights[i] for i in indices)
        if purse < cost * (1 - _SIEVE):
            return None
        count, left = self.voters.votes[project], cost
        for money, weight in sorted((floats[i], weights[i]) for i in indices):
            if money * count >= left:
                return left / count / self._worth(project)
            left -= money * weight
            count -= weight
        return max(money for money in (floats[i] for i in indices)) / self._worth(project)

    def _exact_most(self, project: str) -> Fraction | None:
        """The most that any supporter pays, exactly; None when together they cannot pay."""
        purses: Counter[Fraction] = Counter()
        for index in self.voters.supporters[project]:
            purses[self.money[index]] += self.voters.weights[index]
        count, left = self.voters.votes[project], Fraction(self.costs[project])
        for money in sorted(purses):
            if money * count >= left:
                return left / count
            left -= money * purses[money]
            count -= purses[money]
        return None

    def _first_by_rule(self, equals: list[str]) -> list[str]:
        def key(project: str) -> tuple[int, int]:
            cost, votes = self.costs[project], -self.voters.votes[project]
            return (cost, votes) if self.rule.tie_order is TieOrder.CHEAPER_VOTES else (votes, cost)

        first = min(key(project) for project in equals)
        return [project for project in equals if key(project) == first]

    def _pay(self, project: str, most: Fraction) -> None:
        for index in self.voters.supporters[project]:
            self.money[index] -= min(self.money[index], most)
            self.floats[index] = float(self.money[index])
