"""Rules that admit no ballot, against every ballot that could be written on a short list."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wibo.rulebook.voting.ballots import BallotRules, Marks, VoteType, misfit
from wibo.rulebook.voting.possible import NoBallot, no_ballot, within

small = st.one_of(st.none(), st.integers(0, 4))
rules = st.builds(
    BallotRules,
    vote_type=st.sampled_from(list(VoteType)),
    min_length=st.integers(0, 4),
    max_length=small,
    max_sum_cost=st.one_of(st.none(), st.integers(0, 6)),
    min_sum_points=st.one_of(st.none(), st.integers(0, 9)),
    max_sum_points=st.one_of(st.none(), st.integers(0, 9)),
    max_points=st.one_of(st.none(), st.integers(0, 4)),
    point_set=st.one_of(st.just(()), st.lists(st.integers(1, 4), min_size=1, max_size=3).map(tuple)),
)


def every_list(rules, costs):
    """Of each length the cheapest marks that could stand on the list, with points up to more than any limit here."""
    names = list(costs)
    for length in range(1, len(names) + 1):
        chosen = tuple(names[:length])
        if not rules.takes_points:
            yield Marks(chosen)
            continue
        for points in product(range(1, 11), repeat=length):
            yield Marks(chosen, points)


@given(rules, st.lists(st.integers(1, 3), min_size=1, max_size=3))
def test_it_says_that_no_ballot_is_valid_just_where_none_is(rules, costs):
    # Cheapest first, so that the first choice of each length is the cheapest.
    named = {str(at): cost for at, cost in enumerate(sorted(costs))}
    some = any(misfit(marks, rules, named) is None for marks in every_list(rules, named))
    assert (no_ballot(rules, costs) is None) == some


@given(rules, st.integers(1, 4))
def test_within_what_stands_nobody_is_asked_for_more_than_there_is(rules, standing):
    softened = within(rules, standing)
    assert softened.min_length <= max(standing, 0)
    if no_ballot(rules) is None and rules.max_sum_cost is None and rules.max_sum_points is None:
        assert no_ballot(softened, [1] * standing) is None


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"min_length": 2, "vote_type": VoteType.CHOOSE_ONE}, NoBallot.LENGTHS),
        ({"max_length": 0}, NoBallot.LENGTHS),
        ({"max_sum_cost": 0}, NoBallot.COST),
        ({"vote_type": VoteType.CUMULATIVE, "min_sum_points": 5, "max_sum_points": 4}, NoBallot.POINTS),
        ({"vote_type": VoteType.CUMULATIVE, "point_set": (3, 2, 1), "min_sum_points": 7}, NoBallot.POINTS),
        (
            {"vote_type": VoteType.CUMULATIVE, "max_length": 2, "max_points": 3, "min_sum_points": 7},
            NoBallot.POINTS,
        ),
        ({"min_length": 3, "max_length": 3}, None),
        ({}, None),
    ],
)
def test_what_towns_have_typed(changed, found):
    assert no_ballot(BallotRules(**changed)) is found


def test_a_list_that_is_too_short_is_told_apart():
    assert no_ballot(BallotRules(min_length=3, max_length=3), [1, 2]) is NoBallot.SHORT_LIST
    assert no_ballot(within(BallotRules(min_length=3, max_length=3), 2), [1, 2]) is None


@pytest.mark.parametrize(
    ("rules", "points"),
    [
        ({"max_points": 3, "min_sum_points": 9}, 6),
        ({"point_set": (3, 2, 1), "min_sum_points": 6}, 5),
        ({"max_points": 9, "min_sum_points": 9}, 9),
        ({}, None),
    ],
)
def test_of_two_that_stand_no_more_points_are_asked_than_they_take(rules, points):
    softened = within(BallotRules(vote_type=VoteType.CUMULATIVE, **rules), 2)
    assert softened.min_sum_points == points
