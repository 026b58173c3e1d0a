"""Codes, addresses and telephones in one spelling; tags and files of the register."""

import hmac
from datetime import date

import pytest

from wibo.rulebook.files.register_files import (
    CHECK,
    HASHED,
    Person,
    RowFault,
    Tags,
    hashed_register,
    people,
    register_table,
)
from wibo.rulebook.files.tables import Fault, TableFault
from wibo.rulebook.people.codes import (
    canonical_code,
    canonical_email,
    canonical_phone,
    grouped_code,
    is_telephone,
)
from wibo.rulebook.people.pesel import Sex, make
from wibo.rulebook.people.tags import factor_of, tag_of
from wibo.rulebook.voting.voting_rules import Factor

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
        ("IBCD.EFGH.OKML", "JBCDEFGHQKMJ"),
        ("ABCD–EFGH—JKMN", "ABCDEFGHJKMN"),
        ("ABCDEFGHJKM!", ""),
        ("ABCDEFGHJKMNP", ""),
    ],
)
def test_codes_are_read_however_typed(typed, code):
    assert canonical_code(typed) == code


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Jan+x@Poczta.Example", "jan@poczta.example"),
        ("jan@poczta", ""),
        ("+x@poczta.example", ""),
        ("a b@c.pl", ""),
        (" a@b.pl ", "a@b.pl"),
        ("a+b+c@d.pl", "a@d.pl"),
        ("Jan.Lis+bo@GMail.com", "janlis@gmail.com"),
        ("j.a.n.lis@googlemail.com", "janlis@gmail.com"),
        ("jan.lis@poczta.example", "jan.lis@poczta.example"),
        (f"a@{'b' * 249}.pl", f"a@{'b' * 249}.pl"),
        (f"a@{'b' * 250}.pl", ""),
    ],
)
def test_one_mailbox_is_one_contact(typed, address):
    assert canonical_email(typed) == address


@pytest.mark.parametrize(
    ("typed", "dials"),
    [
        ("601 234 567", True),
        ("+48 (55) 123-45-67", True),
        ("brak", False),
        ("123", False),
        ("601234567 Jan", False),
    ],
)
def test_a_telephone_can_be_dialled(typed, dials):
    assert is_telephone(typed) is dials


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("501 234 567", "+48501234567"),
        ("+48 501-234-567", "+48501234567"),
        ("0048501234567", "+48501234567"),
        ("48501234567", "+48501234567"),
        ("700 123 456", ""),
        ("12345", ""),
        ("+49 501234567", ""),
        ("９", ""),
        ("٥٠١٢٣٤٥٦٧", ""),
        ("901 234 567", ""),
        ("001 234 567", ""),
        ("(50) 1.234.567", "+48501234567"),
        ("71 234 56 78", "+48712345678"),
    ],
)
def test_one_telephone_is_one_contact(typed, number):
    assert canonical_phone(typed) == number


def test_a_code_is_printed_in_groups():
    assert grouped_code("ABCDEFGHJKMN") == "ABCD-EFGH-JKMN"


def test_tags_and_factors_of_earlier_years_and_of_other_computers_are_found_again():
    tag = tag_of(KEY, "pesel:70050500077")
    assert tag == hmac.digest(KEY, b"pesel:70050500077", "sha256")
    assert factor_of(KEY, tag, "Żanna Maria") == hmac.digest(KEY, b"factor:" + tag + b"zanna", "sha256")


def test_a_tag_and_a_factor_hang_on_the_key_and_the_person():
    tag = tag_of(KEY, f"pesel:{PESEL}")
    assert tag != tag_of(b"x" * 32, f"pesel:{PESEL}")
    assert factor_of(KEY, tag, " Żanna Maria") == factor_of(KEY, tag, "zanna")
    assert {factor_of(KEY, tag, name) for name in ("Anna-Maria", "anna maria", "Anna", "Anna–Maria")} == {
        factor_of(KEY, tag, "Anna")
    }
    assert factor_of(KEY, tag, "Anna") != factor_of(KEY, b"other", "Anna")
    assert factor_of(KEY, tag, "") != factor_of(KEY, tag, "Anna")


def rows_of(text, factor=Factor.NONE):
    table = register_table(text, factor)
    return [
        (row, (one.pesel.number, one.name) if isinstance(one, Person) else one)
        for row, one in people(table, factor, on=ON)
    ]


