"""How far shares can be raised at once: to the grosz in towns of four, and never past a change."""

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wibo.rulebook.award import completion
from wibo.rulebook.award.case import Case
from wibo.rulebook.award.equal_shares import Round, electorate
from wibo.rulebook.award.orders import Lottery
from wibo.rulebook.award.raising import _Lines, _Replay, safe_raise
from wibo.rulebook.award.settings import Add1Stop, Completion, EqualSharesRule, Utility

BY_NUMBER = EqualSharesRule(utility=Utility.CARDINALITY)
BY_COST = EqualSharesRule(utility=Utility.COST)


def run_of(ballots, costs, endowment, rule=BY_NUMBER, rivals=None):
    return Round(electorate(ballots, costs), costs, Fraction(endowment), rule, Lottery(sorted(costs)), rivals)


def told(run):
    return pytest.approx(safe_raise(run), rel=2e-9)


def test_nothing_is_in_play_before_its_supporters_have_what_they_lack():
    run = run_of(["a", "a", "b"], {"a": 1_000, "b": 90}, 100)
    assert run.bought == ["b"]
    assert told(run) == (1_000 - 200) / 2


def test_what_supporters_have_paid_for_another_project_is_not_theirs_any_more():
    run = run_of(["a", "ab", "b"], {"a": 100, "b": 500}, 100)
    assert run.bought == ["a"]
    assert told(run) == (500 - 50 - 100) / 2


def test_of_several_projects_the_nearest_ends_the_raise():
    run = run_of(["a", "b", "c"], {"a": 400, "b": 300, "c": 500}, 100)
    assert run.bought == []
    assert told(run) == 200


def test_who_pays_less_because_another_can_pay_more_gains_twice():
    run = run_of(["xa", "x", "ac", "d", "c"], {"x": 100, "a": 140, "c": 260, "d": 100}, 100)
    assert run.bought == ["x", "a", "d"]
    assert told(run) == (260 - 10 - 100) / (2 + 1)


def test_together_nobody_gains_more_than_the_raises_of_all():
    run = run_of(["xae", "x", "ae"], {"x": 100, "a": 140, "e": 400}, 100)
    assert run.bought == ["x", "a"]
    assert told(run) == (400 - 10) / 3


def test_a_price_that_can_fall_to_the_price_paid_brings_a_project_into_play_sooner():
    """After x the first voter has 50: b costs the third more than 90, the price of a, until the first has 20 more."""
    run = run_of(["xb", "x", "ab", "a"], {"x": 100, "a": 180, "b": 160}, 100)
    assert run.bought == ["x", "a"]
    assert told(run) == 20


def test_a_price_that_was_never_in_doubt_is_not_waited_for():
    """All who want b have enough for equal parts: it is as cheap as it can be, and a was cheaper."""
    run = run_of(["ab", "ab", "b"], {"a": 20, "b": 330}, 100)
    assert run.bought == ["a"]
    assert told(run) == (330 - 90 - 90 - 100) / 3


def test_the_price_falls_by_what_all_who_pay_all_gain_together():
    """Two have 70 left after b and pay all; six others share the rest: a grosz more for each of the two is a third less."""
    run = run_of(["xb"] * 2 + ["b"] * 2 + ["x"] * 6, {"b": 120, "x": 576}, 100)
    assert run.bought == ["b", "x"]
    lines = _Lines(run)
    lines._buy("b", run.most[0])
    assert lines._price("x", run.most[1]).gains == pytest.approx(-2 / 6)


def test_who_pays_all_goes_on_paying_all_until_the_price_is_no_more():
    """v1 has 50 after x and pays it all for a; each grosz more goes into a until both pay 515."""
    run = run_of(["xae", "x", "x", "a"], {"x": 2_850, "a": 1_030, "e": 60}, 1_000, BY_COST)
    assert run.bought == ["x", "a"]
    assert told(run) == (980 - 50) / 2


def test_an_excluded_project_is_waited_for_no_more():
    run = run_of(
        ["ab", "c"], {"a": 90, "b": 150, "c": 500}, 100, rivals={"a": frozenset("b"), "b": frozenset("a")}
    )
    assert run.bought == ["a"]
    assert told(run) == 400


def test_where_nothing_is_left_no_raise_changes_anything():
    assert safe_raise(run_of(["a"], {"a": 100, "b": 0, "c": 70}, 100)) == float("inf")


