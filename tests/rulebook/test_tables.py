"""Tables from spreadsheets: by heading, without a lost word; days, texts and names as people write them."""

from datetime import date

import pytest

from wibo.rulebook.files.register_files import RowFault
from wibo.rulebook.files.tables import Column, Fault, Table, TableFault, folded, read_cells, read_table
from wibo.rulebook.people.identity import NameFault, name_fault
from wibo.rulebook.people.likeness import Likeness, Named, alike
from wibo.rulebook.spelling.days import parse_day
from wibo.rulebook.spelling.encodings import decoded
from wibo.rulebook.spelling.texts import tidy, unprintable
from wibo.wording.registers import unusable
from wibo.wording.tables import told

COLUMNS = (
    Column("title", "tytuł", ("nazwa",), needed=True),
    Column("cost", "koszt", needed=True),
    Column("summary", "opis"),
)
BORN = date(1970, 5, 5)


def cells(text):
    table = read_table(text, COLUMNS)
    assert table.faults == ()
    return list(table.rows)


@pytest.mark.parametrize(
    "text",
    [
        "tytuł;koszt\nŁawki;10\n",
        "\ufefftytuł;koszt\r\nŁawki;10\r\n",
        "sep=,\nTYTUŁ:,Koszt\nŁawki,10\n",
        "SEP=;\ntytuł;koszt\nŁawki;10\n",
        "tytuł\tkoszt\nŁawki\t10\n",
        "tytuł;koszt;;\nŁawki;10;;\n",
        "tytuł;koszt;\nŁawki;10;\n",
        "tytuł;koszt;;;\nŁawki;10\n",
        "koszt;nazwa\n10;Ławki\n",
        '"tytuł";"koszt"\n"Ławki";"10"\n',
        'tytuł;koszt\nŁawki;="10"\n',
        "tytuł;koszt\rŁawki;10\r",
        '"uwagi; inne; dalsze",tytuł,koszt\nx,Ławki,10\n',
    ],
)
def test_what_spreadsheets_do_to_a_file_is_taken(text):
    assert cells(text) == [(2, {"title": "Ławki", "cost": "10"})]


