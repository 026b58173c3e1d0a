"""Every reason of random small elections, held against the input by `tests.oracle.checker`."""

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import chain

import pytest
from hypothesis import settings

from tests.oracle.checker import NEEDS, Checker, problems, together
from wibo.rulebook.award.allocation import allocate
from wibo.rulebook.award.settings import (
    Add1Stop,
    Completion,
    EqualSharesRule,
    GreedyRule,
    OnMisfit,
    TieOrder,
    Utility,
)
from wibo.rulebook.award.tally import OrderBy, Places
from wibo.rulebook.award.verdicts import Kind, Step, Verdict
from wibo.rulebook.voting.ballots import BallotRules, Marks, Repeats, VoteType

SEED, NORMAL, LONG = 20281, 1500, 10_000
ASPECTS = ("count", "facts", "list", "outcomes", "steps", "verdicts", "ties", "draws", "settling")
NUMBERS = ("1", "2", "3", "10", "11", "20")
POINTED = (VoteType.CUMULATIVE, VoteType.SCORING)
# Grosze; the last are dear, so that shares are raised by leaps.
COSTS = (
    *[(100, 200, 300), (300,), (0, 200, 400), (150, 333, 500, 700), range(100, 1201)] * 3,
    (2500, 2600, 5000),
    range(1000, 9001),
)
# So many verdicts of each kind are turned into lies.
TURNED = 12


@dataclass
class Election:
    """What `allocate` takes."""

    ballots: list
    costs: dict
    budget: int
    rule: object
    ballot_rules: BallotRules = field(default_factory=BallotRules)
    struck: tuple = ()
    lot: tuple = ()
    collisions: tuple = ()

    def award(self):
        return allocate(
            self.ballots,
            self.costs,
            self.budget,
            self.ballot_rules,
            self.rule,
            struck=self.struck,
            lot=self.lot,
            collisions=self.collisions,
        )

    def checker(self):
        return Checker(
            self.ballots,
            self.costs,
            self.budget,
            self.ballot_rules,
            self.rule,
            self.struck,
            self.lot,
            self.collisions,
        )

    def problems(self):
        return problems(
            self.ballots,
            self.costs,
            self.budget,
            self.ballot_rules,
            self.rule,
            self.struck,
            self.lot,
            self.collisions,
            *self.award(),
        )


def often(chance, odds):
    return chance.random() < odds


def greedy_rule(chance, vote_type):
    score = OrderBy.BORDA if vote_type is VoteType.ORDINAL else OrderBy.POINTS
    by_votes = often(chance, 0.3) or vote_type in (VoteType.APPROVAL, VoteType.CHOOSE_ONE)
    return GreedyRule(
        order_by=OrderBy.VOTES if by_votes else score,
        on_misfit=chance.choice(list(OnMisfit)),
        threshold=chance.choice([0, 0, 0, 0, 1, 2, 3]),
        threshold_bp=chance.choice([0, 0, 0, 0, 1000, 2500, 3334]),
        cost_share=chance.choice([None, None, None, None, 1, 2, 3]),
        last_percent=chance.choice([80, 80, 50, 95]),
        most=chance.choice([None, None, None, None, 0, 1, 2, 3]),
        allows_unvoted=often(chance, 0.3),
        places=chance.choice(list(Places)),
    )


def shares_rule(chance):
    return EqualSharesRule(
        utility=chance.choice(list(Utility)),
        completion=chance.choice(list(Completion)),
        add1_stop=chance.choice(list(Add1Stop)),
        then_greedy=often(chance, 0.4),
        comparison=often(chance, 0.3),
        prefilter=chance.choice([None, None, None, None, 1, 2, 3]),
        tie_order=chance.choice(list(TieOrder)),
        allows_unvoted=often(chance, 0.3),
    )


