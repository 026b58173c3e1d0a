"""The greedy rule of Polish towns: from the best result down, while the money lasts.

Ties are never broken by number or order of entry. Every order of equal projects is followed, and when
the orders lead to different lists the outcome says so and asks for a decision.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from wibo.rulebook.awards import OUTCOME_LIMIT, GreedyRule, Move, OnMisfit, Outcome
from wibo.rulebook.collisions import Groups, Rivals, excluded_by, rivals_of
from wibo.rulebook.maximal import Equals, reachable
from wibo.rulebook.money import zloty
from wibo.rulebook.numbering import natural_key
from wibo.rulebook.polish import counted, points, votes
from wibo.rulebook.tally import OrderBy


@dataclass(frozen=True, slots=True)
class _State:
    """Where one way of ordering the ties has led so far."""

    funded: frozenset[str]
    left: int
    stopped: bool


def still_fits(cost: int, left: int, rule: GreedyRule) -> bool:
    """Whether a first misfit is funded all the same: enough of its cost is left (Poznań: 80 %)."""
    return rule.on_misfit is OnMisfit.STOP_THEN_80 and left * 100 >= cost * rule.last_percent


def allocate(
    results: Mapping[str, int],
    costs: Mapping[str, int],
    budget: int,
    rule: GreedyRule,
    lot: Sequence[str] = (),
    collisions: Groups = (),
) -> Outcome:
    """Fund projects by `results` (votes or points) within `budget` grosze.

    `lot` lists project ids in the order that a recorded decision gave them; equal projects both in the
    lot follow it and are no longer a tie. Projects left out of `results` (struck out) do not take part.
    A project that collides with a funded one is passed over, and never ends the award as a misfit.
    """
    groups, rivals = _tie_groups(results, rule, lot), rivals_of(collisions)
    outcomes, truncated = _all_outcomes(groups, costs, budget, rule, rivals)
    order = [project for group in groups for project in sorted(group, key=lambda p: _shown(p, costs))]
    walk = _Walk(results, costs, budget, rule, rivals)
    steps = walk.along(order)
    contested = set().union(*outcomes) - frozenset.intersection(*outcomes)
    mentioned = [] if contested or truncated else _harmless_ties(groups)
    return Outcome(
        funded=tuple(walk.funded),
        spent=sum(costs[project] for project in walk.funded),
        steps=tuple(_below_threshold(results, costs, rule) + steps + mentioned),
        outcomes=tuple(sorted(tuple(sorted(outcome, key=natural_key)) for outcome in outcomes)),
        truncated=truncated,
        tied=tuple(sorted(contested, key=natural_key)),
        moves=tuple(walk.moves),
    )


def _harmless_ties(groups: list[list[str]]) -> list[str]:
    """Equal results that change nothing are only mentioned."""
    return [
        f"Projekty {', '.join(sorted(group, key=natural_key))} mają równy wynik; ich kolejność nie zmienia listy wybranych"
        for group in groups
        if len(group) > 1
    ]


def _shown(project: str, costs: Mapping[str, int]) -> tuple[int, object]:
    """The order in which undecided equals are shown until someone decides: cheaper first."""
    return costs[project], natural_key(project)


def _tie_groups(results: Mapping[str, int], rule: GreedyRule, lot: Sequence[str]) -> list[list[str]]:
    places = {project: place for place, project in enumerate(lot)}
    entered = [project for project, result in results.items() if result >= rule.threshold]

    def rank(project: str) -> tuple[int, int]:
        return -results[project], places.get(project, len(places))

    return [list(group) for _, group in groupby(sorted(entered, key=rank), key=rank)]


def _all_outcomes(
    groups: list[list[str]], costs: Mapping[str, int], budget: int, rule: GreedyRule, rivals: Rivals
) -> tuple[set[frozenset[str]], bool]:
    states = {_State(frozenset(), budget, stopped=False)}
    truncated = False
    for group in groups:
        following: set[_State] = set()
        for state in states:
            if state.stopped:
                following.add(state)
                continue
            choices = reachable(_equals(group, state, costs, rule, rivals), rule.on_misfit, rule.last_percent)
            truncated |= choices.truncated
            for end in choices.ends:
                left = state.left - sum(costs[project] for project in end.funded)
                following.add(_State(state.funded | end.funded, left, end.stopped))
        truncated |= len(following) > OUTCOME_LIMIT
        # Sorted, so that a truncated list is the same list on every machine.
        kept = sorted(following, key=lambda state: (sorted(state.funded), state.stopped))
        states = set(kept[:OUTCOME_LIMIT])
    return {state.funded for state in states}, truncated


def _equals(
    group: list[str], state: _State, costs: Mapping[str, int], rule: GreedyRule, rivals: Rivals
) -> Equals:
    """A group of equals as it stands after those funded before it."""
    places = None if rule.most is None else rule.most - len(state.funded)
    free = [project for project in group if not excluded_by(project, rivals, state.funded)]
    return Equals({project: costs[project] for project in free}, state.left, places, rivals)


def _below_threshold(results: Mapping[str, int], costs: Mapping[str, int], rule: GreedyRule) -> list[str]:
    below = [project for project, result in results.items() if result < rule.threshold]
    return [
        f"{_headline(project, results, costs, rule)}: poniżej progu {_result(rule.threshold, rule)}"
        for project in sorted(below, key=natural_key)
    ]


def _result(number: int, rule: GreedyRule) -> str:
    return votes(number) if rule.order_by is OrderBy.VOTES else points(number)


def _headline(project: str, results: Mapping[str, int], costs: Mapping[str, int], rule: GreedyRule) -> str:
    return f"Projekt {project}: {_result(results[project], rule)}, koszt {zloty(costs[project])}"


class _Walk:
    """One way down the ranking, told step by step."""

    def __init__(
        self,
        results: Mapping[str, int],
        costs: Mapping[str, int],
        budget: int,
        rule: GreedyRule,
        rivals: Rivals,
    ) -> None:
        self.results, self.costs, self.rule, self.rivals = results, costs, rule, rivals
        self.left = budget
        self.funded: list[str] = []
        self.moves: list[Move] = []
        self.ended = ""

    def along(self, order: Sequence[str]) -> list[str]:
        """Decide on each project; the steps in words."""
        steps = []
        for project in order:
            head = _headline(project, self.results, self.costs, self.rule)
            if not self.ended and self.rule.most == len(self.funded):
                self.ended = (
                    f"osiągnięto limit: {counted(self.rule.most, 'projekt', 'projekty', 'projektów')}"
                )
            if self.ended:
                steps.append(f"{head}: nie rozpatrywany, {self.ended}")
                continue
            left = self.left
            steps.append(f"{head}, zostało {zloty(left)}: {self._decide(project)}")
            self.moves.append(Move(project, project in self.funded, left))
        return steps

    def _decide(self, project: str) -> str:
        cost = self.costs[project]
        winner = excluded_by(project, self.rivals, self.funded)
        if winner is not None:
            return f"pominięty, wyklucza się z wybranym projektem {winner}"
        if cost <= self.left:
            self._fund(project)
            return "wybrany"
        if self.rule.on_misfit is OnMisfit.SKIP:
            return "pominięty, nie mieści się"
        self.ended = "przydział już zakończono"
        if still_fits(cost, self.left, self.rule):
            self._fund(project)
            return f"wybrany jako ostatni, bo zostało co najmniej {self.rule.last_percent}% jego kosztu"
        return "nie mieści się, koniec przydziału"

    def _fund(self, project: str) -> None:
        self.funded.append(project)
        self.left -= self.costs[project]
