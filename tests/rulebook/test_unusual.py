"""What is unusual among ballots: flags at their exact thresholds, with what each says."""

import pytest

from wibo.rulebook.voting.unusual import (
    Flag,
    age_spikes,
    bursts,
    crowded_places,
    same_bundles,
    used_up_contacts,
)


def hours(*counts):
    return {f"h{at}": count for at, count in enumerate(counts)}


@pytest.mark.parametrize(
    ("middle", "limit"),
    [
        # Three times the middle hour, never under twenty.
        (100, 300),
        (9, 27),
        (4, 20),
        (5, 20),
        (1, 20),
    ],
)
def test_a_burst_is_beyond_the_limit_and_not_at_it(middle, limit):
    quiet = [middle] * 4
    assert bursts(hours(*quiet, limit)) == []
    total = 4 * middle + limit + 1
    assert bursts(hours(*quiet, limit + 1)) == [Flag("h4", limit + 1, total, middle)]


def test_the_middle_hour_is_the_middle_one():
    assert bursts(hours(1, 1, 10, 12, 14, 31)) == []
    assert bursts(hours(1, 1, 10, 12, 14, 37)) == [Flag("h5", 37, 75, 12)]
    assert bursts({}) == []


def days(odd, others=4):
    """Days of forty with ten of the old each, and one that is odd."""
    return {f"d{at}": {"young": 30, "old": 10} for at in range(others)} | {"odd": odd}


def test_an_age_spike_is_twice_the_usual_share_with_a_margin():
    # On a day of forty ten old people are usual; the margin of chance is 10 + 5 * sqrt(11) = 26.6.
    assert age_spikes(days({"young": 14, "old": 26})) == []
    assert age_spikes(days({"young": 13, "old": 27})) == [Flag("odd, old", 27, 40, 10)]


def test_where_many_vote_twice_the_usual_share_is_what_counts():
    many = {f"d{at}": {"young": 3000, "old": 1000} for at in range(4)}
    assert age_spikes(many | {"odd": {"young": 2000, "old": 2000}}) == []
    assert age_spikes(many | {"odd": {"young": 1999, "old": 2001}}) == [Flag("odd, old", 2001, 4000, 1000)]


def test_a_day_is_compared_with_the_other_days_alone():
    assert age_spikes({"one": {"young": 19}, "two": {"old": 100}}) == []
    assert age_spikes({"one": {"young": 100}, "two": {"old": 19}}) == []
    found = age_spikes({"one": {"young": 20}, "two": {"old": 40}})
    assert found == [Flag("one, young", 20, 20, 0), Flag("two, old", 40, 40, 0)]


def test_a_small_day_does_not_end_the_search():
    found = age_spikes({"small": {"young": 3}, **days({"young": 13, "old": 27})})
    assert [flag.where for flag in found] == ["odd, old"]


def test_places_are_told_from_fifteen_votes_on():
    assert crowded_places([("d1", 14), ("d2", 15)]) == [Flag("d2", 15, 15, 0)]


def test_contacts_that_are_used_up_are_counted_together():
    assert used_up_contacts([5, 5, 1], 5) == [Flag("wszystkie dni", 10, 3, 5)]
    assert used_up_contacts([3], 3) == [Flag("wszystkie dni", 3, 1, 3)]
    assert used_up_contacts([2, 2], 2) == [], "a couple"
    assert used_up_contacts([4], 5) == []


def test_a_bundle_is_over_a_third_of_a_group_of_twenty_or_more():
    assert same_bundles({"few": ["a"] * 19, "none": []}) == []
    assert same_bundles({"third": ["a"] * 7 + [*"bcdefghijklmno"]}) == []
    assert same_bundles({"twenty": ["a"] * 7 + [*"bcdefghijklmn"]}) == [Flag("twenty", 7, 20, 0)]
    assert same_bundles({"more": ["a"] * 8 + [*"bcdefghijklmno"]}) == [Flag("more", 8, 22, 0)]
    after_a_small_one = {"few": ["a"], "more": ["a"] * 8 + [*"bcdefghijklmno"]}
    assert same_bundles(after_a_small_one) == [Flag("more", 8, 22, 0)]
