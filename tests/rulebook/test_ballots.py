"""What a valid ballot is, for every vote type."""

import pytest

from wibo.rulebook.ballots import BallotList, BallotRules, Marks, VoteType, fault, total_cost, whole_fault
from wibo.rulebook.reasons import Reason
from wibo.rulebook.tally import OrderBy, natural_order, tally

COSTS = {"1": 100, "2": 200, "3": 300, "4": 400}
UP_TO_3 = BallotRules(max_length=3)
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
        (UP_TO_3, Marks(("1", "1")), Reason.CROSSED_OUT),
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


LISTS = {"a": BallotList(UP_TO_3, COSTS), "b": BallotList(ONE, {"7": 1, "8": 1})}


def test_an_empty_list_is_an_abstention_but_an_empty_ballot_is_a_fault():
    assert whole_fault(LISTS, {"a": Marks(("1",))}) is None
    assert whole_fault(LISTS, {"a": Marks(), "b": Marks()}) == (None, Reason.NO_CHOICE)


def test_a_fault_names_its_list_and_a_strange_list_is_the_wrong_area():
    assert whole_fault(LISTS, {"a": Marks(("1",)), "b": Marks(("7", "8"))}) == ("b", Reason.TOO_MANY)
    assert whole_fault(LISTS, {"c": Marks(("1",))}) == (None, Reason.WRONG_AREA)
    assert whole_fault(LISTS, {"a": Marks(("1",)), "c": Marks()}) is None


def test_a_repeated_mark_counts_once():
    assert Marks(("1", "2", "1"), (3, 1, 2)).cleaned() == Marks(("1", "2"), (3, 1))
    assert Marks(("1", "1")).cleaned() == Marks(("1",))
    assert total_cost(("1", "9"), COSTS) == 100


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
