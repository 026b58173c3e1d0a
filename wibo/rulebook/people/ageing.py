"""Age bands of statistics. They start at 0, since parents vote for children in many towns."""

from datetime import date

from wibo.rulebook.people.pesel import OLDEST, age_on

_STARTS = (0, 13, 16, 18, 25, 35, 45, 55, 65, 75)
NO_DATA = ""


def _name(index: int) -> str:
    start = _STARTS[index]
    return f"{start}-{_STARTS[index + 1] - 1}" if index + 1 < len(_STARTS) else f"{start}-{OLDEST}"


BANDS = tuple(_name(index) for index in range(len(_STARTS)))


def band_of_age(age: int | None) -> str:
    """The band of an age in years, as Pabulib writes buckets (`18-24`); `NO_DATA` for impossible ages."""
    if age is None or not 0 <= age <= OLDEST:
        return NO_DATA
    return BANDS[sum(start <= age for start in _STARTS) - 1]


def band_on(birth_date: date | None, on: date) -> str:
    """The band of a person on the day the edition freezes ages."""
    return NO_DATA if birth_date is None else band_of_age(age_on(birth_date, on))


def label(band: str) -> str:
    """A band for people: `18–24`, `75 i więcej`, `brak danych`."""
    if band == NO_DATA:
        return "brak danych"
    return f"{_STARTS[-1]} i więcej" if band == BANDS[-1] else band.replace("-", "–")
