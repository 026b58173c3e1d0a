"""Plurals, money and natural order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wibo.rulebook.spelling import money, polish, texts
from wibo.rulebook.spelling.numbering import is_number, natural_key
from wibo.rulebook.voting import reasons
from wibo.wording import faults


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1 projekt"),
        (2, "2 projekty"),
        (5, "5 projektów"),
        (3, "3 projekty"),
        (4, "4 projekty"),
        (11, "11 projektów"),
        (12, "12 projektów"),
        (13, "13 projektów"),
        (14, "14 projektów"),
        (21, "21 projektów"),
        (22, "22 projekty"),
        (23, "23 projekty"),
        (24, "24 projekty"),
        (112, "112 projektów"),
        (1204, "1 204 projekty"),
        (0, "0 projektów"),
    ],
)
def test_plurals(number, words):
    assert plain(polish.projects(number)) == words


def test_votes_and_points():
    assert [plain(polish.votes(number)) for number in (1, 3, 5)] == ["1 głos", "3 głosy", "5 głosów"]
    assert [plain(polish.points(number)) for number in (1, 3, 5)] == ["1 punkt", "3 punkty", "5 punktów"]


def test_money_for_people():
    assert plain(money.zloty(125_000_000)) == "1 250 000,00 zł"
    assert plain(money.zloty(-5)) == "−0,05 zł"
    assert [plain(money.zloty(0)), plain(money.zloty_short(0))] == ["0,00 zł", "0 zł"]
    assert plain(money.zloty_short(14_850_000)) == "148 500 zł"
    assert plain(money.zloty_short(-14_850_000)) == "−148 500 zł"
    assert plain(money.zloty_short(1_05)) == "1,05 zł"


@pytest.mark.parametrize(
    "typed",
    ["12500", "12 500", "12 500,00", "12500.00 zł", "12.500,00", " 12\N{NO-BREAK SPACE}500,0 ", "12500 PLN"],
)
def test_money_as_people_write_it(typed):
    assert money.parse_zloty(typed) == 12_500_00


@pytest.mark.parametrize("typed", ["", "12 tys", "1,234,5", "-5", "1e3", "12,345", "zł"])
def test_what_is_no_money_is_refused(typed):
    with pytest.raises(money.MoneyError) as caught:
        money.parse_zloty(typed)
    assert caught.value.args == (typed,)


@given(st.integers(0, 10**12))
def test_money_in_files_is_never_rounded(grosze):
    assert money.parse_decimal(money.plain_decimal(grosze)) == grosze


@pytest.mark.parametrize("text", ["", "x", "1.234", "-1", "NaN", "Infinity"])
def test_broken_decimals_are_refused(text):
    with pytest.raises(money.MoneyError) as caught:
        money.parse_decimal(text)
    assert caught.value.args == (text,)


def test_an_amount_in_a_file_has_two_places_or_none():
    amounts = [money.plain_decimal(grosze) for grosze in (0, 5, 1_00, 1_05, 1_50, 308_151_26)]
    assert amounts == ["0", "0.05", "1", "1.05", "1.50", "308151.26"]


def test_natural_order():
    numbers = ["10", "2", "ŚwG-10/2018", "ŚwG-2/2018", "1"]
    assert sorted(numbers, key=natural_key) == ["1", "2", "10", "ŚwG-2/2018", "ŚwG-10/2018"]


def test_more_digits_than_a_number_can_have_are_compared_as_text():
    zeros = "0" * 3999
    assert sorted(["10", f"{zeros}2"], key=natural_key) == [f"{zeros}2", "10"]
    assert sorted(["10", f"{zeros}02"], key=natural_key) == ["10", f"{zeros}02"]


def test_every_reason_has_words():
    assert set(faults.WORDS) == set(reasons.Reason)
    assert faults.in_words("N15") == "N15: głos wielokrotny"


def test_a_number_of_a_proposal_holds_no_separator():
    assert [is_number(text) for text in ("12", "BO/1-2.a_b", "1 2", "1;2", "", "1" * 41)] == [
        True,
        True,
        *[False] * 4,
    ]


def test_names_stand_in_the_polish_order_whatever_the_database_thinks_of_letters():
    names = [
        "Aleja",
        "Ażur",
        "Cisy",
        "Ćmielów",
        "Lipy",
        "Łąki",
        "Os. 2",
        "Os. 10",
        "Śródmieście",
        "Zalesie",
        "Żary",
    ]
    assert sorted(names, key=polish.sorting_key) == [*names[:6], "Os. 10", "Os. 2", *names[8:]]
    assert polish.sorting_key("Łódź–Górna") == polish.sorting_key("ŁÓDŹ-górna")
    assert polish.sorting_key("Müller") == polish.sorting_key("Muller")
    assert polish.sorting_key("ab") < polish.sorting_key("ą")
    assert polish.sorting_key("Żółw 1🌳").isascii()
    assert polish.sorting_key("Żółw 1").isalpha()


def test_a_list_that_somebody_wrote_is_its_lines_without_empty_ones():
    assert texts.lines_of(" Zieleń \n\n\tDrogi\r\n  ") == ["Zieleń", "Drogi"]
    assert texts.lines_of("") == []
