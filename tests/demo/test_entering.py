"""One-click sign-ins exist in a demo alone, on the host they were made for."""

import pytest

from tests import factories
from tests.moments import NOW
from wibo.demo.entering import NoEntry, email_of, pass_for
from wibo.demo.recipes import RECIPES
from wibo.service.actions import create_operator


def test_a_link_signs_in(visit, cast, edition, settings):
    settings.DEMO = True
    response = visit.get(f"/_wejdz/{pass_for('lipowo', cast.anna.email)}/")
    assert response["Location"] == "/urzad/"
    assert visit.get("/urzad/").status_code == 200
    assert visit.get(f"/_wejdz/{pass_for('lipowo', cast.maria.email)}/")["Location"] == "/"


def test_outside_a_demo_a_true_link_is_refused(visit, cast, edition):
    assert visit.get(f"/_wejdz/{pass_for('lipowo', cast.anna.email)}/").status_code == 404
    assert visit.get("/urzad/").status_code == 302


def test_outside_a_demo_the_operator_is_refused_too(client, db, settings):
    create_operator(email="o@x.example", name="O", password=factories.PASSWORD, at=NOW)
    settings.OPERATOR_URLCONF = "wibo.demo.urls_operator"
    link = f"/_wejdz/{pass_for('operator', 'o@x.example')}/"
    there = {"host": "operator.localhost"}
    assert client.get(link, headers=there).status_code == 404
    settings.DEMO = True
    assert client.get(link, headers=there).status_code == 302
    assert client.get("/", headers=there).status_code == 200


@pytest.mark.parametrize("token", ["anna@lipowo.example", "lipowo|anna@lipowo.example:x:y", "x"])
def test_a_link_that_the_demo_did_not_make_is_refused(visit, cast, settings, token):
    settings.DEMO = True
    assert visit.get(f"/_wejdz/{token}/").status_code == 404


def test_a_link_for_one_town_is_nothing_in_another(settings):
    settings.DEMO = True
    token = pass_for("obce", "anna@lipowo.example")
    with pytest.raises(NoEntry):
        email_of(token, "lipowo")


def test_the_start_page_lists_the_towns_with_a_way_in(client, db, settings, monkeypatch):
    settings.DEMO = True
    settings.BASE_URLCONF = "wibo.demo.urls_base"
    factories.town("brzezina")
    text = client.get("/", headers={"host": "localhost"}).content.decode()
    assert "Numery PESEL na niby" in text
    assert text.count("/_wejdz/") == len(RECIPES["brzezina"].people)
