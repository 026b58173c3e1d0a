"""What was found, in words."""

import pytest

from wibo.rulebook.people.finding import Found, Personal
from wibo.wording.finding import found_words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([(Personal.PESEL, 1)], "numer PESEL"),
        ([(Personal.PESEL, 2), (Personal.EMAIL, 1)], "2 numery PESEL i adres e-mail"),
        (
            [(Personal.PESEL, 5), (Personal.PHONE, 1), (Personal.SIGNATURES, 1)],
            "5 numerów PESEL, numer telefonu i coś, co wygląda na listę podpisów",
        ),
    ],
)
def test_kinds_are_listed_with_their_numbers_and_nothing_of_what_they_are(found, words):
    rows = [Found(kind, frozenset(str(at) for at in range(count))) for kind, count in found]
    assert found_words(rows) == words
