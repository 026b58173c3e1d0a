"""A whole Equal Shares award: who takes part, shares and their raising, the rest by votes, the comparison by votes."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial

from wibo.rulebook.award import greedy
from wibo.rulebook.award.case import Case
from wibo.rulebook.award.equal_shares import Electorate, Lottery, Round, electorate
from wibo.rulebook.award.raising import safe_raise
from wibo.rulebook.award.settings import Add1Stop, Completion, EqualSharesRule, GreedyRule, Utility
from wibo.rulebook.award.support import too_little_support
from wibo.rulebook.award.ties import Way, all_ways, settled_facts
from wibo.rulebook.award.verdicts import Kind, Outcome, Step, Verdict, last_of_each, with_ties
from wibo.rulebook.money import zloty
from wibo.rulebook.numbering import natural_key
from wibo.rulebook.progress import Progress, quietly

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
    shown = award.way(case.lot)
    search = all_ways(award.way, shown, case.lot, allowed=_runs_allowed(voters))
    decided = {**shown.verdicts, **settled_facts(shown)}
    return Outcome(
        funded=shown.funded,
        spent=sum(case.costs[project] for project in shown.funded),
        verdicts={**with_ties(decided, search.contested, search.groups), **dropped},
        steps=(*(Step(project, verdict) for project, verdict in dropped.items()), *shown.steps),
        outcomes=tuple(sorted(tuple(sorted(way, key=natural_key)) for way in search.outcomes)),
        truncated=search.truncated,
        tied=tuple(sorted(frozenset().union(*search.groups), key=natural_key)),
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


@dataclass(frozen=True, slots=True)
class _Award:
    """Everything that the ways of settling ties have in common."""

    voters: Electorate
    case: Case
    rule: EqualSharesRule
    progress: Progress

    def way(self, lot: Sequence[str]) -> Way:
        """The whole award with one lot."""
        lottery, told = Lottery(lot), _Telling(self.case.budget)
        case = replace(self.case, lot=tuple(lot))
        bought = self._bought(lottery, told)
        ours = self._with_rest(bought, case, lottery, told)
        return self._compared(ours, case) if self.rule.comparison else ours

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
            self.progress(f"próba z udziałem {zloty(int(run.endowment + _STEP * steps))}")
            following = self._run(run.endowment + _STEP * steps, lottery)
            if following.cost > self.case.budget:
                # Short of the last step nothing had changed; that is where the rule ends.
                return run if steps == 1 else self._run(run.endowment + _STEP * (steps - 1), lottery)
            pace.saw(same=following.funded == run.funded)
            run = following
        return run

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

    def _with_rest(self, bought: list[str], case: Case, lottery: Lottery, told: _Telling) -> Way:
        """What the shares have left goes by the order of votes, where the rule says so; its ties are ties like any."""
        ways = frozenset({frozenset(bought)})
        base = Way(
            tuple(bought),
            tuple(told.steps),
            last_of_each(told.steps),
            ways,
            tuple(lottery.open_ties),
            tuple(lottery.settled),
        )
        if not self.rule.then_greedy:
            return base
        rivals = case.rivals
        gone = {*bought}.union(*(rivals.get(project, ()) for project in bought))
        rest = {p: self.voters.votes[p] for p in case.costs if p not in gone}
        plain = GreedyRule(allows_unvoted=self.rule.allows_unvoted)
        completion = greedy.allocate(rest, replace(case, budget=told.left), plain)
        steps = (*told.steps, *(_of_rest(step) for step in completion.steps))
        decided = {p: _rest(v) for p, v in completion.verdicts.items() if v.kind is not Kind.TIED}
        return replace(
            base,
            funded=(*bought, *completion.funded),
            steps=steps,
            verdicts={**last_of_each(steps), **decided},
            outcomes=frozenset(frozenset(bought) | set(way) for way in completion.outcomes),
            groups=_group_of(completion),
            truncated=completion.truncated,
        )

    def _compared(self, ours: Way, case: Case) -> Way:
        """The list by the order of votes instead, where more voters gain from it."""
        votes = {project: self.voters.votes[project] for project in case.costs}
        plain = GreedyRule(allows_unvoted=self.rule.allows_unvoted)
        theirs = greedy.allocate(votes, case, plain)
        for_shares, for_votes = self._preferences(set(ours.funded), set(theirs.funded))
        told = Step("", Verdict(Kind.COMPARED, {"for_shares": for_shares, "for_votes": for_votes}))
        ways = self._ways_after_comparison(ours, theirs)
        mine, others = ours.outcomes & ways, {frozenset(way) for way in theirs.outcomes} & ways
        groups = (ours.groups if mine - others else frozenset()) | (
            _group_of(theirs) if others else frozenset()
        )
        truncated = ours.truncated or theirs.truncated
        if for_votes <= for_shares:
            return replace(ours, steps=(*ours.steps, told), outcomes=ways, groups=groups, truncated=truncated)
        steps = (*ours.steps, told, Step("", Verdict(Kind.VOTES_PREVAIL)), *theirs.steps)
        decided = {p: v for p, v in theirs.verdicts.items() if v.kind is not Kind.TIED}
        verdicts = {**last_of_each(theirs.steps), **decided}
        return Way(theirs.funded, steps, verdicts, ways, ours.open_ties, (), groups, truncated)

    def _ways_after_comparison(self, ours: Way, theirs: Outcome) -> frozenset[frozenset[str]]:
        """Each way of ours against each of theirs: the one that prevails."""
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


def _group_of(outcome: Outcome) -> frozenset[frozenset[str]]:
    return frozenset({frozenset(outcome.tied)}) if outcome.tied else frozenset()


def _rest(verdict: Verdict) -> Verdict:
    """A verdict of the rest: what it funds is told as such."""
    return Verdict(Kind.REST if verdict.kind is Kind.FITS else verdict.kind, {**verdict.facts, "rest": True})


def _of_rest(step: Step) -> Step:
    return Step(step.project, _rest(step.verdict))
