"""Requests that no person sends are refused at the edge with a page, not an error of the program."""

import pytest

from tests import factories


@pytest.mark.parametrize("code", ["hex", "base64", "idna", "undefined", "x-unknown"])
@pytest.mark.parametrize("path", ["/", "/glosowanie/", "/nie-ma/"])
def test_a_code_that_names_no_letters_is_a_bad_request_or_nothing(visit, edition, code, path):
    """Django ignores codes that it does not know; of bytes ("hex") it knows the name and breaks at the first letter."""
    kind = f"application/json; charset={code}"
    answer = visit.client.generic("POST", path, b"{}", content_type=kind, headers={"host": visit.host})
    assert answer.status_code in (200, 302, 400, 403, 404, 405)
    if code in ("hex", "base64"):
        assert answer.status_code == 400
        assert "Nie zrozumieliśmy tego żądania" in factories.words(answer)


def test_a_nul_is_a_bad_request(visit, edition):
    assert visit.get("/wnioski/", szukaj="a\0b").status_code == 400