def marks_of(chance, projects, vote_type):
    """One ballot: often empty or with a repeat, now and then with a project that is not on the list."""
    if often(chance, 0.07):
        return Marks()
    most = 1 if vote_type is VoteType.CHOOSE_ONE else len(projects)
    named = chance.sample(projects, chance.randint(1, most))
    if often(chance, 0.08):
        named.insert(chance.randint(0, len(named)), chance.choice(named))
    if often(chance, 0.05):
        named.insert(chance.randint(0, len(named)), "unknown")
    points = tuple(chance.choice([0, 1, 1, 2, 3]) for _ in named) if vote_type in POINTED else ()
    return Marks(tuple(named), points)


def ballots_of(chance, projects, vote_type):
    """Now and then none, often so few that much is equal."""
    count = chance.choice([0, 1, 1, 2, 2, *range(2, 10)])
    return [marks_of(chance, projects, vote_type) for _ in range(count)]


def groups_of(chance, projects):
    if len(projects) < 2 or often(chance, 0.65):
        return ()
    return tuple(
        tuple(chance.sample(projects, min(len(projects), chance.randint(2, 3))))
        for _ in range(chance.randint(1, 2))
    )


def costs_of(chance, projects):
    """Often equal, sometimes nothing, sometimes with odd grosze."""
    usual = chance.choice(COSTS)
    return {project: chance.choice(usual) for project in projects}


def ballot_rules_of(chance, vote_type):
    longest = chance.choice([None, 2, 3]) if vote_type is VoteType.ORDINAL else None
    default = chance.choice([0] * 9 + [1]) if vote_type is VoteType.SCORING else 0
    return BallotRules(
        vote_type, max_length=longest, repeats=chance.choice(list(Repeats)), default_score=default
    )


def election(chance):
    """A random election."""
    projects = list(NUMBERS[: chance.choice([1, 2, 3, 3, 4, 4, 5, 5, 6])])
    by_shares = often(chance, 0.5)
    kinds = [VoteType.APPROVAL, VoteType.CHOOSE_ONE] if by_shares else list(VoteType)
    vote_type = chance.choices(kinds, [4 if kind is VoteType.APPROVAL else 1 for kind in kinds])[0]
    costs = costs_of(chance, projects)
    part = chance.choice([0, *[0.2, 0.4, 0.5, 0.6, 0.7, 0.9, 1] * 3])
    made = Election(
        ballots=ballots_of(chance, projects, vote_type),
        costs=costs,
        budget=int(sum(costs.values()) * part) + chance.choice([0, 0, 1]),
        rule=shares_rule(chance) if by_shares else greedy_rule(chance, vote_type),
        ballot_rules=ballot_rules_of(chance, vote_type),
        struck=tuple(project for project in projects if often(chance, 0.06)),
        collisions=groups_of(chance, projects),
    )
    return replace(made, lot=lot_for(chance, made))


def lot_for(chance, made):
    """Half of the ties are drawn; some elections have a lot that nobody asked for."""
    if often(chance, 0.15):
        return tuple(chance.sample(list(made.costs), chance.randint(1, len(made.costs))))
    if often(chance, 0.5):
        return ()
    tied = made.award()[1].tied
    return tuple(chance.sample(tied, len(tied)))


class Examined:
    """Random elections with what the checker found in each."""

    def __init__(self, count, seed):
        chance = random.Random(seed)
        self.wrong = defaultdict(list)
        self.kinds = Counter()
        self.sound = []
        for _ in range(count):
            self.add(election(chance))

    def add(self, one):
        checker, (counted, outcome) = one.checker(), one.award()
        found = checker.examined(counted, outcome)
        for aspect, problems_found in found.items():
            self.wrong[aspect] += [(one, problem) for problem in problems_found]
        self.kinds.update(step.verdict.kind for step in outcome.steps)
        self.kinds.update(verdict.kind for verdict in outcome.verdicts.values())
        if not any(found.values()):
            self.sound.append((checker, counted, outcome))

    def shown(self, aspect):
        return "\n".join(f"{problem}\n  {one}" for one, problem in self.wrong[aspect][:5])


