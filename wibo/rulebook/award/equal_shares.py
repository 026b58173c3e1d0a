"""The Method of Equal Shares in exact arithmetic (Peters and Skowron; as run in Wieliczka and Świecie).

Every voter gets an equal share of the pool; the supporters of a project pay for it as evenly as they can,
and the project that costs its supporters least per unit of worth is bought next.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from wibo.rulebook.award.collisions import Rivals
from wibo.rulebook.award.orders import Lottery
from wibo.rulebook.award.settings import EqualSharesRule, TieOrder, Utility

# Floats only sieve: what comes closer than this is compared as exact fractions.
_SIEVE = 1e-7
_GROSZ_IN_DOUBT = 1e-3


@dataclass(frozen=True, slots=True)
class Electorate:
    """Identical ballots taken together: `supporters[project]` are indices into `weights`, `backers` the same as sets."""

    weights: tuple[int, ...]
    supporters: Mapping[str, tuple[int, ...]]
    ballots: tuple[frozenset[str], ...]
    voters: int
    votes: Mapping[str, int]
    backers: Mapping[str, frozenset[int]]


def electorate(ballots: Iterable[Collection[str]], projects: Iterable[str]) -> Electorate:
    """Group ballots of approved project ids; one that names only projects that are struck still counts as a voter."""
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
        {project: frozenset(indices) for project, indices in supporters.items()},
    )


class Round:
    """One run of plain Equal Shares: projects bought while supporters can pay, each voter starting with `endowment`.

    Decisions are made in floats, and exactly wherever floats come closer than the sieve. Exact money is worked out
    only where it is asked for, since fractions of thousands of voters take most of the time otherwise.
    """

    def __init__(
        self,
        voters: Electorate,
        costs: Mapping[str, int],
        endowment: Fraction,
        rule: EqualSharesRule,
        lottery: Lottery,
        rivals: Rivals | None = None,
    ) -> None:
        self.voters, self.costs, self.rule, self.rivals = voters, costs, rule, rivals or {}
        self.endowment = endowment
        self.bought: list[str] = []
        # The most that any supporter pays for each, in grosze.
        self.most: list[float] = []
        self.money = [float(endowment)] * len(voters.weights)
        self._poorer: list[list[int]] = []
        self._exact: dict[int, Fraction] = {}
        # Offers only get dearer, so the last known one is a lower bound for the next; none is under equal parts.
        self._bounds = {p: self._floor(p) for p in costs if voters.votes[p]}
        self._buy_all(lottery)

    @property
    def funded(self) -> frozenset[str]:
        """The projects that were bought, as a set."""
        return frozenset(self.bought)

    @property
    def cost(self) -> int:
        """Grosze for all that was bought."""
        return sum(self.costs[project] for project in self.bought)

    def worth(self, project: str) -> int:
        """What the project is worth to a supporter."""
        return self.costs[project] if self.rule.utility is Utility.COST else 1

    def meet(self, one: str, other: str) -> bool:
        """Whether buying one can change what becomes of the other."""
        if other in self.rivals.get(one, ()):
            return True
        paid = self.costs[one] and self.costs[other]
        return bool(paid) and not self.voters.backers[one].isdisjoint(self.voters.backers[other])

    def exact_most(self, at: int) -> Fraction:
        """The most that any supporter pays for the purchase with that place, exactly."""
        waiting = [] if at in self._exact else [at]
        while waiting:
            # What it rests on first: a chain of purchases may be longer than calls can be deep.
            if missing := self._not_yet_exact(waiting[-1]):
                waiting += missing
                continue
            place = waiting.pop()
            found = self._exact_price(self.bought[place], place, self._poorer[place])
            # What was bought has a price.
            self._exact[place] = cast(Fraction, found)
        return self._exact[at]

    def _not_yet_exact(self, at: int) -> list[int]:
        """The purchases before one that its poorer supporters paid for and whose price is not worked out."""
        ballots = [self.voters.ballots[voter] for voter in self._poorer[at]]
        return [
            earlier
            for earlier in range(at)
            if earlier not in self._exact and any(self.bought[earlier] in ballot for ballot in ballots)
        ]

    def exact_money(self, voter: int, before: int | None = None) -> Fraction:
        """What voters of a group have left before a purchase (by its place), or at the end."""
        money, ballot = self.endowment, self.voters.ballots[voter]
        for at, project in enumerate(self.bought[:before]):
            if project in ballot:
                money -= min(money, self.exact_most(at))
        return money

    def purse(self, project: str) -> int:
        """Whole grosze that the supporters of a project have together at the end."""
        supporters, weights = self.voters.supporters[project], self.voters.weights
        had = sum(self.money[i] * weights[i] for i in supporters)
        if had > 0.5 and abs(had - round(had)) < _GROSZ_IN_DOUBT:
            return int(sum(self.exact_money(i) * weights[i] for i in supporters))
        return int(had)

    def _floor(self, project: str) -> float:
        """The price per unit of worth when all supporters pay equal parts: no offer is lower."""
        if not self.costs[project]:
            return 0.0
        return self.costs[project] / self.voters.votes[project] / self.worth(project)

    def _buy_all(self, lottery: Lottery) -> None:
        # Of several runs the last one is what counts; what was settled in earlier ones explains nothing.
        lottery.settled.clear()
        while offers := self._best_offers():
            project = lottery.draw(self._that_meet(self._first_by_rule(list(offers))))
            self._pay(project, offers[project])
            for gone in (project, *self.rivals.get(project, ())):
                self._bounds.pop(gone, None)

    def _that_meet(self, equals: list[str]) -> list[str]:
        """Of equal offers those among which the order can matter: one that meets none of the others is bought
        whatever comes first, so it is no tie.
        """
        for project in equals:
            if not any(self.meet(project, other) for other in equals if other != project):
                return [project]
        found, waiting = {equals[0]}, [equals[0]]
        while waiting:
            project = waiting.pop()
            near = [other for other in equals if other not in found and self.meet(project, other)]
            found.update(near)
            waiting += near
        return [project for project in equals if project in found]

    def _first_by_rule(self, equals: list[str]) -> list[str]:
        def key(project: str) -> tuple[int, int]:
            cost, votes = self.costs[project], -self.voters.votes[project]
            return (cost, votes) if self.rule.tie_order is TieOrder.CHEAPER_VOTES else (votes, cost)

        first = min(key(project) for project in equals)
        return [project for project in equals if key(project) == first]

    def _best_offers(self) -> dict[str, float]:
        """The projects with the lowest price per unit of worth, with the most that anyone pays."""
        near = self._near_offers()
        if len(near) < 2:
            return near
        exact = {project: self._per_worth(project, most) for project, most in near.items()}
        lowest = min(exact.values())
        return {project: near[project] for project, price in exact.items() if price == lowest}

    def _near_offers(self) -> dict[str, float]:
        """The offers that floats cannot tell from the best one; those that cannot be paid are dropped."""
        best = float("inf")
        offers: list[tuple[float, str, float]] = []
        for bound, project in sorted((bound, project) for project, bound in self._bounds.items()):
            if bound > best * (1 + _SIEVE):
                break
            most = self._most(project, bound)
            if most is None:
                del self._bounds[project]
                continue
            price = most / self.worth(project) if self.costs[project] else 0.0
            self._bounds[project] = price
            best = min(best, price)
            offers.append((price, project, most))
        return {project: most for price, project, most in offers if price <= best * (1 + _SIEVE)}

    def _most(self, project: str, bound: float) -> float | None:
        """The most that any supporter pays; None when together they cannot pay.

        From a bound below it upwards: who has less pays all, the others share what is left, until nobody has less.
        """
        left, count = float(self.costs[project]), self.voters.votes[project]
        money, weights = self.money, self.voters.weights
        purses = [(money[i], weights[i]) for i in self.voters.supporters[project]]
        most = max(left / count, bound * self.worth(project))
        while poorer := [(has, weight) for has, weight in purses if has < most]:
            left -= sum([has * weight for has, weight in poorer])
            count -= sum([weight for _, weight in poorer])
            if not count:
                short = left > self.costs[project] * _SIEVE
                return None if short else self._if_payable(project, max(has for has, _ in poorer))
            purses = [(has, weight) for has, weight in purses if has >= most]
            most = left / count
        sure = sum([has * weight for has, weight in purses]) > left * (1 + _SIEVE)
        return most if sure else self._if_payable(project, most)

    def _if_payable(self, project: str, most: float) -> float | None:
        """`most` where exact money pays for the project; floats cannot tell."""
        return most if self._exact_now(project, most) is not None else None

    def _per_worth(self, project: str, most: float) -> Fraction:
        """The exact price per unit of worth of an offer that can be paid; what costs nothing comes before all else."""
        exact = self._exact_now(project, most)
        return exact / self.worth(project) if exact else Fraction(0)

    def _exact_now(self, project: str, most: float) -> Fraction | None:
        """The exact price of a project that is about `most`; None when its supporters cannot pay."""
        return self._exact_price(project, len(self.bought), self._at_most(project, most))

    def _at_most(self, project: str, most: float) -> list[int]:
        """The supporters who may have less than the most that is paid; the others surely pay it whole."""
        edge, money = most * (1 + _SIEVE), self.money
        return [i for i in self.voters.supporters[project] if money[i] < edge]

    def _exact_price(self, project: str, before: int, poorer: list[int]) -> Fraction | None:
        """The most that any supporter pays in the purchase with that place, exactly; only money that is short of it
        has to be known. None when together they cannot pay.
        """
        count, left = self.voters.votes[project], Fraction(self.costs[project])
        purses: Counter[Fraction] = Counter()
        for i in poorer:
            purses[self.exact_money(i, before)] += self.voters.weights[i]
        for money in sorted(purses):
            if money * count >= left:
                return left / count
            left -= money * purses[money]
            count -= purses[money]
        return left / count if count else None

    def _pay(self, project: str, most: float) -> None:
        money = self.money
        self._poorer.append(self._at_most(project, most))
        for i in self.voters.supporters[project]:
            left = money[i] - most
            money[i] = left if left > 0.0 else 0.0
        self.bought.append(project)
        self.most.append(most)
