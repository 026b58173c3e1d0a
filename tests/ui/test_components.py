"""What components refuse: a page that would be worse than none."""

import pytest

from wibo.ui.templatetags.components import heads


def test_a_column_without_a_name_is_refused():
    with pytest.raises(ValueError, match="has a name"):
        heads("Podstawa", "")


def test_a_column_of_numbers_stands_to_the_right():
    assert heads("Co", "Ile", numbers="2") == (
        '<thead><tr><th scope="col">Co</th><th scope="col" class="num">Ile</th></tr></thead>'
    )
