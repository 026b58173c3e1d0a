"""Days that run: calendar days, working days, and the last day when it falls on one that is free.

Source: art. 57 § 1 and § 4 of the Code of Administrative Procedure (the day of the event does not count; an end on a
Saturday or a day off moves to the next working day) and the act of 18 January 1951 on days off.
"""

from datetime import date, timedelta

_DAY = timedelta(days=1)
# Month and day of the holidays that stand still; Christmas Eve since 2025.
_FIXED = {(1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26)}
_CHRISTMAS_EVE_FROM = 2025
# Days after Easter Sunday: itself, Monday, Pentecost, Corpus Christi.
_MOVING = (0, 1, 49, 60)
_SATURDAY = 5


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Gauss, in the form of Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap_centuries, century_rest = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - shift + 15) % 30
    leap_years, year_rest = divmod(rest, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def is_working(day: date) -> bool:
    """Whether it is neither a Saturday, nor a Sunday, nor a holiday."""
    if day.weekday() >= _SATURDAY or (day.month, day.day) in _FIXED:
        return False
    if (day.month, day.day) == (12, 24):
        return day.year < _CHRISTMAS_EVE_FROM
    return (day - easter(day.year)).days not in _MOVING


def last_day(of: date, days: int, *, working: bool = False) -> date:
    """The last day of a term of so many days that begins with what happened on the day `of`, which does not count.

    A term of calendar days that ends on a free day ends on the next working day.
    """
    if working:
        ends = of
        for _ in range(days):
            ends = _next_working(ends + _DAY)
        return ends
    return _next_working(of + days * _DAY)


def _next_working(day: date) -> date:
    while not is_working(day):
        day += _DAY
    return day
