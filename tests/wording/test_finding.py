"""What was found, in words."""

import pytest

from wibo.rulebook.people.finding import Found, Personal
from wibo.wording.finding import found_words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([(Personal.PESEL, ["44051401359"])], "numer PESEL (4405…)"),
        (
            [(Personal.PESEL, ["44051401359", "80010100118"]), (Personal.EMAIL, ["jan@poczta.example"])],
            "2 numery PESEL (4405…, 8001…) i adres e-mail (jan@poczta.example)",
        ),
        (
            [(Personal.PHONE, ["1", "2", "3", "4", "5"]), (Personal.SIGNATURES, ["x"])],
            "5 numerów telefonu (1, 2, 3) i coś, co wygląda na listę podpisów",
        ),
    ],
)
def test_kinds_are_listed_with_enough_to_find_them_and_no_whole_pesel(found, words):
    assert found_words([Found(kind, frozenset(what)) for kind, what in found]) == words
