"""Money of pools by a formula: exact to the grosz, whatever the numbers."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wibo.rulebook.proposing.sharing import NoResidents, by_head, by_parts

residents = st.lists(st.integers(0, 20_000), min_size=1, max_size=12).filter(sum)


@given(st.integers(0, 10**10), st.integers(0, 100), residents)
def test_the_parts_are_the_total_and_each_within_a_grosz_of_its_share(total, percent, people):
    parts = by_parts(total, percent, people)
    assert sum(parts) == total
    for part, own in zip(parts, people, strict=True):
        exact = total * percent / 100 / len(people) + total * (100 - percent) / 100 * own / sum(people)
        assert abs(part - exact) <= 1 + 1e-6 * max(exact, 1)


@given(st.integers(0, 10**10), st.integers(0, 100), residents)
def test_who_has_more_residents_never_has_less(total, percent, people):
    parts = by_parts(total, percent, people)
    pairs = sorted(zip(people, parts, strict=True))
    for (fewer, less), (more, bigger) in pairwise(pairs):
        if fewer < more:
            assert less <= bigger + 1


def test_what_towns_reckon():
    assert by_head(100_00, [18_000]) == [1_800_000_00]
    # 400 000 zł, 40 % equally over two, the rest by 3 000 and 1 000 residents.
    assert by_parts(400_000_00, 40, [3000, 1000]) == [260_000_00, 140_000_00]
    # A grosz that does not divide goes to the first of equals.
    assert by_parts(100, 100, [1, 1, 1]) == [34, 33, 33]
    with pytest.raises(NoResidents):
        by_parts(100, 50, [0, 0])
    assert by_parts(100, 100, [0, 0]) == [50, 50]