@pytest.mark.parametrize("text", ["tytuł;zażółć", "ZAŻÓŁĆ GĘŚLĄ JAŹŃ", "gęś; źdźbło"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1250", "iso8859_2", "cp852"],
)
def test_every_encoding_that_an_office_writes_is_read(encoding, text):
    assert decoded(text.encode(encoding)) == text


def test_of_two_readings_the_one_with_fewer_odd_signs_is_taken():
    """Windows would read both ž as signs that no Polish office writes; all the other letters are the same."""
    text = "Dożynki u Žižki: żółć"
    assert decoded(text.encode("iso8859_2")) == text


def test_marks_of_either_order_of_bytes_are_believed():
    assert decoded(b"\xff\xfea\0;\0") == decoded(b"\xfe\xff\0a\0;") == "a;"
    assert decoded(b"\xef\xbb\xbfa\xff") == decoded(b"\xff\xfea\0\0\xd8") == "a\ufffd"


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_text_of_two_bytes_a_sign_is_told_by_its_zeros(order):
    for text in ("ab;c", "abcł"):
        assert decoded(text.encode(order)) == text
    # Half of a pair, between signs that are whole.
    broken = "ab;cd\ud801e".encode(order, "surrogatepass")
    assert decoded(broken) == "ab;cd\ufffde"
    # Too short, half of it no plain letter, a zero of its own, half a sign too much.
    for raw in ("abc", "abłą", "ab\0cd"):
        assert decoded(raw.encode(order)) == raw.encode(order).decode()
    assert decoded("ab;c".encode(order) + b"d") == ("ab;c".encode(order) + b"d").decode()


def test_a_cell_keeps_its_lines_separators_and_marks():
    text = 'tytuł;koszt;opis\n"Ławki; ""duże""";10;"raz\ndwa\u2028trzy"\n\nLampy;5;12" rury\n'
    assert cells(text) == [
        (2, {"title": 'Ławki; "duże"', "cost": "10", "summary": "raz\ndwa\u2028trzy"}),
        (4, {"title": "Lampy", "cost": "5", "summary": '12" rury'}),
    ]


def test_ends_of_lines_in_a_cell_are_kept_as_they_are():
    assert cells('tytuł;koszt\r\n"raz\r\ndwa";1\r\n') == [(2, {"title": "raz\r\ndwa", "cost": "1"})]


def test_one_column_without_a_heading_is_taken_where_it_is_named():
    numbers = [(1, ["5"]), (2, ["6", " "])]
    one = Column("number", "numer", needed=True)
    assert read_cells(numbers, (one,)).faults == (Fault(TableFault.LACKING, 1, ("numer",), ("5",)),)
    found = Table(rows=((1, {"number": "5"}), (2, {"number": "6"})), taken=(("", "number"),))
    assert read_cells(numbers, (one,), alone="number") == found


def test_a_short_row_has_empty_cells_and_an_unknown_column_is_told():
    table = read_table("tytuł;uwagi;koszt;opis\nŁawki;x;10\n", COLUMNS)
    assert table.rows == ((2, {"title": "Ławki", "cost": "10", "summary": ""}),)
    assert table.ignored == ("uwagi",)
    assert table.taken == (("tytuł", "title"), ("koszt", "cost"), ("opis", "summary"))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault(TableFault.EMPTY)),
        (" \n;;\n", Fault(TableFault.EMPTY)),
        ("PK\x03\x04", Fault(TableFault.NOT_TEXT)),
        ("tytuł;koszt\nx\0;1\n", Fault(TableFault.NOT_TEXT)),
        ('"tytuł', Fault(TableFault.UNCLOSED, 1)),
        (f'tytuł;koszt\n"{"x" * 140_000}";1\n', Fault(TableFault.UNCLOSED, 2)),
        ("5\n6\n", Fault(TableFault.LACKING, 1, ("tytuł", "koszt"), ("5",))),
        ("tytuł;opis\nŁawki;x\n", Fault(TableFault.LACKING, 1, ("koszt",), ("tytuł", "opis"))),
        ("tytuł;koszt;Koszt\nŁawki;1;2\n", Fault(TableFault.TWICE, 1, ("koszt", "Koszt"))),
        ('tytuł;koszt\nx;1\ny;"2\nz;3\n', Fault(TableFault.UNCLOSED, 3)),
        ('tytuł;koszt\nx;"1"a\n', Fault(TableFault.AFTER_QUOTE, 2)),
        ("tytuł;koszt\nx;1\ny;2;dalej\n", Fault(TableFault.TOO_WIDE, 3)),
        ("tytuł;koszt\ny;2;dalej\n", Fault(TableFault.TOO_WIDE, 2)),
    ],
)
def test_whatever_would_lose_a_word_is_a_fault_with_its_row(text, fault):
    table = read_table(text, COLUMNS)
    assert table.faults == (fault,)
    assert told(fault).startswith(f"Wiersz {fault.row}: " if fault.row else ("Plik", "To nie"))


def test_faults_of_a_register_are_told_by_kind_and_row():
    assert unusable([(3, RowFault.NAME), (5, RowFault.NUMBER), (9, RowFault.NAME)]) == [
        "W tych wierszach nie ma poprawnego numeru PESEL: 5.",
        "W tych wierszach nie ma imienia, o które pyta głosowanie: 3, 9.",
    ]
    many = unusable([(row, RowFault.ANOTHER_NAME) for row in range(2, 32)])
    assert many == [
        "W tych wierszach jest numer PESEL z wcześniejszego wiersza, ale z innym imieniem: "
        f"{', '.join(map(str, range(2, 22)))} i dalsze (razem 30)."
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15.04.1950", date(1950, 4, 15)),
        ("1950-04-15", date(1950, 4, 15)),
        ("15/04/1950", date(1950, 4, 15)),
        ("1950-04-15 00:00:00", date(1950, 4, 15)),
        ("15.04.1950 0:00", date(1950, 4, 15)),
        ("15.04.1950 r.", date(1950, 4, 15)),
        ("15.04.1950r.", date(1950, 4, 15)),
        ("46174", date(2026, 6, 1)),
        ("46174,0", date(2026, 6, 1)),
        ("18368", date(1950, 4, 15)),
        ("31.02.2020", None),
        ("1950-04-15 12:30", date(1950, 4, 15)),
        ("2026-11-20 13:45:00", date(2026, 11, 20)),
        ("1950-04-15 25:30", None),
        ("wczoraj", None),
        ("", None),
    ],
)
def test_days_are_read_as_people_and_spreadsheets_write_them(text, day):
    assert parse_day(text) == day


