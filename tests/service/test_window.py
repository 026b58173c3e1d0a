"""The service window: dates outside it are refused, and outside it the public reads but sends nothing."""

from datetime import date, timedelta

import pytest

from tests import factories
from tests.editions.test_views import schedule_data
from tests.moments import NOW
from wibo.access.refusal import Refused
from wibo.accounts.models import User
from wibo.editions.actions import Dates, change_schedule
from wibo.journal.acts import Act

TODAY = date(2027, 10, 10)


def window(town, first, last):
    town.service_from, town.service_until = first, last
    town.save()


def dates(first, last):
    return [Dates("submission", "", first, last)]


def test_dates_outside_the_window_are_refused_with_the_way_to_extend(town, edition):
    window(town, TODAY - timedelta(days=1), TODAY + timedelta(days=20))
    edition = factories.reload(edition)
    with pytest.raises(Refused, match=r"Zgłaszanie wniosków.*operator@localhost"):
        change_schedule(edition, dates(NOW, NOW + timedelta(days=30)), act=Act("t", NOW), reason="r")
    with pytest.raises(Refused):
        change_schedule(edition, dates(NOW - timedelta(days=3), NOW), act=Act("t", NOW), reason="r")
    assert change_schedule(edition, dates(NOW, NOW + timedelta(days=20)), act=Act("t", NOW), reason="r")


def test_the_page_says_so_and_keeps_the_form(visit, town, cast, edition):
    window(town, TODAY, TODAY)
    data = schedule_data(edition, **{"submission--last_minute": "2028-01-01T08:00"})
    text = visit.as_(cast.anna).post("/urzad/edycja/harmonogram/", data).content.decode()
    assert "wychodzą poza okres usługi" in text
    assert "2028-01-01T08:00" in text


@pytest.mark.parametrize("after", [True, False])
def test_outside_the_window_the_public_reads_and_officials_work(visit, town, cast, edition, after):
    day = timedelta(days=1)
    window(town, *((TODAY - 9 * day, TODAY - day) if after else (TODAY + day, TODAY + 9 * day)))
    front = visit.get("/")
    assert front.status_code == 200
    assert ("Serwis działał do" if after else "Serwis ruszy") in front.content.decode()
    refused = visit.post("/konto/zaloz/", {"first_name": "A", "surname": "B", "email": "a@b.example"})
    assert refused.status_code == 403
    assert "tylko do czytania" in refused.content.decode()
    assert not User.objects.filter(email="a@b.example").exists()
    assert visit.post("/glosowanie/kim-jestes/", {}).status_code == 403
    signed = visit.post("/konto/zaloguj/", {"email": cast.anna.email, "password": factories.PASSWORD})
    assert signed["Location"] == "/urzad/"
    assert visit.post("/urzad/edycja/harmonogram/", {}).status_code == 200


def test_a_signed_in_resident_sends_nothing_either(visit, town, cast, edition):
    window(town, TODAY - timedelta(days=9), TODAY - timedelta(days=1))
    assert visit.as_(cast.maria).post("/moje/nowy/", {}).status_code == 403
    assert visit.post("/konto/wyloguj/").status_code == 302


def test_a_town_without_a_window_is_always_open(visit, town, edition):
    assert "Serwis" not in visit.get("/").content.decode().split("<footer")[0]
