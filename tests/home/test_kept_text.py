"""Text that was typed into a session that is over: back to who typed it, and to nobody else."""

import json
import re

import pytest
from django.test import Client

from tests import factories


@pytest.fixture
def draft(edition, cast):
    return factories.draft(edition, cast.maria)


def signed_in_with(visit, user, path, typed):
    """Sign in on the page that a form was sent to after its session."""
    form = {
        "email": user.email,
        "password": factories.PASSWORD,
        "next": path,
        "zachowane": json.dumps({name: [value] for name, value in typed.items()}),
    }
    return visit.post("/konto/zaloguj/", form)


def test_the_next_person_at_a_computer_does_not_get_anothers_text(visit, edition, cast):
    typed = {"title": "Tajny tytuł", "konto": str(cast.jan.pk)}
    signed_in_with(visit, cast.maria, "/moje/nowy/", typed)
    page = factories.words(visit.get("/moje/nowy/"))
    assert "Tajny tytuł" not in page
    assert "pisała inna osoba" in page


def test_who_typed_it_gets_it_back(visit, edition, cast):
    signed_in_with(visit, cast.maria, "/moje/nowy/", {"title": "Mój tytuł", "konto": str(cast.maria.pk)})
    assert "Mój tytuł" in factories.words(visit.get("/moje/nowy/"))


def test_of_a_form_with_a_file_the_text_comes_back_and_the_page_says_what_does_not(visit, draft, cast):
    path = f"/moje/{draft.pk}/krok/zalaczniki/"
    typed = {"words": "Pusty plac", "konto": str(cast.maria.pk), "zachowane-pliki": "1"}
    signed_in_with(visit, cast.maria, path, typed)
    page = factories.words(visit.get(path))
    assert 'value="Pusty plac"' in page
    assert "plik trzeba wybrać jeszcze raz" in page


def test_signing_out_clears_what_the_browser_keeps(visit, cast):
    answer = visit.as_(cast.maria).post("/konto/wyloguj/")
    assert answer["Clear-Site-Data"] == '"storage"'


@pytest.mark.parametrize(
    ("origin", "kept"), [("http://lipowo.localhost", True), ("https://zlo.example", False)]
)
def test_a_page_of_an_earlier_session_gets_its_text_back_and_a_foreign_one_nothing(
    visit, town, edition, cast, origin, kept
):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.maria)
    typed = {"title": "Z innej karty", "konto": str(cast.maria.pk), "csrfmiddlewaretoken": "x" * 64}
    host = f"{town.slug}.localhost"
    answer = client.post("/moje/nowy/", typed, headers={"host": host, "origin": origin})
    assert answer.status_code == (302 if kept else 403)
    page = client.get("/moje/nowy/", {"szkic": "a"}, headers={"host": host}).content.decode()
    assert bool(re.search("Z innej karty", page)) is kept
