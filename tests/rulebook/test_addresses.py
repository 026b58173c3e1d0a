"""Words as a part of an address."""

import pytest

from wibo.rulebook.spelling.addresses import address_part


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("Szkolny (Łąka) 2028!", "szkolny-laka-2028"),
        ("  Zielony   budżet – Kęty ", "zielony-budzet-kety"),
        ("ŻÓŁĆ", "zolc"),
        ("Бюджет", ""),
    ],
)
def test_words_become_small_letters_digits_and_hyphens(words, part):
    assert address_part(words) == part
