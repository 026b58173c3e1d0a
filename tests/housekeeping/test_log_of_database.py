"""What PostgreSQL may write into its own log is looked at by doctor: never a value, never a voter's moment."""

import pytest
from django.db import connection

from wibo.housekeeping.doctor import installation


def told():
    return [one for one in installation.findings() if one.startswith("PostgreSQL")]


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [("log_error_verbosity", "default", "terse"), ("log_min_error_statement", "error", "panic")],
)
def test_a_setting_that_lets_values_into_the_log_is_told(db, name, value, wanted):
    assert told() == []
    if connection.vendor != "postgresql":
        # Of another engine there is nothing more to say.
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL {name} = '{value}'")
    (found,) = told()
    assert found.startswith(f"PostgreSQL: {name} = {value}")
    assert f"ustaw {name} = {wanted}" in found
