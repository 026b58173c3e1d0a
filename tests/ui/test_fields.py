"""Fields of days and minutes take what a calendar of a town can hold."""

import pytest
from django.core.exceptions import ValidationError

from wibo.ui.fields import DayField, MinuteField


@pytest.mark.parametrize("field", [MinuteField(), DayField()])
@pytest.mark.parametrize("year", ["1999", "2201", "9999"])
def test_a_year_that_is_a_slip_is_refused_with_what_to_do(field, year):
    typed = f"{year}-12-31T23:59" if isinstance(field, MinuteField) else f"{year}-12-31"
    with pytest.raises(ValidationError, match="między 2000 a 2200"):
        field.clean(typed)


def test_a_usual_day_and_minute_are_taken():
    assert DayField().clean("31.12.2027").isoformat() == "2027-12-31"
    assert MinuteField().clean("2027-10-01T12:00").isoformat() == "2027-10-01T12:00:00+02:00"
    assert DayField(required=False).clean("") is None
    assert MinuteField(required=False).clean("") is None
