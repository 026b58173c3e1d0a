"""Small groups are hidden, and cannot be had by subtraction either."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wibo.rulebook.people.suppression import SMALLEST, may_be_told_apart, suppressed


def test_a_small_group_is_hidden_with_the_next_larger_one():
    assert suppressed({"a": 3, "b": 20, "c": 8}) == {"a": None, "b": 20, "c": None}
    assert suppressed({"a": 3, "b": 2, "c": 8}) == {"a": None, "b": None, "c": 8}
    assert suppressed({"a": 30, "b": 0}) == {"a": 30, "b": 0}
    assert suppressed({"a": 3, "b": 0}) == {"a": None, "b": None}
    assert suppressed({"a": 3, "b": 0, "c": 20}) == {"a": None, "b": 0, "c": None}


def fitting(shown, total):
    """Which numbers each hidden group could have, for whoever knows the total and how hiding works."""
    hidden = [name for name, count in shown.items() if count is None]
    rest = total - sum(count for count in shown.values() if count)
    found = {name: set() for name in hidden}
    # One group may have been hidden beside the small ones; whichever it is has what the others leave.
    for larger in hidden:
        others = [name for name in hidden if name != larger]
        for guess in product(range(1, SMALLEST), repeat=len(others)):
            left = rest - sum(guess)
            if left >= 0:
                found[larger].add(left)
                for name, count in zip(others, guess, strict=True):
                    found[name].add(count)
    return found


def test_two_small_groups_do_not_follow_from_their_sum():
    assert suppressed({"a": 1, "b": 1, "c": 50}) == {"a": None, "b": None, "c": None}
    assert suppressed({"a": 4, "b": 4, "c": 50, "d": 9}) == {"a": None, "b": None, "c": 50, "d": None}


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 40), min_size=2))
def test_nothing_small_shows_and_nothing_hidden_can_be_computed(counts):
    shown = suppressed(counts)
    assert all(count is None or count == 0 or count >= SMALLEST for count in shown.values())
    hidden = [name for name, count in shown.items() if count is None]
    assert len(hidden) != 1
    if hidden and len(hidden) < len(counts):
        assert all(len(values) > 1 for values in fitting(shown, sum(counts.values())).values())
    if not any(0 < count < SMALLEST for count in counts.values()):
        assert shown == counts


def test_choices_are_counted_by_group_only_where_every_group_is_large():
    assert may_be_told_apart({"web": 100, "paper": 10})
    assert may_be_told_apart({"web": 3_000, "paper": 0})
    assert not may_be_told_apart({"web": 100, "paper": 9})
    assert not may_be_told_apart({"web": 1})


@pytest.mark.parametrize("counts", [{"K": 3}, {"K": 1, "M": 1}, {"K": 4, "M": 4, "": 4}])
def test_where_all_are_small_all_are_hidden(counts):
    assert suppressed(counts) == dict.fromkeys(counts)
