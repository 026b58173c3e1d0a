"""A number in an address is one that a row can have, or the address does not exist."""

import pytest
from django.urls import Resolver404, resolve

from tests.house.urls import patterns
from wibo.ui.converters import row_key, row_keys

LARGEST = 2**63 - 1


def test_the_largest_number_of_a_row_is_an_address():
    assert resolve(f"/wyniki/{LARGEST}/").kwargs == {"pk": LARGEST}


@pytest.mark.parametrize("digits", [str(LARGEST + 1), "9" * 5001], ids=["one more", "5001 digits"])
def test_a_larger_number_is_no_address(digits):
    with pytest.raises(Resolver404):
        resolve(f"/wyniki/{digits}/")


@pytest.mark.parametrize("urls", ["wibo.config.urls", "wibo.service.urls", "wibo.service.urls_public"])
def test_no_address_takes_numbers_that_no_row_has(urls):
    assert [name for name, one in patterns(urls=urls) if "<int:" in str(one.pattern)] == []


@pytest.mark.parametrize("text", ["", "-1", "1.0", "１２", "9" * 10, "9" * 5001])
def test_what_names_no_row_is_none(text):
    assert row_key(text) is None


def test_ticked_rows_are_numbers_in_their_order():
    assert row_keys(["7", "x", "12", "9" * 5001]) == [7, 12]
