"""One person, one ballot, however many POSTs come at once; on the engine that the suite runs on."""

import pytest

from tests.installation import Installation


def race(tmp_path, rounds, posts, *control):
    return Installation(tmp_path, "race").run("voting/race.py", rounds, posts, *control)


def check(told, rounds):
    assert told["accepted"] == [[1, 1]] * rounds
    assert told["people"] == rounds
    assert told["strange"] == 0


def test_of_many_posts_for_one_person_exactly_one_is_accepted(tmp_path):
    check(race(tmp_path, 3, 60), 3)


def test_without_the_constraint_more_than_one_gets_through(tmp_path):
    told = race(tmp_path, 1, 60, "control")
    assert told["accepted"][0][0] > 1


@pytest.mark.long
def test_two_hundred_posts_fifty_times(tmp_path):
    check(race(tmp_path, 50, 200), 50)
