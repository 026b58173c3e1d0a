"""A second opinion on an award: every reason that it prints, held against the input.

Written from what each verdict means and as slowly as the rules are defined: whole counts, every order of
equals, exact fractions, raises of one złoty at a time. Nothing that counts or awards in the product is used,
except where `unsettled` asks it what a drawn order would give.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import chain, count, islice, pairwise, permutations, takewhile
from math import ceil, floor
from typing import Any

from wibo.rulebook.award.allocation import allocate
from wibo.rulebook.award.settings import (
    Add1Stop,
    AwardRule,
    Completion,
    EqualSharesRule,
    GreedyRule,
    OnMisfit,
    TieOrder,
    Utility,
)
from wibo.rulebook.award.tally import OrderBy, Places, Tally
from wibo.rulebook.award.verdicts import Kind, Outcome, Step, Verdict
from wibo.rulebook.voting.ballots import BallotRules, Marks, Repeats, VoteType

Facts = Mapping[str, Any]
Groups = Sequence[Collection[str]]
Funded = frozenset[str]

# The facts without which a verdict says too little, and those that may stand beside them.
_LINE = {"result", "unit", "cost", "left"}
NEEDS: Mapping[Kind, set[str]] = {
    Kind.FITS: _LINE,
    Kind.LAST: _LINE | {"percent"},
    Kind.BOUGHT: {"votes", "cost", "at_most", "left"},
    Kind.REST: _LINE,
    Kind.NO_BALLOTS: set(),
    Kind.UNVOTED: {"unit"},
    Kind.BELOW: {"result", "unit", "needed"},
    Kind.SMALL_SUPPORT: {"votes", "needed", "cost"},
    Kind.EXCLUDED: {"by"},
    Kind.NO_ROOM: _LINE,
    Kind.ENDED: {"result", "unit", "at"},
    Kind.LIMIT: {"result", "unit", "most"},
    Kind.SHORT: {"votes", "cost", "had"},
    Kind.STRUCK: set(),
    Kind.TIED: {"with", "upon"},
    Kind.SHARE: {"endowment"},
    Kind.COMPARED: {"for_shares", "for_votes"},
    Kind.VOTES_PREVAIL: set(),
    Kind.EQUALS: {"projects"},
}
_MAY = {"drawn", "rest"}
# Orders of tied projects that are tried, and draws one after the other.
_ORDERS_TRIED, _DRAWS = 24, 4


@dataclass(frozen=True)
class Count:
    """A naive count: the ballots that count as sets of projects, votes and score."""

    approvals: tuple[frozenset[str], ...]
    votes: Mapping[str, int]
    score: Mapping[str, int]

    @property
    def ballots(self) -> int:
        """Ballots with a mark."""
        return len(self.approvals)


def settled_marks(marks: Marks, repeats: Repeats) -> list[tuple[str, int | None]]:
    """The marks of one ballot as they count, each project once; None where no points are written."""
    written = list(zip(marks.projects, marks.points or [None] * len(marks.projects), strict=True))
    names = list(dict.fromkeys(marks.projects))
    if len(names) < len(written) and repeats is Repeats.INVALID:
        return []
    found = []
    for name in names:
        given = [points for project, points in written if project == name]
        if given[0] is None:
            found.append((name, None))
        else:
            found.append((name, sum(given) if repeats is Repeats.SUM else given[0]))
    return found


def count_pool(ballots: Sequence[Marks], costs: Collection[str], rules: BallotRules, places: Places) -> Count:
    """Votes and score of every project, one project and one ballot after the other."""
    lists = [settled for ballot in ballots if (settled := settled_marks(ballot, rules.repeats))]
    votes, score = {}, {}
    for project in costs:
        worths = [_worth_on(marks, project, rules, places, len(costs)) for marks in lists]
        votes[project] = sum(1 for named, _ in worths if named)
        score[project] = sum(worth for _, worth in worths)
    return Count(tuple(frozenset(name for name, _ in marks) for marks in lists), votes, score)


def _worth_on(
    marks: list[tuple[str, int | None]], project: str, rules: BallotRules, places: Places, projects: int
) -> tuple[bool, int]:
    """Whether a ballot votes for the project, and what it adds to its score."""
    for place, (name, points) in enumerate(marks, start=1):
        if name != project:
            continue
        if points is not None:
            return points > 0, points
        if rules.vote_type is not VoteType.ORDINAL:
            return True, 1
        best = len(marks) if places is Places.OWN else (rules.max_length or projects)
        return True, max(0, best + 1 - place)
    return False, rules.default_score


@dataclass(frozen=True)
class Order:
    """What is known of one order of all projects: pairs of which the first comes before the second."""

    pairs: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of_lot(cls, lot: Sequence[str], projects: Collection[str]) -> "Order":
        """A drawn order: its projects in turn, before every project that it does not name."""
        order, waiting = cls(), {*projects, *lot}
        for project in lot:
            waiting = waiting - {project}
            order = order.with_first(project, waiting)
        return order

    def with_first(self, first: str, others: Collection[str]) -> "Order":
        """The same, with one project before some others, and whatever follows from that."""
        above = {first} | {one for one, other in self.pairs if other == first}
        below = set(others) | {other for one, other in self.pairs if one in others}
        return Order(self.pairs | {(one, other) for one in above for other in below})

    def firsts(self, equals: Collection[str]) -> Iterator[tuple[str, "Order"]]:
        """Each project that can be the first of some equals, with the order in which it is."""
        for project in sorted(equals):
            others = set(equals) - {project}
            if not any((other, project) in self.pairs for other in others):
                yield project, self.with_first(project, others)

    def lines(self, equals: Collection[str]) -> Iterator[tuple[tuple[str, ...], "Order"]]:
        """Every order of some equals."""
        if not equals:
            yield (), self
        for first, order in self.firsts(equals):
            for rest, following in order.lines(set(equals) - {first}):
                yield (first, *rest), following

    def rankings(self, results: Mapping[str, int]) -> Iterator[tuple[tuple[str, ...], "Order"]]:
        """Every line of projects from the best result down."""
        if not results:
            yield (), self
            return
        best = max(results.values())
        equals = {project for project, result in results.items() if result == best}
        others = {project: result for project, result in results.items() if result != best}
        for line, order in self.lines(equals):
            for rest, following in order.rankings(others):
                yield line + rest, following

    def keeps(self, line: Sequence[str], results: Mapping[str, int]) -> bool:
        """Whether a line goes from the best result down and has equals in this order."""
        falls = all(results[one] >= results[other] for one, other in pairwise(line))
        turned = any(
            (later, sooner) in self.pairs
            for at, sooner in enumerate(line)
            for later in line[at + 1 :]
            if results[later] == results[sooner]
        )
        return falls and not turned


def together(one: str, other: str, groups: Groups) -> bool:
    """Whether two projects stand in one group of those that exclude each other."""
    return one != other and any(one in group and other in group for group in groups)


@dataclass(frozen=True)
class Turn:
    """What a project finds when its turn comes, and what becomes of it."""

    left: int
    before: tuple[str, ...]
    ended: str | None
    full: bool
    wins: bool = False
    last: bool = False


def walk(
    line: Sequence[str], costs: Mapping[str, int], budget: int, rule: GreedyRule, groups: Groups
) -> dict[str, Turn]:
    """The greedy rule along one line."""
    left, funded, ended, turns = budget, [], None, {}
    for project in line:
        full = rule.most is not None and len(funded) >= rule.most
        came = Turn(left, tuple(funded), ended, full)
        excluded = any(together(project, winner, groups) for winner in funded)
        if ended is not None or full or excluded:
            turns[project] = came
            continue
        fits, last = costs[project] <= left, False
        if not fits and rule.on_misfit is not OnMisfit.SKIP:
            ended = project
            last = rule.on_misfit is OnMisfit.STOP_THEN_80 and _enough(left, costs[project], rule)
        if fits or last:
            funded.append(project)
            left -= costs[project]
        turns[project] = Turn(came.left, came.before, None, full=False, wins=fits or last, last=last)
    return turns


def _enough(left: int, cost: int, rule: GreedyRule) -> bool:
    return Fraction(left, cost) >= Fraction(rule.last_percent, 100)


def winners(turns: Mapping[str, Turn]) -> tuple[str, ...]:
    """Who is funded, in that order."""
    return tuple(project for project, turn in turns.items() if turn.wins)


@dataclass(frozen=True)
class Line:
    """A part of an award that goes by results: who is in it, with what money."""

    costs: Mapping[str, int]
    budget: int
    rule: GreedyRule
    groups: Groups
    results: Mapping[str, int]
    needed: int = 0
    is_rest: bool = False

    @property
    def unit(self) -> str:
        """What results are counted in."""
        return "votes" if self.rule.order_by is OrderBy.VOTES else "points"

    @cached_property
    def entrants(self) -> dict[str, int]:
        """Those who take part, with their results."""
        return {project: self.results[project] for project in self.costs if self._enters(project)}

    def _enters(self, project: str) -> bool:
        result = self.results[project]
        return result >= self.needed and (result > 0 or self.rule.allows_unvoted)

    def along(self, line: Sequence[str]) -> dict[str, Turn]:
        """The turns of one line."""
        return walk(line, self.costs, self.budget, self.rule, self.groups)

    def told(self, steps: Sequence[Step], order: Order, where: str) -> list[str]:
        """What is untrue among the steps of this part."""
        named = [step.project for step in steps if step.project]
        if sorted(named) != sorted(self.costs):
            return [f"{where}: steps of {named}, but in it are {sorted(self.costs)}"]
        line = [project for project in named if project in self.entrants]
        found = [] if order.keeps(line, self.results) else [f"{where}: {line} is not the order of results"]
        turns = self.along(line)
        for step in steps:
            true = self._true(step, turns) if step.project else self._harmless(step, line)
            found += (
                [] if true else [f"{where}: untrue of {step.project or 'the pool'}: {_said(step.verdict)}"]
            )
        return found

    def _harmless(self, step: Step, line: Sequence[str]) -> bool:
        """Equal results whose order changes nothing."""
        equals = step.verdict.facts.get("projects", ())
        results = {self.entrants.get(one) for one in equals}
        if step.verdict.kind is not Kind.EQUALS or len(equals) < 2 or len(results) > 1 or None in results:
            return False
        shown = set(winners(self.along(line)))
        return all(
            set(winners(self.along(replaced))) == shown
            for turned in permutations(equals)
            for replaced in [_with_places_of(line, turned)]
        )

    def _true(self, step: Step, turns: Mapping[str, Turn]) -> bool:
        project, facts = step.project, step.verdict.facts
        plain = {"result": self.results[project], "unit": self.unit, "cost": self.costs[project]}
        if any(facts[name] != value for name, value in plain.items() if name in facts):
            return False
        if facts.get("rest", False) is not self.is_rest:
            return False
        if project not in self.entrants:
            return self._true_of_left_out(project, step.verdict)
        turn = turns[project]
        return self._true_of_winner(step, turn) if turn.wins else self._true_of_loser(step, turn)

    def _true_of_winner(self, step: Step, turn: Turn) -> bool:
        kind, facts = step.verdict.kind, step.verdict.facts
        if kind is Kind.LAST:
            return turn.last and facts["left"] == turn.left and facts["percent"] == self.rule.last_percent
        won = Kind.REST if self.is_rest else Kind.FITS
        return kind is won and not turn.last and facts["left"] == turn.left >= self.costs[step.project]

    def _true_of_loser(self, step: Step, turn: Turn) -> bool:
        kind, facts, came = step.verdict.kind, step.verdict.facts, turn.ended is None
        if kind is Kind.NO_ROOM:
            return came and not turn.full and facts["left"] == turn.left < self.costs[step.project]
        if kind is Kind.ENDED:
            return not came and facts["at"] == turn.ended
        if kind is Kind.LIMIT:
            return came and turn.full and facts["most"] == self.rule.most
        by = facts.get("by")
        return kind is Kind.EXCLUDED and by in turn.before and together(step.project, by, self.groups)

    def _true_of_left_out(self, project: str, verdict: Verdict) -> bool:
        result = self.results[project]
        if verdict.kind is Kind.UNVOTED:
            return result == 0 and not self.rule.allows_unvoted
        return verdict.kind is Kind.BELOW and result < self.needed == verdict.facts["needed"]


def _with_places_of(line: Sequence[str], equals: Sequence[str]) -> list[str]:
    """A line with some projects changed about among their own places."""
    turned = iter(equals)
    return [next(turned) if project in equals else project for project in line]


def _said(verdict: Verdict) -> str:
    return f"{verdict.kind.value} {dict(verdict.facts)}"


@dataclass(frozen=True)
class Run:
    """A run of plain Equal Shares: what was bought in turn, the most anyone paid for it, the money left."""

    endowment: Fraction
    bought: tuple[str, ...] = ()
    paid: tuple[Fraction, ...] = ()
    money: tuple[Fraction, ...] = ()


@dataclass
class Shares:
    """Equal Shares by definition. `met` gathers the sets of equal offers that any order came upon."""

    approvals: Sequence[frozenset[str]]
    costs: Mapping[str, int]
    budget: int
    rule: EqualSharesRule
    groups: Groups
    met: set[frozenset[str]] = field(default_factory=set)
    _offers: dict[tuple[Fraction, tuple[str, ...]], dict[str, Fraction]] = field(default_factory=dict)

    @cached_property
    def backers(self) -> dict[str, list[int]]:
        """Who has each project on the ballot."""
        return {
            project: [voter for voter, ballot in enumerate(self.approvals) if project in ballot]
            for project in self.costs
        }

    def worth(self, project: str) -> int:
        """What a project is worth to who has it on the ballot."""
        return self.costs[project] if self.rule.utility is Utility.COST else 1

    def total(self, projects: Collection[str]) -> int:
        """Grosze for some projects."""
        return sum(self.costs[project] for project in projects)

    def closed(self, bought: Collection[str]) -> set[str]:
        """What is bought or excluded by it."""
        return {
            project
            for project in self.costs
            if project in bought or any(together(project, one, self.groups) for one in bought)
        }

    def start(self, endowment: Fraction) -> Run:
        """Before the first purchase."""
        return Run(endowment, money=(endowment,) * len(self.approvals))

    def most_paid(self, project: str, money: Sequence[Fraction]) -> Fraction | None:
        """The most anyone pays when supporters pay as evenly as they can; None when they cannot."""
        purses = sorted(money[voter] for voter in self.backers[project])
        if not purses or sum(purses) < self.costs[project]:
            return None
        lacking, payers = Fraction(self.costs[project]), len(purses)
        for purse in purses:
            if purse * payers >= lacking:
                break
            lacking -= purse
            payers -= 1
        return lacking / payers

    def equals(self, run: Run) -> dict[str, Fraction]:
        """The offers next in turn that only a lot can tell apart, with the most anyone pays."""
        key = (run.endowment, run.bought)
        if key not in self._offers:
            self._offers[key] = self._equals(run)
        return self._offers[key]

    def _equals(self, run: Run) -> dict[str, Fraction]:
        offers = {
            project: most
            for project in self.costs.keys() - self.closed(run.bought)
            if (most := self.most_paid(project, run.money)) is not None
        }
        if not offers:
            return {}
        first = min(self._rank(project, most) for project, most in offers.items())
        return {project: most for project, most in offers.items() if self._rank(project, most) == first}

    def _rank(self, project: str, most: Fraction) -> tuple[Fraction, int, int]:
        price = most / self.worth(project) if self.costs[project] else Fraction(0)
        cost, votes = self.costs[project], len(self.backers[project])
        return (
            (price, cost, -votes) if self.rule.tie_order is TieOrder.CHEAPER_VOTES else (price, -votes, cost)
        )

    def buy(self, run: Run, project: str, most: Fraction) -> Run:
        """After one more purchase."""
        supporters = set(self.backers[project])
        money = tuple(
            max(Fraction(0), purse - most) if voter in supporters else purse
            for voter, purse in enumerate(run.money)
        )
        return Run(run.endowment, (*run.bought, project), (*run.paid, most), money)

    def runs(self, endowment: Fraction, order: Order) -> Iterator[tuple[Run, Order]]:
        """Plain Equal Shares in every order of equals."""
        stack = [(self.start(endowment), order)]
        while stack:
            run, known = stack.pop()
            equals = self.equals(run)
            if not equals:
                yield run, known
            elif len(equals) > 1:
                self.met.add(frozenset(equals))
            for first, following in known.firsts(equals):
                stack.append((self.buy(run, first, equals[first]), following))

    def finals(self, order: Order) -> Iterator[tuple[Run, Order]]:
        """The run that counts, in every order: the plain one, or the last before raising ends."""
        stack = list(self.runs(Fraction(self.budget, len(self.approvals)), order))
        while stack:
            run, known = stack.pop()
            if self.rule.completion is Completion.NONE or self._is_done(run):
                yield run, known
                continue
            for raised, following in self.runs(run.endowment + 100, known):
                if self.total(raised.bought) > self.budget:
                    yield run, following
                else:
                    stack.append((raised, following))

    def _is_done(self, run: Run) -> bool:
        """Whether raising ends: nobody wants what is left, or nothing else fits where that ends it."""
        waiting = self.costs.keys() - self.closed(run.bought)
        left = self.budget - self.total(run.bought)
        fits = any(self.costs[project] <= left for project in waiting)
        stops = self.rule.add1_stop is Add1Stop.EXHAUSTIVE and not fits
        return stops or not any(self.backers[project] for project in waiting)

    def preferences(self, ours: Collection[str], theirs: Collection[str]) -> tuple[int, int]:
        """Voters who gain from one list, and those who gain from the other."""
        gains = [
            sum(self.worth(one) for one in ballot if one in ours)
            - sum(self.worth(one) for one in ballot if one in theirs)
            for ballot in (ballot & self.costs.keys() for ballot in self.approvals)
        ]
        return sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains)


@dataclass(frozen=True)
class Way:
    """What one order of all equals leads to. Only the first is there in an award by results."""

    funded: Funded
    run: Run | None = None
    ours: Funded | None = None
    theirs: Funded | None = None
    preferences: tuple[int, int] | None = None


def problems(
    ballots: Sequence[Marks],
    costs: Mapping[str, int],
    budget: int,
    ballot_rules: BallotRules,
    rule: AwardRule,
    struck: Collection[str],
    lot: Sequence[str],
    collisions: Groups,
    counted: Tally,
    outcome: Outcome,
) -> list[str]:
    """Everything that is wrong with an award of that input, in words; nothing when all of it is true."""
    checker = Checker(ballots, costs, budget, ballot_rules, rule, struck, lot, collisions)
    return list(chain.from_iterable(checker.examined(counted, outcome).values()))


@dataclass
class Checker:
    """One election, with all that its definitions say of it worked out once."""

    ballots: Sequence[Marks]
    costs: Mapping[str, int]
    budget: int
    ballot_rules: BallotRules
    rule: AwardRule
    struck: Collection[str] = ()
    lot: Sequence[str] = ()
    collisions: Groups = ()

    @cached_property
    def count(self) -> Count:
        """The count of all projects, those struck with the others."""
        places = self.rule.places if isinstance(self.rule, GreedyRule) else Places.LONGEST
        return count_pool(self.ballots, self.costs, self.ballot_rules, places)

    @cached_property
    def entered(self) -> dict[str, int]:
        """The costs of those who are not struck."""
        return {project: cost for project, cost in self.costs.items() if project not in self.struck}

    @cached_property
    def small(self) -> dict[str, int]:
        """The projects with too few votes for their cost, each with the votes that would do."""
        greedy = isinstance(self.rule, GreedyRule)
        factor = self.rule.cost_share if greedy else self.rule.prefilter
        if factor is None or not self.count.ballots:
            return {}
        pool = factor * self.budget
        return {
            project: next(votes for votes in count() if self._supports(votes, cost, pool))
            if pool
            else self.count.ballots + 1
            for project, cost in self.entered.items()
            if not self._supports(self.count.votes[project], cost, pool)
        }

    def _supports(self, votes: int, cost: int, pool: int) -> bool:
        if not pool:
            return not cost
        return Fraction(votes, self.count.ballots) >= Fraction(cost, pool)

    @cached_property
    def remaining(self) -> dict[str, int]:
        """The costs of those whom neither a strike nor small support keeps out."""
        return {project: cost for project, cost in self.entered.items() if project not in self.small}

    @cached_property
    def shares(self) -> Shares:
        """Equal Shares of this election."""
        assert isinstance(self.rule, EqualSharesRule)
        return Shares(self.count.approvals, self.remaining, self.budget, self.rule, self.collisions)

    def ways_from(self, order: Order) -> list[Way]:
        """All that the orders of equals allow which keep to one that is known."""
        if not self.count.ballots:
            return [Way(frozenset())]
        if isinstance(self.rule, GreedyRule):
            return [Way(funded) for funded, _ in self._by_line(self.line, order)]
        return list(self._by_shares(order))

    @cached_property
    def ways(self) -> list[Way]:
        """All that is open with the given lot."""
        return self.ways_from(self.order)

    @cached_property
    def free_ways(self) -> list[Way]:
        """All that was open before any lot."""
        return self.ways_from(Order())

    @cached_property
    def order(self) -> Order:
        """What the lot says."""
        return Order.of_lot(self.lot, self.costs)

    @cached_property
    def sets(self) -> set[Funded]:
        """The lists of winners that are possible."""
        return {way.funded for way in self.ways}

    @cached_property
    def contested(self) -> Funded:
        """The projects that win in one order and not in another."""
        return frozenset.union(*self.sets) - frozenset.intersection(*self.sets)

    def _by_line(self, line: Line, order: Order) -> Iterator[tuple[Funded, Order]]:
        seen: dict[tuple[str, ...], Funded] = {}
        for ranking, following in order.rankings(line.entrants):
            if ranking not in seen:
                seen[ranking] = frozenset(winners(line.along(ranking)))
            yield seen[ranking], following

    def _by_shares(self, order: Order) -> Iterator[Way]:
        for run, known in self.shares.finals(order):
            for ours, following in self._with_rest(run, known):
                if not self.rule.comparison:
                    yield Way(ours, run, ours)
                    continue
                for theirs, _ in self._by_line(self.votes_line, following):
                    told = self.shares.preferences(ours, theirs)
                    yield Way(theirs if told[1] > told[0] else ours, run, ours, theirs, told)

    def _with_rest(self, run: Run, order: Order) -> Iterator[tuple[Funded, Order]]:
        bought = frozenset(run.bought)
        if not self.rule.then_greedy:
            yield bought, order
            return
        for more, following in self._by_line(self.rest_line(run.bought), order):
            yield bought | more, following

    @cached_property
    def line(self) -> Line:
        """The award of a rule that goes by results."""
        rule, ballots = self.rule, self.count.ballots
        results = self.count.votes if rule.order_by is OrderBy.VOTES else self.count.score
        share = next(n for n in count() if n * 10_000 >= ballots * rule.threshold_bp)
        return Line(self.remaining, self.budget, rule, self.collisions, results, max(rule.threshold, share))

    @cached_property
    def votes_line(self) -> Line:
        """The order of votes that Equal Shares are compared with."""
        plain = GreedyRule(allows_unvoted=self.rule.allows_unvoted)
        return Line(self.remaining, self.budget, plain, self.collisions, self.count.votes)

    def rest_line(self, bought: Sequence[str]) -> Line:
        """The order of votes for what shares have left."""
        costs = {p: cost for p, cost in self.remaining.items() if p not in self.shares.closed(bought)}
        plain = GreedyRule(allows_unvoted=self.rule.allows_unvoted)
        left = self.budget - self.shares.total(bought)
        return Line(costs, left, plain, self.collisions, self.count.votes, is_rest=True)

    def miscounted(self, counted: Tally) -> list[str]:
        """Votes, score and ballots."""
        pairs = {
            "ballots": (counted.ballots, self.count.ballots),
            "votes": (counted.votes, self.count.votes),
            "score": (counted.score, self.count.score),
        }
        return [f"{name}: told {told}, are {are}" for name, (told, are) in pairs.items() if told != are]

    def examined(self, counted: Tally, outcome: Outcome) -> dict[str, list[str]]:
        """What is wrong, by aspect."""
        found = {"count": self.miscounted(counted), **self.untrue(outcome)}
        return found if found["facts"] else found | {"settling": self.unsettled(outcome)}

    def untrue(self, outcome: Outcome) -> dict[str, list[str]]:
        """What is wrong with an outcome, apart from what lots give; missing facts alone if there are any."""
        if unclear := self._unclear(outcome):
            return {"facts": unclear}
        return {
            "facts": [],
            "list": self._untrue_list(outcome),
            "outcomes": self._untrue_outcomes(outcome),
            "steps": self._untrue_steps(outcome),
            "verdicts": self._untrue_verdicts(outcome),
            "ties": self._untrue_ties(outcome),
            "draws": self._untrue_draws(outcome),
        }

    def _unclear(self, outcome: Outcome) -> list[str]:
        """Verdicts that are missing or lack facts; the rest cannot be judged then."""
        found = []
        if set(outcome.verdicts) != set(self.costs):
            found.append(f"verdicts of {sorted(outcome.verdicts)} for {sorted(self.costs)}")
        for step in _all_said(outcome):
            names, kind = set(step.verdict.facts), step.verdict.kind
            may = _MAY | ({"result", "unit"} if kind is Kind.EXCLUDED else set())
            if kind not in NEEDS or not NEEDS[kind] <= names <= NEEDS[kind] | may:
                found.append(f"unclear of {step.project or 'the pool'}: {_said(step.verdict)}")
        return found

    def _untrue_list(self, outcome: Outcome) -> list[str]:
        funded = frozenset(outcome.funded)
        if len(funded) != len(outcome.funded) or not funded <= self.entered.keys():
            return [f"funded {outcome.funded} of {sorted(self.entered)}"]
        found = []
        if funded not in self.sets:
            found.append(f"funded {sorted(funded)}, the rule allows {_shown(self.sets)}")
        if outcome.spent != sum(self.costs[project] for project in funded):
            found.append(f"spent {outcome.spent}")
        return found

    def _untrue_outcomes(self, outcome: Outcome) -> list[str]:
        told, found = {frozenset(way) for way in outcome.outcomes}, []
        if frozenset(outcome.funded) not in told:
            found.append(f"funded {outcome.funded} is not among the outcomes {outcome.outcomes}")
        if len(told) != len(outcome.outcomes):
            found.append(f"one is told twice among {outcome.outcomes}")
        if not told <= self.sets or (told != self.sets and not outcome.truncated):
            found.append(f"outcomes {_shown(told)}, by all orders of equals {_shown(self.sets)}")
        return found

    def _untrue_steps(self, outcome: Outcome) -> list[str]:
        steps = list(outcome.steps)
        if not self.count.ballots:
            return [] if [_row(step) for step in steps] == [["", "no-ballots", {}]] else [f"steps {steps}"]
        dropped = list(takewhile(lambda step: step.verdict.kind is Kind.SMALL_SUPPORT, steps))
        steps = steps[len(dropped) :]
        found = [] if {step.project for step in dropped} == self.small.keys() else [f"small: {dropped}"]
        found += [
            f"untrue of {step.project}: {_said(step.verdict)}"
            for step in dropped
            if not self._true_of_small(step.project, step.verdict.facts)
        ]
        if isinstance(self.rule, GreedyRule):
            return found + self.line.told(steps, self.order, "by results")
        return found + self._untrue_shares(steps)

    def _true_of_small(self, project: str, facts: Facts) -> bool:
        votes, cost = self.count.votes.get(project), self.costs.get(project)
        return facts == {"votes": votes, "needed": self.small.get(project), "cost": cost}

    def _untrue_shares(self, steps: list[Step]) -> list[str]:
        """The sections of an award by Equal Shares: shares, rest, comparison, order of votes."""
        kinds = [step.verdict.kind for step in steps]
        if kinds[:1] != [Kind.SHARE] or kinds.count(Kind.COMPARED) != self.rule.comparison:
            return [f"steps are {kinds}"]
        end = kinds.index(Kind.COMPARED) if self.rule.comparison else len(steps)
        own = list(takewhile(lambda step: "rest" not in step.verdict.facts, steps[1:end]))
        rest, after = steps[len(own) + 1 : end], steps[end:]
        bought = [step.project for step in own if step.verdict.kind is Kind.BOUGHT]
        if sorted(step.project for step in own) != sorted(self.remaining):
            return [f"shares: steps of {[step.project for step in own]} for {sorted(self.remaining)}"]
        runs = self._runs_like(bought, steps[0].verdict.facts["endowment"])
        if not runs:
            return [f"shares: no order of equals buys {bought} with {_said(steps[0].verdict)}"]
        found = min((self._untrue_purchases(own, run) for run in runs), key=len)
        ours = frozenset(bought)
        if self.rule.then_greedy:
            line = self.rest_line(bought)
            found += line.told(rest, self.order, "the rest")
            named = [step.project for step in rest if step.project in line.entrants]
            ours |= set(winners(line.along(named)))
        elif rest:
            found.append(f"a rest where there is none: {rest}")
        return found + self._untrue_comparison(after, ours)

    def _runs_like(self, bought: Sequence[str], endowment: int) -> list[Run]:
        """The final runs of the definition that buy these projects with such shares."""
        return [
            way.run
            for way in self.ways
            if set(way.run.bought) == set(bought) and floor(way.run.endowment) == endowment
        ]

    def _untrue_purchases(self, steps: Sequence[Step], like: Run) -> list[str]:
        """Purchases in the order told: each was next in turn, and for the price of the definition."""
        shares, found = self.shares, []
        run = shares.start(like.endowment)
        for step in steps:
            if step.verdict.kind is not Kind.BOUGHT:
                continue
            equals = shares.equals(run)
            if step.project not in equals:
                return [
                    f"shares: {step.project} bought after {run.bought}, next in turn were {sorted(equals)}"
                ]
            run = shares.buy(run, step.project, equals[step.project])
        if dict(zip(run.bought, run.paid, strict=True)) != dict(zip(like.bought, like.paid, strict=True)):
            found.append(f"shares: no order of equals pays {run.paid} for {run.bought}")
        for step in steps:
            if not self._true_of_shares(step.project, step.verdict, run):
                found.append(f"shares: untrue of {step.project}: {_said(step.verdict)}")
        return found

    def _true_of_shares(self, project: str, verdict: Verdict, run: Run) -> bool:
        facts, backers, cost = verdict.facts, self.shares.backers[project], self.costs[project]
        plain = {"votes": len(backers), "cost": cost, "unit": "votes"}
        if any(facts[name] != value for name, value in plain.items() if name in facts):
            return False
        if verdict.kind is Kind.BOUGHT:
            at = run.bought.index(project)
            left = self.budget - self.shares.total(run.bought[:at])
            return facts["left"] == left and facts["at_most"] == ceil(run.paid[at])
        if project in run.bought:
            return False
        if verdict.kind is Kind.SHORT:
            had = sum((run.money[voter] for voter in backers), Fraction(0))
            return bool(backers) and had < cost and facts["had"] == floor(had)
        if verdict.kind is Kind.EXCLUDED:
            return facts["by"] in run.bought and together(project, facts["by"], self.collisions)
        return verdict.kind is Kind.UNVOTED and not backers

    def _untrue_comparison(self, steps: list[Step], ours: Funded) -> list[str]:
        if not steps:
            return []
        told = (steps[0].verdict.facts["for_shares"], steps[0].verdict.facts["for_votes"])
        alike = [way for way in self.ways if way.ours == ours and way.preferences == told]
        found = [] if alike else [f"comparison: no order of equals gives {sorted(ours)} and {told}"]
        prevails = [step.verdict.kind for step in steps[1:2]] == [Kind.VOTES_PREVAIL]
        if prevails != (told[1] > told[0]) or (steps[1:] and not prevails):
            return [*found, f"comparison: {told}, then {[_row(step) for step in steps[1:]]}"]
        if not prevails:
            return found
        line = [step.project for step in steps[2:] if step.project in self.votes_line.entrants]
        theirs = frozenset(winners(self.votes_line.along(line)))
        if self.shares.preferences(ours, theirs) != told:
            found.append(f"comparison: {told} is not of {sorted(ours)} and {sorted(theirs)}")
        return found + self.votes_line.told(steps[2:], self.order, "the order of votes")

    def _untrue_verdicts(self, outcome: Outcome) -> list[str]:
        """The verdict of each project is the last that its steps say, and goes with the list."""
        said = {step.project: step.verdict for step in _deciding(outcome.steps)}
        won = tuple(step.project for step in _deciding(outcome.steps) if step.verdict.won)
        found = [] if won == outcome.funded else [f"funded {outcome.funded}, by steps {won}"]
        for project, verdict in outcome.verdicts.items():
            if verdict.kind is Kind.TIED:
                continue
            if verdict.won != (project in outcome.funded):
                found.append(f"{project}: {_said(verdict)}, funded are {outcome.funded}")
            if project in self.struck or not self.count.ballots:
                expected = Verdict(Kind.STRUCK if project in self.struck else Kind.NO_BALLOTS)
            else:
                expected = said.get(project)
            if expected is None or _bare(verdict) != _bare(expected):
                found.append(f"{project}: {_said(verdict)}, but its step is {expected and _said(expected)}")
        return found

    def _are_equal(self, one: str, other: str) -> bool:
        """Whether two projects could stand so that only a lot tells them apart."""
        if one == other:
            return False
        if isinstance(self.rule, GreedyRule):
            results = self.line.entrants
            return one in results and results[one] == results.get(other)
        by_votes = self.rule.then_greedy or self.rule.comparison
        votes = self.count.votes
        by_votes = (
            by_votes and one in self.remaining and other in self.remaining and votes[one] == votes[other]
        )
        return by_votes or any(one in equals and other in equals for equals in self.shares.met)

    def _untrue_ties(self, outcome: Outcome) -> list[str]:
        found = []
        tied = {project for project, verdict in outcome.verdicts.items() if verdict.kind is Kind.TIED}
        if bool(outcome.tied) != (len(self.sets) > 1 or outcome.truncated):
            found.append(f"tied {outcome.tied}, possible are {_shown(self.sets)}")
        if set(outcome.tied) != set().union(*outcome.groups):
            found.append(f"tied {outcome.tied}, in groups {outcome.groups}")
        if outcome.truncated:
            return found
        if missing := self.contested - tied:
            found.append(f"the fate of {sorted(missing)} differs, and it is not said")
        for project in tied:
            found += self._untrue_tie(project, outcome.verdicts[project].facts, outcome)
        return found

    def _untrue_tie(self, project: str, facts: Facts, outcome: Outcome) -> list[str]:
        others, upon = set(facts["with"]), set(facts["upon"])
        told, found = f"{project}: tied {dict(facts)}", []
        if project not in self.contested:
            wins = "wins" if all(project in funded for funded in self.sets) else "does not win"
            found.append(f"{told}, but it {wins} in every order of equals")
        if bool(others) == bool(upon) or bool(others) != (project in outcome.tied):
            found.append(f"{told}, and the projects to be ordered are {outcome.tied}")
        if not all(other in outcome.tied and self._are_equal(project, other) for other in others):
            found.append(f"{told}, who are not all its equals")
        groups = [group for group in outcome.groups if project in group]
        if others != set().union(*groups) - {project}:
            found.append(f"{told}, but its equals to be ordered are {groups}")
        if not all(self._names(other, project, outcome) for other in others):
            found.append(f"{told}, of whom not all are said to be tied with it")
        if not others and upon != set(outcome.tied):
            found.append(f"{told}, but the projects to be ordered are {outcome.tied}")
        return found

    @staticmethod
    def _names(one: str, other: str, outcome: Outcome) -> bool:
        """Whether a project that is tied names another as its equal; of one that is not, nothing is asked."""
        verdict = outcome.verdicts.get(one, Verdict(Kind.STRUCK))
        return verdict.kind is not Kind.TIED or other in verdict.facts["with"]

    def _untrue_draws(self, outcome: Outcome) -> list[str]:
        # Read for what it notes on the way: equal offers before any lot.
        _ways = self.free_ways
        return [
            f"{project}: untrue that a lot told it from {other}"
            for project, verdict in outcome.verdicts.items()
            for other in verdict.facts.get("drawn", ())
            if not self.is_drawn(project, other, set(outcome.funded))
        ]

    def is_drawn(self, one: str, other: str, funded: set[str]) -> bool:
        """Whether a lot named one of some equals first, of whom one won and the other not, and either would
        have fared otherwise with the two in the other order, in the award or in a part of it.
        """
        named = any(project in {one, other} or self._are_equal(project, one) for project in self.lot)
        if not named or (one in funded) == (other in funded) or not self._are_equal(one, other):
            return False
        rest = sorted(self.costs.keys() - {one, other})
        return any(
            self._fates(one, other, (*line[:at], one, other, *line[at:]))
            != self._fates(one, other, (*line[:at], other, one, *line[at:]))
            for line in permutations(rest)
            for at in range(len(rest) + 1)
        )

    def _fates(self, one: str, other: str, order: Sequence[str]) -> list[tuple[bool, bool]]:
        """Whether two projects win in a whole order: in the award, by shares, by votes."""
        (way, *_) = self.ways_from(Order.of_lot(order, self.costs))
        lists = [names for names in (way.funded, way.ours, way.theirs) if names is not None]
        return [(one in names, other in names) for names in lists]

    def unsettled(self, outcome: Outcome) -> list[str]:
        """Orders of the tied projects that leave the award open, or give what it had not announced."""
        found = []
        if not outcome.tied:
            return found
        for drawn in _some_orders(outcome.tied):
            lot, settled = tuple(self.lot), outcome
            for _ in range(_DRAWS):
                if settled.tied:
                    following = drawn if settled is outcome else settled.tied[::-1]
                    lot += tuple(following)
                    settled = self._awarded(lot)
            if settled.tied:
                found.append(f"after the lot {lot} still tied: {settled.tied}")
            elif not outcome.truncated and tuple(sorted(settled.funded)) not in map(
                _sorted, outcome.outcomes
            ):
                found.append(
                    f"the lot {lot} gives {sorted(settled.funded)}, announced was {outcome.outcomes}"
                )
        return found

    def _awarded(self, lot: Sequence[str]) -> Outcome:
        """What the product says with that lot."""
        return allocate(
            self.ballots,
            self.costs,
            self.budget,
            self.ballot_rules,
            self.rule,
            struck=self.struck,
            lot=lot,
            collisions=self.collisions,
        )[1]


def _sorted(projects: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(projects))


def _some_orders(projects: Sequence[str]) -> list[tuple[str, ...]]:
    """All orders of few projects; of more, as many as are tried, from all over."""
    orders = list(islice(permutations(projects), 720))
    return orders[:: ceil(len(orders) / _ORDERS_TRIED)]


def _all_said(outcome: Outcome) -> Iterator[Step]:
    return chain(outcome.steps, (Step(project, verdict) for project, verdict in outcome.verdicts.items()))


def _deciding(steps: Sequence[Step]) -> list[Step]:
    """The steps of projects; where the order of votes prevails, its own and who was dropped before."""
    kinds = [step.verdict.kind for step in steps]
    start = kinds.index(Kind.VOTES_PREVAIL) if Kind.VOTES_PREVAIL in kinds else 0
    return [
        step
        for at, step in enumerate(steps)
        if step.project and (at >= start or step.verdict.kind is Kind.SMALL_SUPPORT)
    ]


def _bare(verdict: Verdict) -> tuple[Kind, dict[str, Any]]:
    """A verdict without what is said of a lot."""
    return verdict.kind, {name: value for name, value in verdict.facts.items() if name != "drawn"}


def _row(step: Step) -> list[Any]:
    return [step.project, step.verdict.kind.value, dict(step.verdict.facts)]


def _shown(sets: Collection[Funded]) -> list[list[str]]:
    return sorted(sorted(funded) for funded in sets)
