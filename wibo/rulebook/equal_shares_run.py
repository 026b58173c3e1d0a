"""A whole Equal Shares run: pre-filter, completion, greedy rest and the comparison with greedy."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from wibo.rulebook.awards import (
    OUTCOME_LIMIT,
    Add1Stop,
    Completion,
    EqualSharesRule,
    GreedyRule,
    Move,
    Outcome,
    Utility,
)
from wibo.rulebook.collisions import Groups, rivals_of
from wibo.rulebook.equal_shares import Electorate, Lottery, Purchase, electorate, shares
from wibo.rulebook.greedy import allocate as allocate_greedily
from wibo.rulebook.money import zloty
from wibo.rulebook.numbering import natural_key
from wibo.rulebook.polish import votes as votes_in_words
from wibo.rulebook.progress import Progress, quietly

# Raising shares by 1 zł is repeated; each way of settling open ties runs it all again.
_TIE_RUNS = 64
_STEP = 100


def allocate(
    ballots: Sequence[Sequence[str]],
    costs: Mapping[str, int],
    budget: int,
    rule: EqualSharesRule,
    lot: Sequence[str] = (),
    *,
    collisions: Groups = (),
    progress: Progress = quietly,
) -> Outcome:
    """Run Equal Shares over approval ballots with `budget` grosze. `lot` and `collisions` as in greedy."""
    voters = electorate(ballots, costs)
    entered, dropped = _prefiltered(voters, costs, budget, rule)
    case = _Case(voters, entered, budget, rule, tuple(collisions), progress)
    first = _Run(case, lot)
    outcomes, truncated = _outcomes_of_ties(first, case, lot)
    contested = set().union(*outcomes) - set(frozenset.intersection(*outcomes))
    return Outcome(
        funded=tuple(first.funded),
        spent=sum(costs[project] for project in first.funded),
        steps=tuple(dropped + first.steps),
        outcomes=tuple(sorted(tuple(sorted(outcome, key=natural_key)) for outcome in outcomes)),
        truncated=truncated,
        tied=tuple(sorted(contested, key=natural_key)),
        moves=tuple(first.moves),
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


@dataclass(frozen=True, slots=True)
class _Case:
    """What every run over the same ballots has in common."""

    voters: Electorate
    costs: Mapping[str, int]
    budget: int
    rule: EqualSharesRule
    collisions: tuple[Collection[str], ...]
    progress: Progress


class _Run:
    """One run with one lot; what it funded, the steps, and the ties that the lot left open."""

    def __init__(self, case: _Case, lot: Sequence[str]) -> None:
        self.case = case
        self.voters, self.costs, self.budget, self.rule = case.voters, case.costs, case.budget, case.rule
        self.rivals = rivals_of(case.collisions)
        self.lottery = Lottery(lot)
        self.steps: list[str] = []
        self.moves: list[Move] = []
        self.notes: dict[str, str] = {}
        bought = self._with_completion()
        self.funded = [purchase.project for purchase in bought]
        self._tell(bought)
        if self.rule.then_greedy:
            self._complete_greedily()
        if self.rule.comparison:
            self._compare(lot)

    def _with_completion(self) -> list[Purchase]:
        endowment = Fraction(self.budget, self.voters.voters or 1)
        bought = shares(self.voters, self.costs, endowment, self.rule, self.lottery, self.rivals)
        if self.rule.completion is Completion.ADD1:
            endowment, bought = self._raised(endowment, bought)
        self.notes["endowment"] = str(endowment)
        self.steps.append(f"Każdy głosujący ma do dyspozycji {zloty(int(endowment))}")
        return bought

    def _raised(self, endowment: Fraction, bought: list[Purchase]) -> tuple[Fraction, list[Purchase]]:
        while not self._has_everything(bought):
            if self.rule.add1_stop is Add1Stop.EXHAUSTIVE and self._is_exhaustive(bought):
                break
            raised = endowment + _STEP
            self.case.progress(f"próba z udziałem {zloty(int(raised))}")
            following = shares(self.voters, self.costs, raised, self.rule, self.lottery, self.rivals)
            if self._cost(following) > self.budget:
                break
            endowment, bought = raised, following
        return endowment, bought

    def _has_everything(self, bought: Sequence[Purchase]) -> bool:
        """Whether every supported project is bought or excluded by a bought one, so that raising changes nothing."""
        taken = {purchase.project for purchase in bought}
        return all(
            project in taken
            or not self.voters.votes[project]
            or self.rivals.get(project, frozenset()) & taken
            for project in self.costs
        )

    def _cost(self, bought: Sequence[Purchase]) -> int:
        return sum(self.costs[purchase.project] for purchase in bought)

    def _is_exhaustive(self, bought: Sequence[Purchase]) -> bool:
        left = self.budget - self._cost(bought)
        taken = {purchase.project for purchase in bought}
        return all(
            cost > left or self.rivals.get(project, frozenset()) & taken
            for project, cost in self.costs.items()
            if project not in taken
        )

    def _tell(self, bought: Sequence[Purchase]) -> None:
        left = self.budget
        for purchase in bought:
            cost = self.costs[purchase.project]
            self.moves.append(Move(purchase.project, funded=True, left=left))
            left -= cost
            self.steps.append(
                f"Projekt {purchase.project}: {votes_in_words(self.voters.votes[purchase.project])}, "
                f"koszt {zloty(cost)}, popierający płacą najwyżej po {zloty(-int(-purchase.at_most // 1))}: "
                f"wybrany, w puli zostało {zloty(left)}"
            )

    def _complete_greedily(self) -> None:
        gone = {*self.funded}.union(*(self.rivals.get(project, ()) for project in self.funded))
        rest = {p: v for p, v in self.voters.votes.items() if p in self.costs and p not in gone}
        left = self.budget - sum(self.costs[project] for project in self.funded)
        completion = allocate_greedily(rest, self.costs, left, GreedyRule(), (), self.case.collisions)
        if completion.tie_decides:
            self.lottery.open_ties.append(completion.tied)
        self.funded += completion.funded
        self.moves += completion.moves
        self.steps += [f"Uzupełnienie: {step}" for step in completion.steps]

    def _compare(self, lot: Sequence[str]) -> None:
        votes = {project: self.voters.votes[project] for project in self.costs}
        greedy = allocate_greedily(votes, self.costs, self.budget, GreedyRule(), lot, self.case.collisions)
        for_shares, for_greedy = self._preferences(set(self.funded), set(greedy.funded))
        self.steps.append(
            f"Porównanie: {for_shares} głosujących zyskuje na metodzie równych udziałów, "
            f"{for_greedy} na kolejności głosów"
        )
        self.notes["comparison"] = f"{for_shares}:{for_greedy}"
        if for_greedy > for_shares:
            self.funded, self.moves = list(greedy.funded), list(greedy.moves)
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


def _outcomes_of_ties(first: _Run, case: _Case, lot: Sequence[str]) -> tuple[set[frozenset[str]], bool]:
    """The funded sets over the ways of settling open ties, each way a longer lot; bounded."""
    outcomes: set[frozenset[str]] = set()
    waiting: list[tuple[tuple[str, ...], _Run | None]] = [(tuple(lot), first)]
    runs = 0
    while waiting and runs < _TIE_RUNS and len(outcomes) < OUTCOME_LIMIT:
        known, run = waiting.pop()
        run = run or _Run(case, known)
        runs += 1
        outcomes.add(frozenset(run.funded))
        if run.lottery.open_ties:
            equals = run.lottery.open_ties[0]
            waiting += [((*known, winner), None) for winner in equals]
    return outcomes, bool(waiting)
