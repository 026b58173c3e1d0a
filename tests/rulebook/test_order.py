"""The order of a ballot: by number, by receipt, by a draw that anyone can repeat; numbers are the places."""

from datetime import UTC, datetime

import pytest

from wibo.rulebook.award.lots import drawn_order
from wibo.rulebook.voting.order import Entrant, Order, ballot_numbers

SEED = "4136251436"


def at(day):
    return datetime(2027, 9, day, tzinfo=UTC)


ENTRANTS = (Entrant("2", 1, at(9)), Entrant("3", 0, at(5)), Entrant("10", 1, at(3)), Entrant("11", 0, at(7)))


@pytest.mark.parametrize(
    ("order", "numbers"),
    [
        (Order.NUMBER, {"2": "2", "3": "3", "10": "10", "11": "11"}),
        (Order.RECEIVED, {"3": "1", "11": "2", "10": "3", "2": "4"}),
        (Order.HAND, {"3": "1", "11": "2", "2": "3", "10": "4"}),
    ],
)
def test_numbers_are_those_of_applications_or_places_list_by_list(order, numbers):
    assert ballot_numbers(ENTRANTS, order) == numbers


def test_a_draw_is_repeated_with_its_seed_alone():
    drawn = ballot_numbers(ENTRANTS, Order.DRAW, SEED)
    first, second = drawn_order(SEED, ["3", "11"]), drawn_order(SEED, ["2", "10"])
    assert drawn == {number: str(place) for place, number in enumerate([*first, *second], 1)}
    assert ballot_numbers(ENTRANTS[::-1], Order.DRAW, SEED) == drawn