@given(
    st.lists(st.sets(st.sampled_from("abcde"), min_size=1, max_size=5), min_size=1, max_size=7),
    st.fixed_dictionaries({project: st.integers(1, 40) | st.integers(1, 10**12) for project in "abcde"}),
    st.integers(1, 60) | st.integers(1, 10**12),
    st.sampled_from(Utility),
)
def test_short_of_the_bound_the_same_projects_are_bought(ballots, costs, endowment, utility):
    rule = EqualSharesRule(utility=utility)
    run = run_of(ballots, costs, endowment, rule)
    bound = safe_raise(run)
    for part in (0.3, 0.9, 0.999) if bound != float("inf") else ():
        raised = Fraction(endowment) + Fraction(bound * part)
        assert run_of(ballots, costs, raised, rule).funded == run.funded


INFINITE = float("inf")


class Exactly:
    """Both bounds over again, voter by voter and in fractions: what floats and groups of ballots must come to."""

    def __init__(self, ballots, costs, run):
        self.ballots, self.costs, self.run = ballots, costs, run
        self.money = [run.endowment] * len(ballots)
        self.gains = [Fraction(1)] * len(ballots)
        self.least = INFINITE
        self.left = {one for one, cost in costs.items() if cost and self.of(one)}

    def of(self, project):
        return [at for at, ballot in enumerate(self.ballots) if project in ballot]

    def price(self, at):
        return self.run.exact_most(at) / self.run.worth(self.run.bought[at])

    def meeting(self, bought):
        return [one for one in self.left if set(self.of(one)) & set(self.of(bought))]

    def note(self, gap, closing):
        if closing > 0:
            self.least = min(self.least, max(gap, 0) / closing)

    def lines(self):
        for at, bought in enumerate(self.run.bought):
            self.left.discard(bought)
            if not self.costs[bought]:
                continue
            most, payers = self.run.exact_most(at), self.of(bought)
            poorer = [i for i in payers if self.money[i] < most]
            rising = -sum(self.gains[i] for i in poorer) / Fraction(len(payers) - len(poorer))
            for one in self.meeting(bought):
                ratio = Fraction(self.run.worth(one), self.run.worth(bought))
                self.payable(one, most * ratio, rising * ratio)
            for i in payers:
                if i in poorer:
                    self.note(most - self.money[i], self.gains[i] - rising)
                    self.money[i] = self.gains[i] = Fraction(0)
                else:
                    self.money[i], self.gains[i] = self.money[i] - most, self.gains[i] - rising
        for one in self.left:
            self.payable(one, INFINITE, 0)
        return self.least

    def payable(self, one, most, rising):
        if Fraction(self.costs[one], len(self.of(one))) > most:
            return
        paying = [
            (self.money[i], self.gains[i]) if self.money[i] < most else (most, rising) for i in self.of(one)
        ]
        self.note(self.costs[one] - sum(has for has, _ in paying), sum(gain for _, gain in paying))

    def loose(self):
        for at, bought in enumerate(self.run.bought):
            self.left.discard(bought)
            if not self.costs[bought]:
                continue
            for one in self.meeting(bought):
                self.cheaper(one, self.price(at) * self.run.worth(one))
            most, payers = self.run.exact_most(at), self.of(bought)
            poorer = [i for i in payers if self.money[i] <= most]
            shared = sum(self.gains[i] for i in poorer) / Fraction(len(payers) - len(poorer) or 1)
            for i in payers:
                self.money[i] = max(self.money[i] - most, Fraction(0))
                self.gains[i] += shared
        for one in self.left:
            self.reached(self.of(one), self.costs[one] - sum(self.money[i] for i in self.of(one)))
        return self.least

    def cheaper(self, one, most):
        supporters, part = self.of(one), Fraction(self.costs[one], len(self.of(one)))
        if part > most or (part == most and min(self.money[i] for i in supporters) > part):
            return
        poorer = [i for i in supporters if self.money[i] <= most]
        self.reached(poorer, self.costs[one] - sum(min(self.money[i], most) for i in supporters))

    def reached(self, voters, missing):
        gained = sum(self.gains[i] for i in voters)
        if gained:
            self.least = min(self.least, max(missing, 0) / min(gained, len(self.ballots)))


