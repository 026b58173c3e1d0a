"""Pages that are kept a moment for strangers: right soon after a change, nobody's own page ever, and 304 for who has it."""

import gzip
import time

import pytest
from django.test import Client

from tests import factories
from wibo.memory import forget


@pytest.fixture
def remembers(settings):
    settings.REMEMBER_SECONDS = 30
    forget("rows")
    yield
    forget("rows")


def ask(host, path="/", client=None, **headers):
    return (client or Client()).get(path, headers={"host": host, **headers})


def rename(town, name):
    """Change what every page shows, beneath whoever remembers."""
    type(town).objects.filter(pk=town.pk).update(name=name)


def test_strangers_share_a_page_and_who_has_it_gets_304(visit, town, edition, remembers):
    first = ask(visit.host)
    rename(town, "Gmina Inna")
    again = ask(visit.host)
    assert again.content == first.content
    assert again["Cache-Control"] == "no-cache"
    assert again["Content-Security-Policy"] == first["Content-Security-Policy"]
    known = ask(visit.host, **{"if-none-match": first["ETag"]})
    assert (known.status_code, known.content) == (304, b"")
    assert known["ETag"] == first["ETag"]
    assert "Content-Type" not in known
    assert ask(visit.host, **{"if-none-match": '"other"'}).status_code == 200


def test_what_changed_is_seen_within_two_seconds(visit, town, edition, settings):
    settings.REMEMBER_SECONDS = 0.6
    forget("rows")
    ask(visit.host)
    rename(town, "Gmina Przemianowana")
    time.sleep(1.9)
    assert "Gmina Przemianowana" in factories.words(ask(visit.host))


def test_language_packing_host_and_query_each_have_a_page_of_their_own(visit, town, edition, remembers):
    polish = ask(visit.host).text
    client = Client()
    client.cookies["jezyk"] = "en"
    assert "Proposals" in ask(visit.host, client=client).text
    assert ask(visit.host).text == polish
    packed = ask(visit.host, **{"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content).decode() == polish
    assert "Content-Encoding" not in ask(visit.host)
    assert ask("nikt.localhost").status_code == 404
    assert ask(visit.host, "/wnioski/?szukaj=abc").content != ask(visit.host, "/wnioski/").content


def test_nobodys_own_page_is_kept_or_shown_to_another(visit, cast, edition, remembers):
    own = visit.as_(cast.anna).get("/").text
    assert "Anna" in own
    assert "ETag" not in visit.get("/")
    stranger = ask(visit.host).text
    assert str(cast.anna) not in stranger.split("<footer")[0]
    assert visit.get("/").text.count("Urząd") == own.count("Urząd")


@pytest.mark.parametrize("path", ["/konto/zaloguj/", "/konto/potwierdz/MQ/x-y/", "/konto/zaloz/", "/nie-ma/"])
def test_forms_secrets_and_refusals_are_made_for_each(visit, edition, remembers, path):
    answer = ask(visit.host, path)
    assert "ETag" not in answer


def test_a_form_has_a_token_of_its_own_each_time(visit, edition, remembers):
    assert ask(visit.host, "/konto/zaloz/").content != ask(visit.host, "/konto/zaloz/").content


def test_a_shortlist_or_a_booth_in_the_browser_is_not_answered_from_memory(visit, edition, remembers):
    for name in ("odlozone", "kabina"):
        client = Client()
        client.cookies[name] = "1"
        assert "ETag" not in ask(visit.host, client=client)


def test_a_kept_page_is_logged_as_the_view_it_is_of(visit, edition, remembers, caplog):
    caplog.set_level("INFO", "wibo.request")
    ask(visit.host)
    ask(visit.host)
    first, second = [record.facts for record in caplog.records if record.name == "wibo.request"]
    assert (second["view"], second["town"], second["status"]) == ("home:front", "lipowo", 200)
    assert first["view"] == second["view"]
