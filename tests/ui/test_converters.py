"""A number in an address is one that a row can have, or the address does not exist."""

import pytest
from django.urls import Resolver404, resolve

from tests.house.urls import patterns

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