TOWNS = given(
    st.lists(st.sets(st.sampled_from("abcde"), min_size=1, max_size=5), min_size=1, max_size=7),
    st.fixed_dictionaries({project: st.integers(1, 4_000) for project in "abcde"}),
    st.integers(1, 6_000),
    st.sampled_from(Utility),
)
# Somebody pays all for two purchases in turn, equal ballots stand together, and two offers are equal.
IN_TURN = example(
    [{"a", "b", "c"}, {"a"}, {"b", "c"}, {"c"}, {"c"}],
    {"a": 90, "b": 210, "c": 650, "d": 1, "e": 1},
    100,
    Utility.COST,
)
TOGETHER = example(
    [{"a", "b"}, {"a", "b"}, {"b"}], {"a": 180, "b": 320, "c": 1, "d": 1, "e": 1}, 100, Utility.CARDINALITY
)
EQUAL = example(
    [{"a", "b"}, {"a"}, {"b"}], {"a": 120, "b": 120, "c": 1, "d": 1, "e": 1}, 100, Utility.CARDINALITY
)


def agrees(found, exact):
    """A float under the exact bound by no more than floats lose; nothing at all where floats cannot tell equals apart."""
    if found == 0.0:
        return True
    if exact == INFINITE:
        return found == INFINITE or found < 1e-3
    return float(exact) * (1 - 1e-6) - 1e-3 <= found <= float(exact) * (1 + 1e-9) + 1e-9


@pytest.mark.parametrize(("bound", "exactly"), [(_Lines, Exactly.lines), (_Replay, Exactly.loose)])
@settings(deadline=None)
@TOWNS
@IN_TURN
@TOGETHER
@EQUAL
def test_a_bound_is_the_exact_one(bound, exactly, ballots, costs, endowment, utility):
    run = run_of(ballots, costs, endowment, EqualSharesRule(utility=utility))
    exact, found = exactly(Exactly(ballots, costs, run)), bound(run).bound()
    assert agrees(found, exact), (found, exact)


# A voter who lacks less than a milliardth of the price pays all that they have, and not the price.
NEARLY = {"x": 45365106, "a": 55587723, "c": 103682324, "y": 44925760}
NEARLY_WANTED = ["xa"] * 268 + ["xy"] * 594 + ["ac"] * 466 + ["c"] * 615
NEARLY_MONEY = 249209813


def awarded(monkeypatch, bound=None):
    """What is funded with the program's bound, or with another in its place."""
    rule = EqualSharesRule(
        utility=Utility.CARDINALITY,
        completion=Completion.ADD1,
        add1_stop=Add1Stop.OVERFLOW,
        then_greedy=False,
    )
    if bound is not None:
        monkeypatch.setattr("wibo.rulebook.award.completion.safe_raise", bound)
    found = completion.allocate(NEARLY_WANTED, Case(costs=NEARLY, budget=NEARLY_MONEY), rule)
    return sorted(found.funded), found.spent


def test_who_lacks_a_milliardth_of_the_price_pays_all_and_the_award_stays_within_the_budget(monkeypatch):
    found = awarded(monkeypatch)
    assert found == awarded(monkeypatch, bound=lambda _: 0.0)
    assert found == (["a", "x", "y"], sum(NEARLY[one] for one in "axy"))


def test_a_bound_that_goes_too_far_makes_no_award_over_the_budget(monkeypatch):
    slowly = awarded(monkeypatch, bound=lambda _: 0.0)
    assert awarded(monkeypatch, bound=lambda _: 5_000.0) == slowly


@settings(deadline=None)
@given(
    st.integers(100, 900),
    st.integers(100, 900),
    st.integers(100, 900),
    st.integers(0, 10**6),
    st.integers(1, 40),
)
def test_a_purse_a_hair_below_the_price_is_followed_to_its_end(first, second, third, more, hair):
    """x leaves the first voters with what is a hair less than their part of a; c waits for those who paid with them."""
    shares = Fraction(100_000_00 + more)
    costs = {"x": int(shares * (first + second) * 45 / 100), "a": 0, "c": 0}
    left = shares - Fraction(costs["x"], first + second)
    costs["a"] = int(left * (first + third)) + hair
    costs["c"] = int(third * (shares - left) + third * shares * 9 / 10)
    ballots = ["xa"] * first + ["x"] * second + ["ac"] * third
    run = run_of(ballots, costs, shares, BY_NUMBER)
    bound = safe_raise(run)
    if bound != INFINITE:
        raised = shares + Fraction(bound * 0.999999)
        assert run_of(ballots, costs, raised, BY_NUMBER).funded == run.funded


def test_where_nobody_gains_nothing_comes_nearer():
    run = run_of(["a", "b"], {"a": 90, "b": 500}, 100)
    assert _Replay(run)._needed([], 5.0) == INFINITE
