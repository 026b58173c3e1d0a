"""What of sessions and letters stays in the database, and what whoever reads it can do with it."""

from importlib import import_module

from django.conf import settings
from django.contrib.sessions.models import Session

from tests import factories
from wibo.letters.models import Letter
from wibo.letters.tasks import deliver, without_links


def test_a_key_read_from_the_database_opens_no_session(visit, cast, edition):
    visit.as_(cast.anna)
    assert visit.get("/urzad/").status_code == 200
    [row] = Session.objects.all()
    key = visit.client.cookies[settings.SESSION_COOKIE_NAME].value
    assert row.session_key != key
    visit.client.cookies[settings.SESSION_COOKIE_NAME] = row.session_key
    assert visit.get("/urzad/").status_code == 302
    visit.client.cookies[settings.SESSION_COOKIE_NAME] = key
    assert visit.get("/urzad/").status_code == 200


def test_signing_out_ends_the_session(db):
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store["a"] = 1
    store.create()
    again = type(store)(store.session_key)
    assert again["a"] == 1
    assert again.exists(store.session_key)
    again.delete()
    assert not Session.objects.exists()
    assert type(store)(store.session_key).load() == {}


def test_a_letter_that_was_sent_keeps_no_link_that_lets_in(visit, edition, settings):
    settings.DEMO = False
    visit.post(
        "/konto/zaloz/", {"first_name": "Zofia", "surname": "Lis", "email": "zofia@x.example", "terms": "on"}
    )
    letter = Letter.objects.get()
    assert "/konto/potwierdz/" in letter.body
    deliver.call(letter.pk)
    letter.refresh_from_db()
    assert letter.sent_at
    assert "/konto/" not in letter.body
    assert "usunięty po wysłaniu" in letter.body


def test_other_addresses_in_letters_stay():
    text = "https://a.example/konto/haslo/ i https://a.example/konto/haslo/Mg/abc-123/\nhttps://a.example/wyniki/"
    assert without_links(text) == (
        "https://a.example/konto/haslo/ i (odnośnik usunięty po wysłaniu)\nhttps://a.example/wyniki/"
    )


def test_what_may_be_personal_is_stored_by_nobody(visit, cast, edition):
    factories.projects(edition, 100)
    assert "no-store" not in visit.get("/").headers.get("Cache-Control", "")
    shown_again = visit.post("/glosowanie/kim-jestes/", {"pesel": "1"})
    assert "no-store" in shown_again["Cache-Control"]
    assert "no-store" in visit.get("/konto/haslo/Mg/abc-123/")["Cache-Control"]
    visit.as_(cast.anna)
    for path in ("/", "/urzad/", "/urzad/osoby/"):
        assert "no-store" in visit.get(path)["Cache-Control"], path
