"""PESEL: form, checksum, real and plausible dates, one canonical number whatever is typed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.pl import pesel as oracle

from wibo.rulebook.people.pesel import PeselError, PeselFault, Sex, age_on, make, parse

TODAY = date(2027, 10, 10)
GOOD = make(date(1985, 7, 1), 1234, Sex.FEMALE)


def fault_of(text):
    with pytest.raises(PeselError) as caught:
        parse(text, on=TODAY)
    return caught.value.fault


@given(
    st.dates(date(1913, 1, 1), date(2027, 10, 10)),
    st.integers(0, 4999),
    st.sampled_from(Sex),
)
def test_every_made_number_is_read_back_and_agrees_with_the_oracle(born, serial, sex):
    number = make(born, serial, sex)
    read = parse(number, on=TODAY)
    assert (read.birth_date, read.sex) == (born, sex)
    assert oracle.is_valid(number)
    assert oracle.get_birth_date(number) == born


@pytest.mark.parametrize(
    "typed",
    [
        GOOD,
        f" {GOOD} ",
        f"{GOOD[:6]} {GOOD[6:]}",
        f"{GOOD[:6]}-{GOOD[6:]}",
        "".join(chr(ord(digit) + 0xFEE0) for digit in GOOD),
    ],
)
def test_spelling_variants_are_one_number(typed):
    assert parse(typed, on=TODAY).number == GOOD


def test_faults_are_told_apart():
    assert fault_of("8507012345x") is fault_of("8507012345X") is PeselFault.NOT_DIGITS
    assert fault_of("٨٥٠٧٠١٢٣٤٥٦") is PeselFault.NOT_DIGITS
    assert fault_of(f"{GOOD}0") is PeselFault.LENGTH
    assert fault_of(GOOD[:10]) is PeselFault.LENGTH
    assert fault_of("") is PeselFault.LENGTH
    assert fault_of(GOOD[:10] + str((int(GOOD[10]) + 1) % 10)) is PeselFault.CHECKSUM
    assert fault_of("00000000000") is PeselFault.DATE


@pytest.mark.parametrize(
    ("born", "digits"),
    [
        (date(1850, 1, 2), "508102"),
        (date(1950, 1, 2), "500102"),
        (date(2050, 1, 2), "502102"),
        (date(2150, 1, 2), "504102"),
        (date(2250, 1, 2), "506102"),
    ],
)
def test_the_month_of_a_number_tells_the_century(born, digits):
    assert make(born, 12, Sex.MALE)[:10] == f"{digits}0025"
    assert make(born, 12, Sex.FEMALE)[:10] == f"{digits}0024"


def test_who_was_born_today_or_is_115_is_alive():
    for born in (TODAY, date(1911, 10, 11)):
        assert parse(make(born, 1, Sex.MALE), on=TODAY).birth_date == born


def test_a_year_of_age_ends_with_the_beginning_of_the_birthday():
    days = [date(2027, 10, 9), TODAY, date(2027, 10, 11), date(2027, 11, 9)]
    assert [age_on(date(1970, 10, 10), day) for day in days] == [56, 57, 57, 57]


@pytest.mark.parametrize(
    "born", [date(1826, 5, 1), date(2226, 5, 1), date(2027, 10, 11), date(1911, 1, 1), date(1911, 10, 10)]
)
def test_births_of_nobody_alive_are_refused(born):
    assert fault_of(make(born, 1, Sex.MALE)) is PeselFault.AGE


def test_the_length_that_was_typed_is_told_but_never_the_digits():
    with pytest.raises(PeselError) as caught:
        parse(GOOD[:9], on=TODAY)
    assert (caught.value.digits, str(caught.value)) == (9, "LENGTH")
    with pytest.raises(PeselError) as caught:
        parse("8507012345x", on=TODAY)
    assert (caught.value.digits, str(caught.value)) == (11, "NOT_DIGITS")
    with pytest.raises(PeselError) as caught:
        parse("00000000000", on=TODAY)
    assert (caught.value.digits, str(caught.value)) == (0, "DATE")
    assert GOOD[:9] not in str(caught.value)
    assert repr(parse(GOOD, on=TODAY)) == "Pesel(***)"


def test_a_leap_day_child_is_older_on_the_last_of_february():
    """Art. 112 of the Civil Code: the day that answers by its number, or the last of the month."""
    assert age_on(date(2008, 2, 29), date(2026, 2, 27)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 18
    assert age_on(date(2008, 2, 29), date(2028, 2, 28)) == 19
    assert age_on(date(2008, 2, 29), date(2028, 2, 29)) == 20