@pytest.fixture(scope="module")
def examined():
    # Fewer where Hypothesis tries fewer, as it does where changes of the code are looked for.
    return Examined(min(NORMAL, 15 * settings().max_examples), SEED)


@pytest.mark.parametrize("aspect", ASPECTS)
def test_all_that_is_said_is_true(examined, aspect):
    assert not examined.wrong[aspect], examined.shown(aspect)


def test_every_kind_occurs(examined):
    assert set(examined.kinds) == set(Kind) - {Kind.TOLD}


@pytest.mark.long
def test_all_that_is_said_of_many_more_is_true():
    examined = Examined(LONG, SEED + 1)
    wrong = {aspect: len(found) for aspect, found in examined.wrong.items() if found}
    assert not wrong, "\n".join(chain([str(wrong)], map(examined.shown, wrong)))


def approving(*ballots):
    return [Marks(tuple(ballot.split())) for ballot in ballots]


# The smallest elections in which something was wrong.
SMALLEST = {
    # 10 before 11 and 20: raising overflows, and of 11 and 20 the first alone is bought; else both are.
    "a tie that only a third project's place opens, in raised shares": Election(
        approving("1 20 10", "10 20 1 11", "1", "10 1 11", "11", "20"),
        dict.fromkeys(["1", "10", "11", "20"], 300),
        900,
        EqualSharesRule(completion=Completion.ADD1),
    ),
    # Raising buys too much at once, so that nothing is bought; then any of the three is the rest.
    "a tie in a raise that is not kept, and another in the rest": Election(
        approving("1", "2 10"),
        {"1": 300, "2": 300, "10": 300},
        300,
        EqualSharesRule(completion=Completion.ADD1, then_greedy=True),
    ),
    "a tie in the rest after a tie in a raise that is not kept": Election(
        approving("11", "3 10 20", "20", "11", "10 3"),
        {"3": 100, "10": 200, "11": 300, "20": 200},
        500,
        EqualSharesRule(completion=Completion.ADD1, then_greedy=True),
    ),
    # 10 first in the order of votes prevails; shares never come to choose between it and the others.
    "a tie of the order of votes beside one of shares that changes nothing": Election(
        approving("1 3 10"),
        {"1": 100, "3": 100, "10": 500},
        500,
        EqualSharesRule(comparison=True),
    ),
    "a tie of the order of votes beside one of shares": Election(
        approving("1 3 10"),
        {"1": 150, "3": 150, "10": 200},
        200,
        EqualSharesRule(comparison=True),
    ),
    # The tie of 2 and 10 is in the rest and in the order of votes: drawn once, it is the same in both.
    "one tie on both sides of a comparison": Election(
        approving("1 10", "10", "2 3 10", "2", "2", "1"),
        {"1": 300, "2": 500, "3": 100, "10": 500},
        800,
        EqualSharesRule(then_greedy=True, comparison=True),
    ),
    "two ties in the rest": Election(
        approving("1", "1", "2", "2", "3", "10"),
        {"1": 400, "2": 400, "3": 300, "10": 300},
        700,
        EqualSharesRule(then_greedy=True),
    ),
    "two ties of an order of votes that prevails": Election(
        approving("3 10 11", "2 3 10"),
        {"2": 100, "3": 200, "10": 200, "11": 100},
        300,
        EqualSharesRule(comparison=True),
    ),
    "one of three equals that shares buy in any order": Election(
        approving("1 2 3"),
        {"1": 300, "2": 300, "3": 300},
        600,
        EqualSharesRule(),
        collisions=(("1", "2"),),
    ),
    "one of three equals that wins in any order where a misfit ends the award": Election(
        approving("1 2 3"),
        {"1": 300, "2": 300, "3": 300},
        600,
        GreedyRule(on_misfit=OnMisfit.STOP),
        collisions=(("1", "2"),),
    ),
    "one of two equals that ends the award and never wins": Election(
        approving("1 2"),
        {"1": 100, "2": 300},
        200,
        GreedyRule(on_misfit=OnMisfit.STOP),
    ),
    # 2 wins in any order, and not because a lot told it from 3.
    "a lot between others, where a misfit ends the award": Election(
        approving("1 2 3"),
        {"1": 300, "2": 300, "3": 300},
        600,
        GreedyRule(on_misfit=OnMisfit.STOP),
        lot=("1", "3", "2"),
        collisions=(("1", "3"),),
    ),
    "a lot between others, in shares": Election(
        approving("1 2 3"),
        {"1": 300, "2": 300, "3": 300},
        600,
        EqualSharesRule(),
        lot=("1", "3", "2"),
        collisions=(("1", "3"),),
    ),
}