def test_a_text_keeps_its_signs_and_loses_what_turns_it_around():
    assert tidy("Z\u0307o\u0301ł\u202eABC\u200b\x07\nd\u00ad") == "ŻółABC\nd\u00ad"
    assert unprintable("Ławki №5 «α» Київ 20 m² – ok…") == ""
    assert unprintable("🌳🌳 שלום x") == "🌳שלום"
    assert unprintable("a\U00017000b") == "\U00017000"
    # Signs of private use, of none, and halves of a pair.
    assert unprintable("a\ue000\u0378\ud800\ue000") == "\ue000\u0378\ud800"


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("Żaneta", None),
        ("O'Hara-Świątek", None),
        ("Ｊan", None),
        ("Nguyễn", None),
        ("Аnna", NameFault.OTHER_ALPHABET),
        ("Ольга", NameFault.OTHER_ALPHABET),
        # A letter that has no name of its own.
        ("Jan\U00017000", NameFault.OTHER_ALPHABET),
        ("123 456", NameFault.NO_LETTERS),
        ("🌳", NameFault.NO_LETTERS),
        ("", NameFault.NO_LETTERS),
    ],
)
def test_a_name_is_of_latin_letters(name, fault):
    assert name_fault(name) is fault


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (("Anna Maria", "Lis"), ("Maria", "Lis Anna"), Likeness.ORDER),
        (("Jan", "Paweł"), ("Paweł", "Jan"), Likeness.ORDER),
        (("Anna-Maria", "Lis"), ("Anna", "Lis"), Likeness.MORE_NAMES),
        (("dr Jan", "Żuk"), ("JAN", "zuk"), Likeness.ORDER),
        (("Jan", "Kowalski-Nowak"), ("Jan", "Kowalski"), Likeness.MORE_NAMES),
        (("Anna Maria", "Lis"), ("Annamaria", "Lis"), Likeness.MORE_NAMES),
        (("Żaneta", "Świątek"), ("Zaneta", "Swiontek"), Likeness.SPELLING),
        (("Jan", "Kowal"), ("Jan", "Kowalik"), Likeness.SPELLING),
        (("Jan", "Kowalik"), ("Jan", "Kowal"), Likeness.SPELLING),
        (("Aleksander", "Lis"), ("Eksander", "Lis"), Likeness.SPELLING),
        (("Aleksander", "Liz"), ("Eksander", "Lis"), None),
        (("Jan", "Kowel"), ("Jan", "Kowalik"), None),
        (("Jan", "Kowal"), ("Jan", "Kowalska"), None),
        (("Jan", "Lis"), ("Ewa", "Kowalska"), None),
        (("Jan", "Lis"), ("Adam", "Kos"), None),
    ],
)
def test_who_may_be_one_person_is_shown_with_the_reason(one, other, kind):
    people = [Named(*one, BORN), Named(*other, BORN), Named(*one, date(1971, 5, 5))]
    assert list(alike(people)) == ([(0, 1, kind)] if kind else [])
    assert repr(people) == "[Named(***), Named(***), Named(***)]"


def test_two_names_in_one_column_are_told_how_to_part():
    fault = Fault(TableFault.LACKING, 1, ("imię",), ("PESEL", "Nazwisko, imię"))
    assert "trzeba rozdzielić na dwie" in told(fault)
    assert "rozdzielić" not in told(Fault(TableFault.LACKING, 1, ("imię",), ("PESEL",)))


def test_under_headings_that_were_not_understood_widths_say_nothing():
    table = read_table("Wykaz wniosków 2027\nco;ile\nŁawki;10;dalej\n", COLUMNS)
    assert [fault.kind for fault in table.faults] == [TableFault.LACKING]


def test_a_heading_is_known_without_its_case_marks_stops_and_blanks():
    headings = ["Data  wpływu:", "DATA_WPŁYWU", "data.wpływu", " Dátą wpływu "]
    assert [folded(heading) for heading in headings] == ["data wplywu"] * 4


def test_what_stood_above_the_headings_is_told_with_a_fault_too():
    table = read_table("Wykaz\ntytuł;koszt\nŁawki;10;dalej\n", COLUMNS)
    assert (table.faults, table.above) == ((Fault(TableFault.TOO_WIDE, 3),), ("Wykaz",))


def test_a_title_above_the_headings_is_passed_over_and_told():
    table = read_table("Wykaz wniosków 2027;\nstan na 1 września;\n\ntytuł;koszt\nŁawki;10\n", COLUMNS)
    assert table.above == ("Wykaz wniosków 2027", "stan na 1 września")
    assert table.rows == ((5, {"title": "Ławki", "cost": "10"}),)
