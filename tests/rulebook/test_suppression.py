"""Small groups are hidden, and cannot be had by subtraction either."""

from hypothesis import given
from hypothesis import strategies as st

from wibo.rulebook.people.suppression import SMALLEST, may_be_told_apart, suppressed


def test_a_small_group_is_hidden_with_the_next_larger_one():
    assert suppressed({"a": 3, "b": 20, "c": 8}) == {"a": None, "b": 20, "c": None}
    assert suppressed({"a": 3, "b": 2, "c": 8}) == {"a": None, "b": None, "c": 8}
    assert suppressed({"a": 30, "b": 0}) == {"a": 30, "b": 0}
    assert suppressed({"a": 3, "b": 0}) == {"a": None, "b": None}


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 40), min_size=2))
def test_nothing_small_shows_and_nothing_hidden_can_be_computed(counts):
    shown = suppressed(counts)
    assert all(count is None or count == 0 or count >= SMALLEST for count in shown.values())
    hidden = [name for name, count in shown.items() if count is None]
    assert len(hidden) != 1
    if not any(0 < count < SMALLEST for count in counts.values()):
        assert shown == counts


def test_choices_are_counted_by_group_only_where_every_group_is_large():
    assert may_be_told_apart({"web": 100, "paper": 10})
    assert may_be_told_apart({"web": 3_000, "paper": 0})
    assert not may_be_told_apart({"web": 100, "paper": 9})
    assert not may_be_told_apart({"web": 1})
