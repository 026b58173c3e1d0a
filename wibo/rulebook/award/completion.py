"""A whole Equal Shares award: who takes part, shares and their raising, the rest by votes, the comparison by votes."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial

from wibo.rulebook.award import greedy
from wibo.rulebook.award.case import Case
from wibo.rulebook.award.equal_shares import Electorate, Round, electorate
from wibo.rulebook.award.orders import Lottery, Order
from wibo.rulebook.award.progress import Progress, quietly
from wibo.rulebook.award.raising import safe_raise
from wibo.rulebook.award.settings import Add1Stop, Completion, EqualSharesRule, GreedyRule, Utility
from wibo.rulebook.award.support import too_little_support
from wibo.rulebook.award.ties import Way, all_ways, told_apart, with_draws
from wibo.rulebook.award.verdicts import Kind, Outcome, Step, Verdict, last_of_each, with_ties
from wibo.rulebook.spelling.numbering import natural_key

_STEP = 100
# A bound on raising costs about as much as some runs; where it gains little it is asked for less and less often.
_WORTH_ASKING = 8
_LONGEST_WAIT = 64


def allocate(
    ballots: Sequence[Collection[str]], case: Case, rule: EqualSharesRule, *, progress: Progress = quietly
) -> Outcome:
    """Run Equal Shares over approval ballots, none of them empty."""
    voters = electorate(ballots, case.costs)
    dropped = too_little_support(voters.votes, voters.voters, case, rule.prefilter)
    entered = replace(case, costs={p: cost for p, cost in case.costs.items() if p not in dropped})
    award = _Award(voters, entered, rule, progress)
    order, allowed = Order(case.lot), _runs_allowed(voters)
    shown = award.way(order)
    search = all_ways(award.way, shown, order, allowed=allowed)
    told = told_apart(award.funded, case.lot, shown.funded, shown.settled, allowed=allowed)
    decided = with_draws(shown.verdicts, told)
    return Outcome(
        funded=shown.funded,
        spent=sum(case.costs[project] for project in shown.funded),
        verdicts={**with_ties(decided, search.contested, search.groups), **dropped},
        steps=(*(Step(project, verdict) for project, verdict in dropped.items()), *shown.steps),
        outcomes=tuple(sorted(tuple(sorted(way, key=natural_key)) for way in search.outcomes)),
        truncated=search.truncated,
        tied=tuple(sorted(frozenset().union(*search.groups), key=natural_key)),
        groups=frozenset(search.groups),
    )


def _runs_allowed(voters: Electorate) -> int:
    """How many ways of settling ties are tried: each is a whole award, so fewer of a large one."""
    work = sum(len(indices) for indices in voters.supporters.values()) * len(voters.supporters)
    return max(24, min(1000, 2_000_000 // (work or 1)))


@dataclass(slots=True)
class _Telling:
    """Steps as they are made, and the money that is left."""

    left: int
    steps: list[Step] = field(default_factory=list)

    def tell(self, project: str, kind: Kind, **facts: object) -> None:
        """Add a step."""
        self.steps.append(Step(project, Verdict(kind, facts)))


class _ByVotes:
    """A part of the award that goes by the order of votes, with its equals."""

    def __init__(self, votes: Mapping[str, int], case: Case, rule: GreedyRule) -> None:
        self.votes, self.case, self.rule = votes, case, rule
        self.alone = greedy.allocate(votes, case, rule)
        self.outcome = self.alone

    def settle(self, lottery: Lottery, *, drawn: bool) -> None:
        """Leave the ties to the lottery where they have to be drawn one by one, or its order says something of them.

        Else all their ways are known at once, and the lottery need not follow them.
        """
        groups = [group for group in greedy.equals_of(self.votes, self.rule) if len(group) > 1]
        lottery.settled += [frozenset(group) for group in groups if len({*group} & {*lottery.order.lot}) > 1]
        if drawn or any(lottery.order.orders(group) for group in groups):
            line = greedy.drawn_order(self.votes, self.case, self.rule, lottery)
            self.outcome = greedy.follow(self.votes, self.case, self.rule, line)


@dataclass(frozen=True, slots=True)
class _Award:
    """Everything that the ways of settling ties have in common."""

    voters: Electorate
    case: Case
    rule: EqualSharesRule
    progress: Progress

    def way(self, order: Order) -> Way:
        """The whole award by one order."""
        lottery, told = Lottery(order), _Telling(self.case.budget)
        bought = self._bought(lottery, told)
        rest = self._rest(bought, told.left) if self.rule.then_greedy else None
        votes = self._votes() if self.rule.comparison else None
        parts = [part for part in (rest, votes) if part is not None]
        # Each part finds its own ties, unless one order has to settle those of several parts alike.
        several = sum(len(part.alone.outcomes) > 1 for part in parts) > 1
        for part in parts:
            part.settle(lottery, drawn=several)
        ours = self._with_rest(bought, rest, told)
        whole = self._compared(ours, votes) if votes is not None else ours
        return replace(whole, open_ties=tuple(lottery.open_ties), settled=tuple(lottery.settled))

    def funded(self, lot: Sequence[str]) -> frozenset[str]:
        """What is funded by a lot."""
        return frozenset(self.way(Order(tuple(lot))).funded)

    def _bought(self, lottery: Lottery, told: _Telling) -> list[str]:
        run = self._run(Fraction(self.case.budget, self.voters.voters or 1), lottery)
        if self.rule.completion is Completion.ADD1:
            run = self._raised(run, lottery)
        told.tell("", Kind.SHARE, endowment=int(run.endowment))
        for at, project in enumerate(run.bought):
            cost, most = self.case.costs[project], -int(-run.exact_most(at) // 1)
            votes = self.voters.votes[project]
            told.tell(project, Kind.BOUGHT, votes=votes, cost=cost, at_most=most, left=told.left)
            told.left -= cost
        self._tell_short(run, told)
        return run.bought

    def _run(self, endowment: Fraction, lottery: Lottery) -> Round:
        return Round(self.voters, self.case.costs, endowment, self.rule, lottery, self.case.rivals)

    def _raised(self, run: Round, lottery: Lottery) -> Round:
        """Every share raised by whole złoty while the rule lets it; raises that cannot change anything are skipped."""
        pace = _Pace()
        while not self._is_done(run):
            steps = pace.steps(partial(_safe_steps, run))
            self.progress(int(run.endowment + _STEP * steps))
            following = self._run(run.endowment + _STEP * steps, lottery)
            if following.cost > self.case.budget:
                # Short of the last step nothing had changed; that is where the rule ends.
                return run if steps == 1 else self._short_of(run, steps, lottery)
            pace.saw(same=following.funded == run.funded)
            run = following
        return run

    def _short_of(self, run: Round, steps: int, lottery: Lottery) -> Round:
        """The last run before the money is passed, one step short of it, where nothing has changed.

        That is asked: an award over the budget must not hang on a bound. Where something has, every step is taken.
        """
        last = self._run(run.endowment + _STEP * (steps - 1), lottery)
        if last.funded == run.funded:
            return last
        last, step = run, 1
        while (following := self._run(run.endowment + _STEP * step, lottery)).cost <= self.case.budget:
            last, step = following, step + 1
        return last

    def _is_done(self, run: Round) -> bool:
        """Whether raising can change nothing, or the rule ends it: nothing else fits."""
        taken, left, rivals = run.funded, self.case.budget - run.cost, self.case.rivals
        open_ones = [
            project
            for project in self.case.costs
            if project not in taken and not rivals.get(project, frozenset()) & taken
        ]
        if not any(self.voters.votes[project] for project in open_ones):
            return True
        fits = any(self.case.costs[project] <= left for project in open_ones)
        return self.rule.add1_stop is Add1Stop.EXHAUSTIVE and not fits

    def _tell_short(self, run: Round, told: _Telling) -> None:
        """Why the others were not bought, each with what its supporters had together at the end."""
        rivals = self.case.rivals
        for project in sorted(self.case.costs.keys() - run.funded, key=natural_key):
            cost, votes = self.case.costs[project], self.voters.votes[project]
            winner = next((one for one in run.bought if one in rivals.get(project, ())), None)
            if winner is not None:
                told.tell(project, Kind.EXCLUDED, by=winner)
            elif not votes:
                told.tell(project, Kind.UNVOTED, unit="votes")
            else:
                told.tell(project, Kind.SHORT, votes=votes, cost=cost, had=run.purse(project))

    @property
    def _plain(self) -> GreedyRule:
        return GreedyRule(allows_unvoted=self.rule.allows_unvoted)

    def _rest(self, bought: list[str], left: int) -> "_ByVotes":
        """What the shares have left goes by the order of votes; its ties are ties like any."""
        rivals = self.case.rivals
        gone = {*bought}.union(*(rivals.get(project, ()) for project in bought))
        votes = {p: self.voters.votes[p] for p in self.case.costs if p not in gone}
        return _ByVotes(votes, replace(self.case, budget=left), self._plain)

    def _votes(self) -> "_ByVotes":
        votes = {project: self.voters.votes[project] for project in self.case.costs}
        return _ByVotes(votes, self.case, self._plain)

    def _with_rest(self, bought: list[str], rest: "_ByVotes | None", told: _Telling) -> Way:
        funded = frozenset(bought)
        base = Way(tuple(bought), tuple(told.steps), last_of_each(told.steps), frozenset({funded}))
        if rest is None:
            return base
        found = rest.outcome
        steps = (*told.steps, *(_of_rest(step) for step in found.steps))
        decided = {p: _rest(v) for p, v in found.verdicts.items() if v.kind is not Kind.TIED}
        return replace(
            base,
            funded=(*bought, *found.funded),
            steps=steps,
            verdicts={**last_of_each(steps), **decided},
            outcomes=frozenset(funded | set(way) for way in found.outcomes),
            groups=found.groups,
            truncated=found.truncated,
        )

    def _compared(self, ours: Way, votes: "_ByVotes") -> Way:
        """The list by the order of votes instead, where more voters gain from it."""
        theirs = votes.outcome
        for_shares, for_votes = self._preferences(set(ours.funded), set(theirs.funded))
        told = Step("", Verdict(Kind.COMPARED, {"for_shares": for_shares, "for_votes": for_votes}))
        compared = replace(
            ours,
            steps=(*ours.steps, told),
            outcomes=self._ways_after_comparison(ours, theirs),
            groups=ours.groups | theirs.groups,
            truncated=ours.truncated or theirs.truncated,
        )
        if for_votes <= for_shares:
            return compared
        steps = (*compared.steps, Step("", Verdict(Kind.VOTES_PREVAIL)), *theirs.steps)
        decided = {p: v for p, v in theirs.verdicts.items() if v.kind is not Kind.TIED}
        verdicts = {**last_of_each(theirs.steps), **decided}
        return replace(compared, funded=theirs.funded, steps=steps, verdicts=verdicts)

    def _ways_after_comparison(self, ours: Way, theirs: Outcome) -> frozenset[frozenset[str]]:
        """Each way of one side against the other side, which has one way or is drawn with it: what prevails."""
        found = set()
        for mine in ours.outcomes:
            for other in map(frozenset, theirs.outcomes):
                for_shares, for_votes = self._preferences(set(mine), set(other))
                found.add(other if for_votes > for_shares else mine)
        return frozenset(found)

    def _preferences(self, ours: set[str], theirs: set[str]) -> tuple[int, int]:
        preferences = [0, 0]
        for ballot, weight in zip(self.voters.ballots, self.voters.weights, strict=True):
            mine, other = (sum(self._worth(p) for p in ballot & side) for side in (ours, theirs))
            preferences[0] += weight * (mine > other)
            preferences[1] += weight * (other > mine)
        return preferences[0], preferences[1]

    def _worth(self, project: str) -> int:
        return self.case.costs[project] if self.rule.utility is Utility.COST else 1


class _Pace:
    """When to ask how far shares can be raised at once: after raises that changed nothing, and where it pays."""

    def __init__(self) -> None:
        self._unchanged, self._wait = 0, 1

    def steps(self, ask: Callable[[], int]) -> int:
        """Steps of 1 zł to take now."""
        if self._unchanged < self._wait:
            return 1
        found = ask()
        self._wait = 1 if found >= _WORTH_ASKING else min(self._wait * 2, _LONGEST_WAIT)
        self._unchanged = self._unchanged if found >= _WORTH_ASKING else 0
        return found

    def saw(self, *, same: bool) -> None:
        """Whether the last raise bought the same projects."""
        self._unchanged = self._unchanged + 1 if same else 0


def _safe_steps(run: Round) -> int:
    """Whole złoty by which every share can be raised at once, the last of which may change something."""
    grosze = safe_raise(run)
    return max(1, -int(-grosze // _STEP)) if grosze != float("inf") else 1


def _rest(verdict: Verdict) -> Verdict:
    """A verdict of the rest: what it funds is told as such."""
    return Verdict(Kind.REST if verdict.kind is Kind.FITS else verdict.kind, {**verdict.facts, "rest": True})


def _of_rest(step: Step) -> Step:
    return Step(step.project, _rest(step.verdict))
