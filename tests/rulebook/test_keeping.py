"""The first day on which data may go, by each of the two clocks."""

from datetime import date

import pytest

from wibo.rulebook.calendar.keeping import identity_due, records_due


@pytest.mark.parametrize(
    ("final", "days", "due"),
    [
        (date(2027, 11, 15), 30, date(2027, 12, 15)),
        (date(2027, 12, 20), 14, date(2028, 1, 3)),
        # A leap day is a day.
        (date(2028, 2, 15), 14, date(2028, 2, 29)),
    ],
)
def test_who_people_are_is_kept_so_many_days_after_the_final_result(final, days, due):
    assert identity_due(final, days) == due


@pytest.mark.parametrize("final", [date(2027, 1, 1), date(2027, 12, 31)])
def test_records_are_kept_whole_years_from_the_january_after(final):
    assert records_due(final, 5) == date(2033, 1, 1)
