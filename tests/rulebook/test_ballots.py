"""What a valid ballot is, for every vote type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wibo.rulebook.award.tally import OrderBy, Places, natural_order, tally
from wibo.rulebook.voting.ballots import (
    BallotList,
    BallotRules,
    FaultScope,
    Marks,
    Misfit,
    Repeats,
    VoteType,
    fault,
    judge,
    misfit,
    total_cost,
)
from wibo.rulebook.voting.reasons import Reason

COSTS = {"1": 100, "2": 200, "3": 300, "4": 400}
UP_TO_3 = BallotRules(max_length=3)
STRICT = BallotRules(max_length=3, repeats=Repeats.INVALID)
EXACTLY_3 = BallotRules(min_length=3, max_length=3)
AT_LEAST_2 = BallotRules(min_length=2)
KNAPSACK = BallotRules(max_sum_cost=300)
ONE = BallotRules(VoteType.CHOOSE_ONE)
POINTS = BallotRules(VoteType.CUMULATIVE, min_sum_points=2, max_sum_points=5, max_points=4)


@pytest.mark.parametrize(
    ("rules", "marks", "found"),
    [
        (UP_TO_3, Marks(("1", "2", "3")), None),
        (UP_TO_3, Marks(("1", "2", "3", "4")), Reason.TOO_MANY),
        (UP_TO_3, Marks(), Reason.NO_CHOICE),
        (BallotRules(min_length=0), Marks(), None),
        (EXACTLY_3, Marks(("1", "2")), Reason.TOO_FEW),
        (EXACTLY_3, Marks(("1", "2", "4")), None),
        (AT_LEAST_2, Marks(("1",)), Reason.TOO_FEW),
        (AT_LEAST_2, Marks(("1", "2", "3", "4")), None),
        (ONE, Marks(("1",)), None),
        (ONE, Marks(("1", "2")), Reason.TOO_MANY),
        (KNAPSACK, Marks(("1", "2")), None),
        (KNAPSACK, Marks(("2", "3")), Reason.OVER_COST),
        (UP_TO_3, Marks(("9",)), Reason.WRONG_AREA),
        (STRICT, Marks(("1", "1")), Reason.CROSSED_OUT),
        (UP_TO_3, Marks(("1", "1")), None),
        (POINTS, Marks(("1", "2"), (3, 2)), None),
        (POINTS, Marks(("1", "2"), (3, 3)), Reason.WRONG_POINTS),
        (POINTS, Marks(("1",), (5,)), Reason.WRONG_POINTS),
        (POINTS, Marks(("1",), (1,)), Reason.WRONG_POINTS),
        (POINTS, Marks(("1",), (0,)), Reason.WRONG_POINTS),
        (POINTS, Marks(("1", "2"), (3,)), Reason.WRONG_POINTS),
        (BallotRules(VoteType.SCORING), Marks(("1",), (9,)), None),
    ],
)
def test_faults(rules, marks, found):
    assert fault(marks, rules, COSTS) is found


def whole(marks):
    return judge(LISTS, marks, FaultScope.BALLOT).reason


LISTS = {"a": BallotList(UP_TO_3, COSTS), "b": BallotList(ONE, {"7": 1, "8": 1})}


def test_an_empty_list_is_an_abstention_but_an_empty_ballot_is_a_fault():
    assert whole({"a": Marks(("1",))}) is None
    assert whole({"a": Marks(), "b": Marks()}) is Reason.NO_CHOICE


def test_a_fault_names_its_list_and_a_strange_list_is_the_wrong_area():
    assert whole({"a": Marks(("1",)), "b": Marks(("7", "8"))}) is Reason.TOO_MANY
    assert whole({"c": Marks(("1",))}) is Reason.WRONG_AREA
    assert whole({"a": Marks(("1",)), "c": Marks()}) is None


def test_a_fault_costs_its_list_alone_where_that_is_the_rule():
    marks = {"a": Marks(("1",)), "b": Marks(("7", "8")), "c": Marks(("9",))}
    found = judge(LISTS, marks, FaultScope.LIST)
    assert found.reason is None
    assert found.lists == {"b": Reason.TOO_MANY, "c": Reason.WRONG_AREA}
    only_faults = judge(LISTS, {"b": Marks(("7", "8")), "a": Marks()}, FaultScope.LIST)
    assert only_faults.reason is Reason.TOO_MANY
    assert judge(LISTS, {}, FaultScope.LIST).reason is Reason.NO_CHOICE


MARKS = st.builds(
    lambda numbers: Marks(tuple(numbers)),
    st.lists(st.sampled_from(["1", "2", "3", "4", "7", "8", "9"]), max_size=5),
)


@given(st.dictionaries(st.sampled_from("abc"), MARKS))
def test_the_milder_scope_saves_ballots_and_never_costs_one(marks):
    strict, mild = judge(LISTS, marks, FaultScope.BALLOT), judge(LISTS, marks, FaultScope.LIST)
    assert strict.lists == mild.lists
    if strict.reason is None:
        assert mild.reason is None
    # What stands in the end has no fault and is not empty.
    if mild.reason is None:
        kept = {name: of_list for name, of_list in marks.items() if name not in mild.lists}
        assert judge(LISTS, kept, FaultScope.BALLOT).reason is None


@given(
    st.sampled_from([(3, 2, 1), (5, 3, 3, 1), (2,)]),
    st.lists(st.integers(1, 6), min_size=1, max_size=4),
)
def test_a_fixed_set_of_points_is_handed_out_each_at_most_once(point_set, points):
    rules = BallotRules(VoteType.CUMULATIVE, point_set=point_set)
    marks = Marks(tuple("1234"[: len(points)]), tuple(points))
    left = list(point_set)
    fits = True
    for point in points:
        fits = fits and point in left
        if point in left:
            left.remove(point)
    assert fault(marks, rules, COSTS) is (None if fits else Reason.WRONG_POINTS)


def test_unknown_projects_cost_nothing():
    assert total_cost(("1", "9"), COSTS) == 100


@pytest.mark.parametrize(
    ("repeats", "counted"),
    [
        (Repeats.FIRST, Marks(("1", "2"), (3, 1))),
        (Repeats.SUM, Marks(("1", "2"), (5, 1))),
        (Repeats.INVALID, Marks()),
    ],
)
def test_what_a_project_marked_twice_is_worth(repeats, counted):
    assert Marks(("1", "2", "1"), (3, 1, 2)).counted(repeats) == counted
    assert Marks(("1", "2"), (3, 1)).counted(repeats) == Marks(("1", "2"), (3, 1))


def test_a_ballot_without_a_mark_is_no_ballot_of_the_pool():
    found = tally([Marks(("1",)), Marks(), Marks(("1", "2"))], ["1", "2"], BallotRules())
    assert (found.ballots, found.votes) == (2, {"1": 2, "2": 1})


def test_a_mark_with_no_points_is_no_vote():
    rules = BallotRules(vote_type=VoteType.SCORING)
    found = tally([Marks(("1", "2"), (0, 4))], ["1", "2"], rules)
    assert (found.votes, found.score) == ({"1": 0, "2": 1}, {"1": 0, "2": 4})


def test_projects_that_a_ballot_does_not_name_get_the_default_score():
    rules = BallotRules(vote_type=VoteType.SCORING, default_score=2)
    found = tally([Marks(("1",), (5,)), Marks(("2",), (1,))], ["1", "2"], rules)
    assert found.score == {"1": 7, "2": 3}


def test_points_for_places_by_the_longest_ballot_or_by_its_own_length():
    rules = BallotRules(vote_type=VoteType.ORDINAL, max_length=3)
    ballots = [Marks(("1", "2")), Marks(("2",))]
    assert tally(ballots, ["1", "2"], rules).score == {"1": 3, "2": 5}
    assert tally(ballots, ["1", "2"], rules, Places.OWN).score == {"1": 2, "2": 2}


def test_tally_of_each_vote_type():
    approval = tally([Marks(("1", "2")), Marks(("2", "2", "9"))], COSTS, UP_TO_3)
    assert (approval.ballots, approval.votes["2"], approval.score["2"]) == (2, 2, 2)
    points = tally([Marks(("1", "2"), (3, 2))], COSTS, POINTS)
    assert points.score == {"1": 3, "2": 2, "3": 0, "4": 0}
    ordinal = BallotRules(VoteType.ORDINAL, max_length=3)
    borda = tally([Marks(("3", "1")), Marks(("3",))], COSTS, ordinal)
    assert borda.score == {"1": 2, "2": 0, "3": 6, "4": 0}
    unlimited = tally([Marks(("3", "1"))], COSTS, BallotRules(VoteType.ORDINAL))
    assert unlimited.score["3"] == 4


def test_what_ranks_each_vote_type():
    assert natural_order(VoteType.APPROVAL) is OrderBy.VOTES
    assert natural_order(VoteType.CUMULATIVE) is natural_order(VoteType.SCORING) is OrderBy.POINTS
    assert natural_order(VoteType.ORDINAL) is OrderBy.BORDA


@pytest.mark.parametrize(
    ("points", "found"),
    [
        ((4, 1), None),
        ((5,), Reason.WRONG_POINTS),
        ((2,), None),
        ((1,), Reason.WRONG_POINTS),
        ((3, 2), None),
        ((3, 3), Reason.WRONG_POINTS),
    ],
)
def test_points_at_the_edges(points, found):
    projects = ("1", "2")[: len(points)]
    assert fault(Marks(projects, points), POINTS, {"1": 1, "2": 1}) is found


def test_an_empty_ballot_is_judged_whole():
    assert judge(LISTS, {}, FaultScope.LIST).lists == {}


def test_a_repeat_without_points_counts_once_and_brings_no_points():
    assert Marks(("1", "2", "1")).counted(Repeats.SUM) == Marks(("1", "2"))
    assert Marks(("1", "2", "1"), (3, 1, 2)).counted(Repeats.SUM) == Marks(("1", "2"), (5, 1))
    assert Marks(("1", "2", "1"), (3, 1, 2)).counted(Repeats.FIRST) == Marks(("1", "2"), (3, 1))


@pytest.mark.parametrize(
    ("rules", "marks", "found"),
    [
        (BallotRules(max_length=1), Marks(("1", "2")), Misfit(Reason.TOO_MANY, 2, 1)),
        (BallotRules(min_length=2), Marks(("1",)), Misfit(Reason.TOO_FEW, 1, 2)),
        (BallotRules(max_sum_cost=100), Marks(("1", "2")), Misfit(Reason.OVER_COST, 300, 100)),
        (BallotRules(), Marks(("1", "99")), Misfit(Reason.WRONG_AREA, project="99")),
    ],
)
def test_a_misfit_says_how_much_is_given_and_asked(rules, marks, found):
    assert misfit(marks, rules, COSTS) == found


@pytest.mark.parametrize(
    ("limits", "points", "found"),
    [
        ({"max_points": 4}, (2, 5), Misfit(Reason.WRONG_POINTS, 5, 4, "2")),
        ({"point_set": (3, 2)}, (3, 3), Misfit(Reason.WRONG_POINTS, 3, 0, "2")),
        ({"point_set": (3, 3, 2)}, (3, 3), None),
        ({"point_set": (3, 2)}, (1, 2), Misfit(Reason.WRONG_POINTS, 1, 0, "1")),
        ({}, (0, 2), Misfit(Reason.WRONG_POINTS, 0, 1, "1")),
        ({"max_sum_points": 5}, (3, 3), Misfit(Reason.WRONG_POINTS, 6, 5)),
        ({"min_sum_points": 5}, (2, 2), Misfit(Reason.WRONG_POINTS, 4, 5)),
        ({}, (2,), Misfit(Reason.WRONG_POINTS, 1, 2)),
    ],
)
def test_a_misfit_of_points_names_the_project_or_the_sum(limits, points, found):
    rules = BallotRules(vote_type=VoteType.CUMULATIVE, **limits)
    assert misfit(Marks(("1", "2"), points), rules, COSTS) == found


def test_an_excess_is_below_nothing_where_too_little_is_given():
    assert (Misfit(Reason.TOO_FEW, 1, 3).excess, Misfit(Reason.OVER_COST, 300, 100).excess) == (-2, 200)