def test_rows_of_a_register_with_a_heading_blanks_and_an_eaten_zero():
    text = f"PESEL;imię\n{PESEL};Anna\n\n{LEADING_ZERO.lstrip('0')};Ola\t\n"
    assert rows_of(text, Factor.FIRST_NAME) == [(2, (PESEL, "Anna")), (4, (LEADING_ZERO, "Ola"))]
    assert rows_of(f"{PESEL}\n{LEADING_ZERO}") == [(1, (PESEL, "")), (2, (LEADING_ZERO, ""))]
    assert rows_of(f"PESEL\n{PESEL}\n") == [(2, (PESEL, ""))]
    assert repr(next(people(register_table(PESEL, Factor.NONE), Factor.NONE, on=ON))) == "(1, Person(***))"


def test_columns_of_a_register_are_those_that_its_headings_name():
    swapped = f"Nazwisko;Imię;Imię matki;Nr PESEL\nŚwiątek;Żaneta;Ewa;{PESEL}\n"
    assert rows_of(swapped, Factor.FIRST_NAME) == [(2, (PESEL, "Żaneta"))]
    assert rows_of(swapped, Factor.MOTHER) == [(2, (PESEL, "Ewa"))]
    assert rows_of(swapped) == [(2, (PESEL, ""))]
    assert register_table(swapped, Factor.FATHER).faults == (
        Fault(TableFault.LACKING, 1, ("imię ojca",), ("Nazwisko", "Imię", "Imię matki", "Nr PESEL")),
    )
    joined = f'PESEL;"Nazwisko, imię"\n{PESEL};"Świątek, Żaneta"\n'
    assert [fault.kind for fault in register_table(joined, Factor.FIRST_NAME).faults] == [TableFault.LACKING]
    # Without headings nobody can tell which name is which, nor that there is none.
    assert register_table(f"{PESEL}\n", Factor.FIRST_NAME).faults[0].kind is TableFault.LACKING
    assert register_table(f"{PESEL};Anna\n", Factor.FIRST_NAME).faults[0].kind is TableFault.LACKING


def test_a_register_of_digests_names_faulty_rows_and_holds_no_number():
    text = f"PESEL;imię\n{PESEL};Anna\n123;Ola\n{LEADING_ZERO};\n{PESEL};Ewa\n{PESEL};ANNA\n"
    factor = Factor.FIRST_NAME
    lines, faulty = hashed_register(register_table(text, factor), KEY, factor, on=ON)
    assert faulty == [(3, RowFault.NUMBER), (4, RowFault.NAME), (5, RowFault.ANOTHER_NAME)]
    assert lines[0] == f"{HASHED} {tag_of(KEY, CHECK).hex()[:16]}"
    assert PESEL not in "".join(lines)
    plain, faulty = hashed_register(register_table(text, Factor.NONE), KEY, Factor.NONE, on=ON)
    assert faulty == [(3, RowFault.NUMBER)]
    assert len(plain) == 3
    assert all(line.endswith(";") for line in plain[1:])


def test_a_name_that_looks_like_something_else_is_noted():
    tags = Tags()
    for row, name in enumerate(
        ["Anna", "anna-Maria", "Kowalska, Anna", "J.", "Jan Maria Rokita", "A", "", "Anna Maria", "Bo"],
        start=2,
    ):
        tags.note(row, name)
    assert tags.odd == [4, 5, 6, 7]
    assert tags.names == {"Anna": 3, "Kowalska": 1, "J": 1, "Jan": 1, "A": 1, "Bo": 1}


def test_a_person_who_stands_there_again_is_counted_and_one_with_another_name_is_a_fault():
    tags = Tags()
    for row, digest in enumerate([b"a", b"a", b"a", b"b"], start=2):
        tags.take(row, b"tag", digest)
    assert (tags.rows, tags.repeated, tags.faulty) == ({b"tag": b"a"}, 2, [(5, RowFault.ANOTHER_NAME)])


def test_a_number_that_a_spreadsheet_has_eaten_is_told_apart():
    assert rows_of("PESEL\n9,00101E+10\n7.0E10\n123\n") == [
        (2, RowFault.EATEN),
        (3, RowFault.EATEN),
        (4, RowFault.NUMBER),
    ]
