"""Codes, addresses and telephones in one spelling; tags and files of the register."""

from datetime import date

import pytest

from wibo.rulebook.codes import canonical_code, canonical_email, canonical_phone, grouped_code
from wibo.rulebook.pesel import Sex, make
from wibo.rulebook.register_files import HASHED, hashed_register, register_rows
from wibo.rulebook.tags import factor_of, tag_of

KEY = b"k" * 32
ON = date(2027, 10, 10)
PESEL = make(date(1970, 5, 5), 7, Sex.FEMALE)
LEADING_ZERO = make(date(2003, 5, 5), 7, Sex.FEMALE)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("abcd-efgh-jkmn", "ABCDEFGHJKMN"),
        ("ABCD EFGH JKMＮ", "ABCDEFGHJKMN"),
        ("ABC", ""),
        ("1BCD-EFGH-0KMU", "JBCDEFGHQKMV"),
    ],
)
def test_codes_are_read_however_typed(typed, code):
    assert canonical_code(typed) == code


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Jan+x@Poczta.Example", "jan@poczta.example"),
        ("jan@poczta", ""),
        ("a b@c.pl", ""),
        (" a@b.pl ", "a@b.pl"),
    ],
)
def test_one_mailbox_is_one_contact(typed, address):
    assert canonical_email(typed) == address


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("501 234 567", "+48501234567"), ("+48 501-234-567", "+48501234567"), ("0048501234567", "+48501234567"),
        ("48501234567", "+48501234567"), ("700 123 456", ""), ("12345", ""), ("+49 501234567", ""), ("９", ""),
    ],
)  # fmt: skip
def test_one_telephone_is_one_contact(typed, number):
    assert canonical_phone(typed) == number


def test_a_code_is_printed_in_groups():
    assert grouped_code("ABCDEFGHJKMN") == "ABCD-EFGH-JKMN"


def test_an_address_too_long_for_mail_is_none():
    assert canonical_email(f"a@{'b' * 250}.pl") == ""


def test_a_tag_and_a_factor_hang_on_the_key_and_the_person():
    tag = tag_of(KEY, f"pesel:{PESEL}")
    assert tag != tag_of(b"x" * 32, f"pesel:{PESEL}")
    assert factor_of(KEY, tag, " Żanna Maria") == factor_of(KEY, tag, "zanna")
    assert factor_of(KEY, tag, "Anna") != factor_of(KEY, b"other", "Anna")
    assert factor_of(KEY, tag, "") != factor_of(KEY, tag, "Anna")


def test_rows_of_a_register_with_a_heading_blanks_and_an_eaten_zero():
    text = f"PESEL;imię\n{PESEL};Anna\n\n{LEADING_ZERO.lstrip('0')}\t\n"
    assert list(register_rows(text)) == [(2, (PESEL, "Anna")), (4, (LEADING_ZERO, ""))]
    assert list(register_rows(PESEL)) == [(1, (PESEL, ""))]


def test_a_register_of_digests_names_faulty_rows_and_holds_no_number():
    text = f"{PESEL};Anna\n123;Ola\n{LEADING_ZERO};\n"
    lines, faulty = hashed_register(text, KEY, on=ON, named=True)
    assert faulty == [2, 3]
    assert lines[0].startswith(f"{HASHED} ")
    assert PESEL not in "".join(lines)
    plain, faulty = hashed_register(text, KEY, on=ON, named=False)
    assert faulty == [2]
    assert all(line.endswith(";") for line in plain[1:])