@pytest.mark.parametrize("name", SMALLEST)
def test_the_smallest_elections_that_were_wrong(name):
    assert SMALLEST[name].problems() == []


def altered(value, names):
    """Other values of a fact: a number more and less, another name, one name more, one name less."""
    if isinstance(value, int):
        return [value + 1, value - 1]
    if isinstance(value, str):
        return [name for name in names if name != value]
    return [[*value, name] for name in names if name not in value] + [value[1:]] * bool(value)


def is_still_true(kind, name, value, project, checker, outcome):
    """Whether an altered fact would be no lie."""
    if name == "by":
        return value in outcome.funded and together(project, value, checker.collisions)
    if name == "projects":
        return len(value) > 1 and len({checker.count.votes[one] for one in value}) == 1
    if name == "drawn":
        return all(checker.is_drawn(project, other, set(outcome.funded)) for other in value)
    return name == "rest"


def lies_of_facts(step, checker, outcome):
    """The same verdict with one fact altered."""
    kind, facts = step.verdict.kind, step.verdict.facts
    for name, value in facts.items():
        names = ("votes", "points") if name == "unit" else list(checker.costs)
        for other in altered(value, names):
            if not is_still_true(kind, name, other, step.project, checker, outcome):
                yield Verdict(kind, {**facts, name: other})


def lies_of_kind(step, checker, outcome):
    """Another kind with facts that are true of the input as far as they can be."""
    project, kind, facts = step.project, step.verdict.kind, step.verdict.facts
    other = next((one for one in checker.costs if one != project), project)
    plain = {
        "result": checker.count.votes[project],
        "unit": "votes",
        "cost": checker.costs[project],
        "left": checker.budget,
        "percent": 80,
        "votes": checker.count.votes[project],
        "at_most": checker.costs[project],
        "needed": 1,
        "by": other,
        "at": other,
        "most": len(outcome.funded),
        "had": 0,
        "with": [other],
        "upon": [],
    } | facts
    for lie in Kind:
        if lie is not kind and lie in NEEDS and not may_be_true_too(lie, step, plain, checker, outcome):
            more = {"rest": True} if "rest" in facts else {}
            yield Verdict(lie, {name: plain[name] for name in NEEDS[lie] if name in plain} | more)


def may_be_true_too(lie, step, plain, checker, outcome):
    """Whether a project could be refused for that reason as well."""
    if lie is Kind.EXCLUDED:
        return is_still_true(lie, "by", plain["by"], step.project, checker, outcome)
    if lie is Kind.NO_ROOM:
        return step.verdict.kind is Kind.EXCLUDED
    nothing = not checker.count.votes[step.project] or not plain["result"]
    return lie in (Kind.UNVOTED, Kind.BELOW, Kind.SHORT) and nothing


def with_lie(outcome, at, lie):
    """The outcome with another verdict in a step, and as what the project hears."""
    step = outcome.steps[at]
    steps = (*outcome.steps[:at], Step(step.project, lie), *outcome.steps[at + 1 :])
    verdicts = dict(outcome.verdicts)
    if step.project and verdicts[step.project].kind is step.verdict.kind:
        verdicts[step.project] = lie
    return replace(outcome, steps=steps, verdicts=verdicts)


