"""What is unusual among ballots: flags with wide margins."""

from wibo.rulebook.voting.unusual import age_spikes, bursts, crowded_places, same_bundles, used_up_contacts


def test_bursts_are_far_above_the_middle_hour():
    quiet = {f"{hour}": 10 for hour in range(10)}
    assert bursts(quiet | {"evening": 25}) == []
    assert [flag.where for flag in bursts(quiet | {"night": 60})] == ["night"]
    assert bursts({}) == []


def test_age_spikes_are_against_the_other_days():
    days = {f"{day}": {"18–24": 20, "25–34": 40, "75 i więcej": 10} for day in range(5)}
    assert age_spikes(days) == []
    odd = days | {"odd": {"75 i więcej": 60, "25–34": 20}}
    assert [flag.where for flag in age_spikes(odd)] == ["odd, 75 i więcej"]
    assert age_spikes({"one": {"18–24": 3}}) == []


def test_contacts_that_are_used_up_are_counted_together():
    assert used_up_contacts([5, 5, 1], 5)[0].count == 10
    assert used_up_contacts([2, 1], 2) == []
    assert used_up_contacts([4], 5) == []


def test_bundles_of_small_groups_say_nothing():
    assert same_bundles({"few": ["a"] * 19}) == []
    flags = same_bundles(
        {"many": ["a"] * 10 + list("bcdefghijk"), "even": list("abcdefghijklmnopqrstuvwxyz")}
    )
    assert [(flag.where, flag.count, flag.of) for flag in flags] == [("many", 10, 20)]
    assert crowded_places([("1", 14), ("2", 15)])[0].where == "2"
