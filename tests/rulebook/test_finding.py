"""What looks like data of people, and what only resembles it."""

from datetime import date

import pytest

from wibo.rulebook.people.finding import Personal, mark_of, personal_in
from wibo.rulebook.people.pesel import Sex, make

ON = date(2027, 10, 10)
ADAM, EWA, OLA = (make(date(1980, 1, day), day, Sex.MALE) for day in (1, 2, 3))


def kinds(text, **more):
    return {one.kind: one.count for one in personal_in(text, on=ON, **more)}


@pytest.mark.parametrize(
    "written",
    [
        ADAM,
        f"PESEL:{ADAM}.",
        f"{ADAM[:6]} {ADAM[6:]}",
        f"{ADAM[:6]}\N{NO-BREAK SPACE}{ADAM[6:]}",
        f"{ADAM[:6]}-{ADAM[6:]}",
        f"({ADAM})",
        # As rows of a list have it.
        f"ul. Polna 5 {ADAM}",
        f"1 {ADAM} 05.05.1944",
        f"Kowalski,{ADAM},600123456",
        f"PESEL.{ADAM}",
    ],
)
def test_a_pesel_is_found_however_it_is_written(written):
    assert kinds(f"Zgłaszam się {written} jako autor") == {Personal.PESEL: 1}


@pytest.mark.parametrize(
    "written",
    [
        # One digit off: the sum does not agree.
        ADAM[:-1] + str((int(ADAM[-1]) + 1) % 10),
        # Part of a longer number: of an account, of a bill.
        f"12 {ADAM[:4]} {ADAM[4:8]} {ADAM[8:]}0 1111 2222 3333",
        f"7{ADAM}",
        f"{ADAM}5",
        # Born after the day, or too long ago.
        make(date(2028, 1, 1), 1, Sex.MALE),
        make(date(1890, 1, 1), 1, Sex.MALE),
        "kosztuje 12 345 678 901 zł",
        "",
    ],
)
def test_what_only_resembles_a_pesel_is_none(written):
    assert kinds(written) == {}


@pytest.mark.parametrize("written", ["jan.kowalski@poczta.example", "Jan+bo@poczta.gmina.example"])
def test_a_mailbox_is_found(written):
    assert kinds(f"piszcie: {written}, dziękuję") == {Personal.EMAIL: 1}


@pytest.mark.parametrize("written", ["jan(at)poczta", "@burmistrz", "3@2"])
def test_what_only_resembles_a_mailbox_is_none(written):
    assert kinds(written) == {}


@pytest.mark.parametrize(
    "written",
    ["tel. 600 700 800", "Telefon: 600-700-800", "kom. 600700800", "+48 600 700 800", "komórka 600700800"],
)
def test_a_telephone_is_told_by_what_stands_before_it(written):
    assert kinds(written) == {Personal.PHONE: 1}


@pytest.mark.parametrize(
    "written", ["Proszę dzwonić 601 234 567 albo", "Jan, 601-234-567", "telefonicznie: 512 345 678."]
)
def test_a_mobile_number_is_told_by_how_it_is_written(written):
    assert kinds(written) == {Personal.PHONE: 1}


@pytest.mark.parametrize(
    "written",
    [
        "600 700 800 zł",
        "działka 600700800",
        "tel. 600 700 80",
        "1 601 234 567",
        "601 234 567,00 zł",
        "123 456 789",
    ],
)
def test_nine_digits_alone_are_no_telephone(written):
    assert kinds(written) == {}


def test_what_the_office_gives_out_is_no_data_of_people():
    own = ["Pisz: bo@lipowo.example", "+48 600 700 800, pokój 3"]
    assert kinds("bo@lipowo.example, tel. 600 700 800", own=own) == {}
    assert kinds("bo@lipowo.example, jan@lipowo.example", own=own) == {Personal.EMAIL: 1}


@pytest.mark.parametrize("written", ["Lista osób popierających projekt", "lp., imię, czytelny podpis"])
def test_a_list_of_signatures_is_told_by_its_head(written):
    assert kinds(written) == {Personal.SIGNATURES: 1}


def test_numbers_of_many_people_are_a_list():
    assert kinds(f"{ADAM}, {EWA}, {OLA}") == {Personal.PESEL: 3, Personal.SIGNATURES: 1}
    assert kinds(f"{ADAM}, {EWA}, {ADAM}") == {Personal.PESEL: 2}


def test_what_was_agreed_to_is_exactly_what_was_found():
    one, same, other = (personal_in(text, on=ON) for text in (ADAM, f"numer {ADAM}", EWA))
    assert mark_of(one) == mark_of(same)
    assert mark_of(one) != mark_of(other)


def test_the_data_never_show_when_a_finding_is_printed():
    assert ADAM not in repr(personal_in(ADAM, on=ON))