def told_lies(checker, outcome):
    """Kinds and outcomes in which one thing is not as it is."""
    for at, step in enumerate(outcome.steps):
        lies = [*lies_of_facts(step, checker, outcome)]
        lies += lies_of_kind(step, checker, outcome) if step.project else ()
        yield from ((step.verdict.kind, with_lie(outcome, at, lie)) for lie in lies)
    for project, verdict in outcome.verdicts.items():
        step = Step(project, verdict)
        lies = [*lies_of_facts(step, checker, outcome), *lies_of_kind(step, checker, outcome)]
        for lie in lies:
            yield verdict.kind, replace(outcome, verdicts={**outcome.verdicts, project: lie})


def kinds_said(outcome):
    return {*(s.verdict.kind for s in outcome.steps), *(v.kind for v in outcome.verdicts.values())}


@pytest.mark.as_written
def test_the_checker_sees_a_verdict_that_is_not_true(examined):
    told, unseen = Counter(), []
    holders = Counter()
    for checker, _, outcome in examined.sound:
        kinds = {kind for kind in kinds_said(outcome) if holders[kind] < TURNED}
        holders.update(kinds)
        for kind, lying in told_lies(checker, outcome) if kinds else ():
            if kind in kinds:
                told[kind] += 1
                if not any(checker.untrue(lying).values()):
                    unseen.append((kind, lying, checker))
    assert not unseen, f"{len(unseen)}: {unseen[0]}"
    assert set(told) == set(Kind) - {Kind.TOLD, Kind.VOTES_PREVAIL}


def rivals_of_outcome(outcome):
    """The outcome with something else than a verdict changed."""
    yield replace(outcome, spent=outcome.spent + 1)
    yield replace(outcome, funded=outcome.funded[1:] or ("1",))
    yield replace(outcome, verdicts=dict(list(outcome.verdicts.items())[1:]))
    yield replace(outcome, outcomes=(*outcome.outcomes, ("unknown",)))
    yield replace(outcome, outcomes=outcome.outcomes[1:])
    yield replace(outcome, tied=() if outcome.tied else ("1", "2"))
    yield replace(outcome, steps=outcome.steps[1:])
    yield replace(outcome, steps=outcome.steps[:-1])


@pytest.mark.as_written
def test_the_checker_sees_another_list_other_outcomes_and_missing_steps(examined):
    seen = 0
    for checker, _, outcome in examined.sound[:200]:
        for other in rivals_of_outcome(outcome):
            harmless = other.steps != outcome.steps and Kind.EQUALS in kinds_said(outcome)
            if other != outcome and not harmless:
                seen += 1
                assert any(checker.untrue(other).values()), (other, checker)
    assert seen > 1000


@pytest.mark.as_written
def test_the_checker_sees_another_count(examined):
    for checker, counted, _ in examined.sound[:200]:
        for project, votes in counted.votes.items():
            assert checker.miscounted(replace(counted, votes=counted.votes | {project: votes + 1}))
            assert checker.miscounted(replace(counted, score=counted.score | {project: votes - 1 + 9999}))
        assert checker.miscounted(replace(counted, ballots=counted.ballots + 1))


@pytest.mark.as_written
def test_the_checker_sees_a_lot_that_settles_nothing_or_something_else(examined, monkeypatch):
    tied = [(checker, outcome) for checker, _, outcome in examined.sound if outcome.tied]
    assert tied
    for checker, outcome in tied:
        assert checker.unsettled(replace(outcome, outcomes=(("unknown",),)))
        monkeypatch.setattr(Checker, "_awarded", lambda self, lot, same=outcome: same)
        assert checker.unsettled(outcome)
        monkeypatch.undo()
