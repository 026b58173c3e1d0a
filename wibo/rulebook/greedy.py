"""The greedy rule of Polish towns: from the best result down, while the money lasts.

Ties are never broken by number or order of entry. Every order of equal projects is followed, and when
the orders lead to different lists the outcome says so and asks for a decision.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from wibo.rulebook.awards import OUTCOME_LIMIT, GreedyRule, OnMisfit, Outcome
from wibo.rulebook.maximal import Choices, reachable
from wibo.rulebook.money import zloty
from wibo.rulebook.numbering import natural_key
from wibo.rulebook.polish import points, votes
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
) -> Outcome:
    """Fund projects by `results` (votes or points) within `budget` grosze.

    `lot` lists project ids in the order that a recorded decision gave them; equal projects both in the
    lot follow it and are no longer a tie. Projects left out of `results` (struck out) do not take part.
    """
    groups = _tie_groups(results, rule, lot)
    outcomes, truncated = _all_outcomes(groups, costs, budget, rule)
    order = [project for group in groups for project in sorted(group, key=lambda p: _shown(p, costs))]
    funded, steps = _walk(order, results, costs, budget, rule)
    contested = set().union(*outcomes) - frozenset.intersection(*outcomes)
    return Outcome(
        funded=tuple(funded),
        spent=sum(costs[project] for project in funded),
        steps=tuple(_below_threshold(results, costs, rule) + steps),
        outcomes=tuple(sorted(tuple(sorted(outcome, key=natural_key)) for outcome in outcomes)),
        truncated=truncated,
        tied=tuple(sorted(contested, key=natural_key)),
    )


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
    groups: list[list[str]], costs: Mapping[str, int], budget: int, rule: GreedyRule
) -> tuple[set[frozenset[str]], bool]:
    states = {_State(frozenset(), budget, stopped=False)}
    truncated = False
    for group in groups:
        following: set[_State] = set()
        for state in states:
            if state.stopped:
                following.add(state)
                continue
            equal = {project: costs[project] for project in group}
            choices = reachable(equal, state.left, rule.on_misfit, rule.last_percent)
            truncated |= choices.truncated
            following |= {_after(state, choices, funded, costs, rule) for funded in choices.sets}
        truncated |= len(following) > OUTCOME_LIMIT
        # Sorted, so that a truncated list is the same list on every machine.
        kept = sorted(following, key=lambda state: (sorted(state.funded), state.stopped))
        states = set(kept[:OUTCOME_LIMIT])
    return {state.funded for state in states}, truncated


def _after(
    state: _State, choices: Choices, funded: frozenset[str], costs: Mapping[str, int], rule: GreedyRule
) -> _State:
    stopped = rule.on_misfit is not OnMisfit.SKIP and (
        funded != choices.everything or sum(costs[project] for project in funded) > state.left
    )
    left = state.left - sum(costs[project] for project in funded)
    return _State(state.funded | funded, left, stopped)


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


def _walk(
    order: Sequence[str], results: Mapping[str, int], costs: Mapping[str, int], budget: int, rule: GreedyRule
) -> tuple[list[str], list[str]]:
    funded: list[str] = []
    steps: list[str] = []
    left = budget
    for place, project in enumerate(order):
        told = f"{_headline(project, results, costs, rule)}, zostało {zloty(left)}"
        if costs[project] <= left:
            funded.append(project)
            left -= costs[project]
            steps.append(f"{told}: wybrany")
            continue
        if still_fits(costs[project], left, rule):
            funded.append(project)
            left -= costs[project]
            steps.append(
                f"{told}: wybrany jako ostatni, bo zostało co najmniej {rule.last_percent}% jego kosztu"
            )
        elif rule.on_misfit is OnMisfit.SKIP:
            steps.append(f"{told}: pominięty, nie mieści się")
            continue
        else:
            steps.append(f"{told}: nie mieści się, koniec przydziału")
        steps += [
            f"{_headline(rest, results, costs, rule)}: nie rozpatrywany, przydział już zakończono"
            for rest in order[place + 1 :]
        ]
        break
    return funded, steps
