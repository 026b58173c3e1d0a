"""A whole Equal Shares run: pre-filter, completion, greedy rest and the comparison with greedy."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from wibo.rulebook.awards import (
    OUTCOME_LIMIT,
    Add1Stop,
    Completion,
    EqualSharesRule,
    GreedyRule,
    Outcome,
    Utility,
)
from wibo.rulebook.equal_shares import Electorate, Lottery, Purchase, electorate, shares
from wibo.rulebook.greedy import allocate as allocate_greedily
from wibo.rulebook.money import zloty
from wibo.rulebook.numbering import natural_key
from wibo.rulebook.polish import votes as votes_in_words

# Raising shares by 1 zł is repeated; each way of settling open ties runs it all again.
_TIE_RUNS = 64
_STEP = 100


def allocate(
    ballots: Sequence[Sequence[str]],
    costs: Mapping[str, int],
    budget: int,
    rule: EqualSharesRule,
    lot: Sequence[str] = (),
) -> Outcome:
    """Run Equal Shares over approval ballots with `budget` grosze. `lot` settles ties, as in greedy."""
    voters = electorate(ballots, costs)
    entered, dropped = _prefiltered(voters, costs, budget, rule)
    first = _Run(voters, entered, budget, rule, lot)
    outcomes, truncated = _outcomes_of_ties(first, voters, entered, budget, rule, lot)
    contested = set().union(*outcomes) - set(frozenset.intersection(*outcomes))
    return Outcome(
        funded=tuple(first.funded),
        spent=sum(costs[project] for project in first.funded),
        steps=tuple(dropped + first.steps),
        outcomes=tuple(sorted(tuple(sorted(outcome, key=natural_key)) for outcome in outcomes)),
        truncated=truncated,
        tied=tuple(sorted(contested, key=natural_key)),
        notes=first.notes,
    )


def _prefiltered(
    voters: Electorate, costs: Mapping[str, int], budget: int, rule: EqualSharesRule
) -> tuple[dict[str, int], list[str]]:
    """Projects whose share of voters is at least their share of F budgets (Świecie), and who dropped out."""
    factor = rule.prefilter
    if factor is None:
        return dict(costs), []
    entered = {
        p: cost for p, cost in costs.items() if voters.votes[p] * factor * budget >= cost * voters.voters
    }
    dropped = sorted(costs.keys() - entered.keys(), key=natural_key)
    return entered, [
        f"Projekt {p}: {votes_in_words(voters.votes[p])}, koszt {zloty(costs[p])}: "
        "za małe poparcie w stosunku do kosztu, nie bierze udziału w podziale"
        for p in dropped
    ]


class _Run:
    """One run with one lot; what it funded, the steps, and the ties that the lot left open."""

    def __init__(
        self,
        voters: Electorate,
        costs: Mapping[str, int],
        budget: int,
        rule: EqualSharesRule,
        lot: Sequence[str],
    ) -> None:
        self.voters, self.costs, self.budget, self.rule = voters, costs, budget, rule
        self.lottery = Lottery(lot)
        self.steps: list[str] = []
        self.notes: dict[str, str] = {}
        bought = self._with_completion()
        self.funded = [purchase.project for purchase in bought]
        self._tell(bought)
        if rule.then_greedy:
            self._complete_greedily()
        if rule.comparison:
            self._compare(lot)

    def _with_completion(self) -> list[Purchase]:
        endowment = Fraction(self.budget, self.voters.voters or 1)
        bought = shares(self.voters, self.costs, endowment, self.rule, self.lottery)
        if self.rule.completion is Completion.ADD1:
            endowment, bought = self._raised(endowment, bought)
        self.notes["endowment"] = str(endowment)
        self.steps.append(f"Każdy głosujący ma do dyspozycji {zloty(int(endowment))}")
        return bought

    def _raised(self, endowment: Fraction, bought: list[Purchase]) -> tuple[Fraction, list[Purchase]]:
        supported = sum(1 for project in self.costs if self.voters.votes[project])
        while len(bought) < supported:
            if self.rule.add1_stop is Add1Stop.EXHAUSTIVE and self._is_exhaustive(bought):
                break
            following = shares(self.voters, self.costs, endowment + _STEP, self.rule, self.lottery)
            if self._cost(following) > self.budget:
                break
            endowment, bought = endowment + _STEP, following
        return endowment, bought

    def _cost(self, bought: Sequence[Purchase]) -> int:
        return sum(self.costs[purchase.project] for purchase in bought)

    def _is_exhaustive(self, bought: Sequence[Purchase]) -> bool:
        left = self.budget - self._cost(bought)
        taken = {purchase.project for purchase in bought}
        return all(cost > left for project, cost in self.costs.items() if project not in taken)

    def _tell(self, bought: Sequence[Purchase]) -> None:
        left = self.budget
        for purchase in bought:
            cost = self.costs[purchase.project]
            left -= cost
            self.steps.append(
                f"Projekt {purchase.project}: {votes_in_words(self.voters.votes[purchase.project])}, "
                f"koszt {zloty(cost)}, popierający płacą najwyżej po {zloty(-int(-purchase.at_most // 1))}: "
                f"wybrany, w puli zostało {zloty(left)}"
            )

    def _complete_greedily(self) -> None:
        rest = {p: v for p, v in self.voters.votes.items() if p in self.costs and p not in self.funded}
        left = self.budget - sum(self.costs[project] for project in self.funded)
        completion = allocate_greedily(rest, self.costs, left, GreedyRule())
        if completion.tie_decides:
            self.lottery.open_ties.append(completion.tied)
        self.funded += completion.funded
        self.steps += [f"Uzupełnienie: {step}" for step in completion.steps]

    def _compare(self, lot: Sequence[str]) -> None:
        votes = {project: self.voters.votes[project] for project in self.costs}
        greedy = allocate_greedily(votes, self.costs, self.budget, GreedyRule(), lot)
        for_shares, for_greedy = self._preferences(set(self.funded), set(greedy.funded))
        self.steps.append(
            f"Porównanie: {for_shares} głosujących zyskuje na metodzie równych udziałów, "
            f"{for_greedy} na kolejności głosów"
        )
        self.notes["comparison"] = f"{for_shares}:{for_greedy}"
        if for_greedy > for_shares:
            self.funded = list(greedy.funded)
            self.steps.append("Obowiązuje lista według kolejności głosów")
            self.steps += greedy.steps

    def _preferences(self, ours: set[str], theirs: set[str]) -> tuple[int, int]:
        preferences = [0, 0]
        for ballot, weight in zip(self.voters.ballots, self.voters.weights, strict=True):
            mine, other = (sum(self._worth(p) for p in ballot & side) for side in (ours, theirs))
            preferences[0] += weight * (mine > other)
            preferences[1] += weight * (other > mine)
        return preferences[0], preferences[1]

    def _worth(self, project: str) -> int:
        return self.costs[project] if self.rule.utility is Utility.COST else 1


def _outcomes_of_ties(
    first: _Run,
    voters: Electorate,
    costs: Mapping[str, int],
    budget: int,
    rule: EqualSharesRule,
    lot: Sequence[str],
) -> tuple[set[frozenset[str]], bool]:
    """The funded sets over the ways of settling open ties, each way a longer lot; bounded."""
    outcomes: set[frozenset[str]] = set()
    waiting: list[tuple[tuple[str, ...], _Run | None]] = [(tuple(lot), first)]
    runs = 0
    while waiting and runs < _TIE_RUNS and len(outcomes) < OUTCOME_LIMIT:
        known, run = waiting.pop()
        run = run or _Run(voters, costs, budget, rule, known)
        runs += 1
        outcomes.add(frozenset(run.funded))
        if run.lottery.open_ties:
            equals = run.lottery.open_ties[0]
            waiting += [((*known, winner), None) for winner in equals]
    return outcomes, bool(waiting)
