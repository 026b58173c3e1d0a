"""Pages for what goes wrong, the gallery, and reports of errors that hold no value."""

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from wibo.home.reporting import NoValues
from wibo.home.views import errors


def test_a_database_that_is_away_is_said_as_such():
    try:
        raise OperationalError
    except OperationalError:
        answer = errors.broken(RequestFactory().get("/"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert errors.broken(RequestFactory().get("/")).status_code == 500


def test_a_form_from_elsewhere_is_refused_in_words(client, town):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/konto/zaloguj/", {}, headers={"host": "lipowo.localhost"})
    assert answer.status_code == 403
    assert "Formularz stracił ważność" in answer.content.decode()


def test_no_report_holds_what_was_typed():
    filtered = NoValues()
    request = RequestFactory().post("/", {"pesel": "44051401359"})
    request.COOKIES["glos"] = "x"
    assert filtered.is_active(request)
    assert "44051401359" not in str(filtered.get_post_parameters(request))
    assert filtered.get_post_parameters(None) == {}
    assert filtered.get_safe_cookies(request) == {}
    assert filtered.get_traceback_frame_variables(request, None) == []


def test_the_gallery_shows_every_component(visit):
    page = visit.get("/_ui/").content.decode()
    for sign in (
        'class="ds-alert" data-color="info"',
        'class="panel next-step"',
        'class="tile"',
        'class="choice"',
    ):
        assert sign in page


@pytest.mark.parametrize("colour", ["000000", "15532b"])
def test_a_style_sheet_is_only_the_towns_own(visit, town, colour):
    page = visit.get("/").content.decode()
    address = page.split('<link rel="stylesheet" href="')[1].split('"')[0]
    assert visit.get(address).status_code == 200
    assert visit.get(f"/_ui/{colour}/0000000000000000.css").status_code == 404
