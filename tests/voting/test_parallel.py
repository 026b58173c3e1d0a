"""One person, one ballot, however many POSTs come at once; on the engine that the suite runs on."""

import pytest

from tests.installation import Installation


def race(tmp_path, rounds, posts, *control):
    return Installation(tmp_path, "race", prepared=True).run("voting/race.py", rounds, posts, *control)


def check(told, rounds):
    assert told["accepted"] == [[1, 1]] * rounds
    assert told["people"] == rounds
    assert told["strange"] == 0


def test_of_many_posts_for_one_person_exactly_one_is_accepted(tmp_path):
    check(race(tmp_path, 3, 60), 3)


def test_of_web_and_paper_of_one_person_at_once_one_vote_counts(tmp_path):
    told = race(tmp_path, 2, 60, "paper")
    assert told["votes"] == [1, 1]
    assert told["people"] == 2
    assert told["strange"] == 0


def test_without_the_constraint_more_than_one_gets_through(tmp_path):
    told = race(tmp_path, 1, 60, "control")
    assert told["accepted"][0][0] > 1


@pytest.mark.long
def test_two_hundred_posts_fifty_times(tmp_path):
    check(race(tmp_path, 50, 200), 50)


@pytest.mark.long
def test_two_hundred_of_web_and_paper_twenty_times(tmp_path):
    told = race(tmp_path, 20, 200, "paper")
    assert told["votes"] == [1] * 20
    assert told["strange"] == 0
